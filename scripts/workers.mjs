// Writes the workers, and the script that encodes files in them, each bundled into one string, into source files, so that no bundler
// has a file of theirs to lose; and the licences of what is bundled with them, which travel with the package.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = new URL('../', import.meta.url)
// The module holds what it uses of AssemblyScript's standard library.
const licences = new Set([
  `## assemblyscript (Apache-2.0)\n\n${await readFile(new URL('node_modules/assemblyscript/LICENSE', root), 'utf8')}`,
])

const SCRIPTS = [
  ['bindings/runner/wasm-worker.ts', 'wasm-worker', 'WORKER_SOURCE'],
  ['bindings/runner/baseline-worker.ts', 'baseline-worker', 'WORKER_SOURCE'],
  ['bindings/runner/worker-more.ts', 'worker-more', 'WORKER_MORE', 'offcutMore'],
  ['bindings/files/format/stage.ts', 'encoding', 'ENCODING_SCRIPT'],
]

for (const [file, name, constant, global = 'offcut'] of SCRIPTS) {
  const entry = fileURLToPath(new URL(file, root))
  const [{ output }] = await build({
    root: fileURLToPath(root),
    configFile: false,
    logLevel: 'warn',
    // A classic script: what a Blob URL and Node's `eval` both start.
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      license: { fileName: 'licences.md' },
      lib: { entry, formats: ['iife'], name: global },
      // The loader patches hosts older than any that this runs on: it would stay in a worker that does not call it.
      rolldownOptions: { treeshake: { moduleSideEffects: false } },
    },
  })
  const { code } = output.find(({ type }) => type === 'chunk')
  licences.add(output.find(({ fileName }) => fileName === 'licences.md').source)
  await writeFile(
    new URL(`bindings/generated/${name}.ts`, root),
    `/** The source text of ${file}, bundled. Written by scripts/workers.mjs. */\nexport const ${constant}: string =\n  ${JSON.stringify(code)}\n`,
  )
}

await writeFile(new URL('build/LICENSES.md', root), [...licences].join('\n'))
