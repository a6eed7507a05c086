// Writes dist/worker.js: the library in one file without dynamic imports, for bundlers that cannot split the code of a worker.
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import manifest from '../package.json' with { type: 'json' }

const external = Object.keys(manifest.dependencies).map((name) => new RegExp(`^${name}(/|$)`))

await build({
  root: fileURLToPath(new URL('../', import.meta.url)),
  configFile: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    minify: false,
    emptyOutDir: false,
    lib: { entry: { worker: 'bindings/index.ts' }, formats: ['es'] },
    rolldownOptions: { external, output: { codeSplitting: false } },
  },
})
