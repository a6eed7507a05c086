// Writes dist/cli.js, dist/node.js, dist/node/ and dist/chunks/: the command and the library as Node loads them, in few files and with the
// libraries that every start needs, as most of a start is what a program looks up and opens. The licences of what is bundled go with them.
import { rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../', import.meta.url))
const bundled = ['zod', 'jsonc-parser', 'comlink', 'wasm-feature-detect', '@assemblyscript/loader', 'commander', 'fastest-levenshtein']
const others = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter((name) => !bundled.includes(name))

/** What is needed at every start is one file, what writes files another, and what every command needs besides a third; the rest is split by what loads it. */
function fileOf(id, graph) {
  starts ??= {
    everywhere: staticallyImported(['index'], graph),
    node: staticallyImported(['node'], graph),
    library: staticallyImported(['node', 'studies/index', 'system/index', 'forms'], graph),
    command: staticallyImported(['cli/program', 'cli/optimum'], graph),
  }
  const { everywhere, node, library, command } = starts
  if (everywhere.has(id) || (library.has(id) && command.has(id))) return 'library'
  if (node.has(id)) return 'files'
  // Not the command that stands for all.
  return command.has(id) && !id.endsWith('/cli/optimum.ts') ? 'command' : null
}
let starts

function staticallyImported(names, graph) {
  const found = new Set()
  const visit = (id) => {
    // What zod writes of a schema, only a command that explains one asks for.
    if (found.has(id) || /\/zod\/.*json-schema/.test(id)) return
    found.add(id)
    graph.getModuleInfo(id)?.importedIds.forEach(visit)
  }
  for (const name of names) visit(`${root}bindings/${name}.ts`)
  return found
}

/** Commander asks for what starts other programs, which none of ours needs, and Node takes milliseconds to load. */
const withoutChildProcesses = {
  name: 'without-child-processes',
  transform(code, id) {
    if (!id.endsWith('/commander/lib/command.js')) return null
    const before = "require('node:child_process')"
    if (!code.includes(before)) throw new Error(`commander does not ask for ${before} any more: take this out`)
    return code.replace(before, `{ spawn: (...words) => ${before}.spawn(...words) }`)
  },
}

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [withoutChildProcesses],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    license: { fileName: 'licences.md' },
    lib: {
      entry: {
        cli: 'bindings/cli/index.ts',
        node: 'bindings/node.ts',
        'node/studies': 'bindings/studies/index.ts',
        'node/system': 'bindings/system/index.ts',
        'node/forms': 'bindings/forms.ts',
        // What the command writes files with, for the benchmark.
        'node/sweep-file': 'bindings/files/store/sweep-file.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      platform: 'node',
      // What writes JSON anew makes its thousands of spaces at once, and is not used.
      treeshake: { moduleSideEffects: [{ test: /jsonc-parser/, sideEffects: false }] },
      external: [/^node:/, ...others.map((name) => new RegExp(`^${name}(/|$)`))],
      output: {
        chunkFileNames: 'chunks/[name].js',
        codeSplitting: {
          // A group takes what its modules import with it, but for what a group before it has.
          groups: ['library', 'files', 'command'].map((name, i) => ({
            debugName: name,
            name: (id, graph) => (fileOf(id, graph) === name ? name : null),
            priority: 3 - i,
          })),
        },
        // Less to read at every start; names of functions and classes stay, for stack traces.
        minify: {
          mangle: { keepNames: true },
          compress: { keepNames: { function: true, class: true } },
          codegen: { removeWhitespace: true },
        },
      },
    },
  },
})
await rename(`${root}dist/licences.md`, `${root}dist/chunks/LICENSES.md`)
