// Writes dist/cli.js, dist/node.js, dist/node/ and dist/chunks/: the command and the library as Node loads them, in few files and with the
// libraries that every start needs, as most of a start is what a program looks up and opens. The licences of what is bundled go with them.
import { rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../', import.meta.url))
const bundled = ['zod', 'jsonc-parser', 'comlink', 'wasm-feature-detect', '@assemblyscript/loader', 'commander', 'fastest-levenshtein']
const others = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter((name) => !bundled.includes(name))

/** What the library needs at every start is one file; the rest is split by what loads it. */
function libraryOrOther(id, graph) {
  library ??= staticallyImported(`${root}bindings/index.ts`, graph)
  return library.has(id) ? 'library' : null
}
let library

function staticallyImported(entry, graph, found = new Set()) {
  if (found.has(entry)) return found
  found.add(entry)
  for (const id of graph.getModuleInfo(entry)?.importedIds ?? []) staticallyImported(id, graph, found)
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
        codeSplitting: { groups: [{ debugName: 'library', name: libraryOrOther }] },
        // Less to read at every start; names stay, for stack traces.
        minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})
await rename(`${root}dist/licences.md`, `${root}dist/chunks/LICENSES.md`)
