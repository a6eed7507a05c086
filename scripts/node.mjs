// Writes dist/cli.js, dist/node.js, dist/node/ and dist/chunks/: the command and the library as Node loads them, in few files and with the
// libraries that every start needs, as most of a start is what a program looks up and opens. The licences of what is bundled go with them.
import { rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../', import.meta.url))
const bundled = ['zod', 'jsonc-parser', 'comlink', 'wasm-feature-detect', '@assemblyscript/loader', 'commander', 'fastest-levenshtein']
const others = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter((name) => !bundled.includes(name))

/** What the library needs at every start is one file, and what every command needs besides is another; the rest is split by what loads it. */
function isOfLibrary(id, graph) {
  library ??= staticallyImported('index', graph)
  return library.has(id)
}
let library

function isOfCommand(id, graph) {
  command ??= new Set([...staticallyImported('cli/program', graph), ...staticallyImported('cli/optimum', graph)])
  // Not the command that stands for all, and not what listens for signals before the rest loads.
  return command.has(id) && !/\/cli\/(optimum|signals)\.ts$/.test(id)
}
let command

function staticallyImported(name, graph) {
  const found = new Set()
  const visit = (id) => {
    // What zod writes of a schema, only a command that explains one asks for.
    if (found.has(id) || /\/zod\/.*json-schema/.test(id)) return
    found.add(id)
    graph.getModuleInfo(id)?.importedIds.forEach(visit)
  }
  visit(`${root}bindings/${name}.ts`)
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
      external: [/^node:/, ...others.map((name) => new RegExp(`^${name}(/|$)`))],
      output: {
        chunkFileNames: 'chunks/[name].js',
        codeSplitting: {
          groups: [
            { debugName: 'library', name: (id, graph) => (isOfLibrary(id, graph) ? 'library' : null), priority: 2 },
            { debugName: 'command', name: (id, graph) => (isOfCommand(id, graph) ? 'command' : null), priority: 1 },
          ],
        },
        // Less to read at every start; names stay, for stack traces.
        minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})
await rename(`${root}dist/licences.md`, `${root}dist/chunks/LICENSES.md`)
