// Writes the workers, each bundled into one string, into source files, so that no bundler has a worker file to lose.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = new URL('../', import.meta.url)

for (const name of ['wasm-worker', 'baseline-worker']) {
  const entry = fileURLToPath(new URL(`bindings/runner/${name}.ts`, root))
  const [{ output }] = await build({
    root: fileURLToPath(root),
    configFile: false,
    logLevel: 'warn',
    // A classic script: what a Blob URL and Node's `eval` both start.
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry, formats: ['iife'], name: 'offcut' },
      // The loader patches hosts older than any that this runs on: it would stay in a worker that does not call it.
      rolldownOptions: { treeshake: { moduleSideEffects: false } },
    },
  })
  await writeFile(
    new URL(`bindings/generated/${name}.ts`, root),
    `/** The source text of bindings/runner/${name}.ts, bundled. Written by scripts/workers.mjs. */\nexport const WORKER_SOURCE: string =\n  ${JSON.stringify(output[0].code)}\n`,
  )
}
