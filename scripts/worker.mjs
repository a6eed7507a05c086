// Writes the worker, bundled, into a source file, so that no bundler has a worker file to lose.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = new URL('../', import.meta.url)
const [{ output }] = await build({
  root: fileURLToPath(root),
  configFile: false,
  logLevel: 'warn',
  build: {
    write: false,
    target: 'es2022',
    minify: true,
    // A classic script: what a Blob URL and Node's `eval` both start.
    lib: { entry: fileURLToPath(new URL('bindings/runner/worker.ts', root)), formats: ['iife'], name: 'offcut' },
  },
})
await writeFile(
  new URL('bindings/generated/worker.ts', root),
  `/** The source text of a worker, see bindings/runner/worker.ts. Written by scripts/worker.mjs. */\nexport const WORKER_SOURCE =\n  ${JSON.stringify(output[0].code)}\n`,
)
