// Writes dist/cli.js and dist/command/: the command in few files, with the libraries that every start needs, as most of a start is what a
// program looks up and opens. The licences of what is bundled go with it.
import { rename } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../', import.meta.url))
const bundled = ['zod', 'jsonc-parser', 'comlink', 'wasm-feature-detect', '@assemblyscript/loader']
const others = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter((name) => !bundled.includes(name))

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    minify: false,
    emptyOutDir: false,
    license: { fileName: 'licences.md' },
    lib: { entry: { cli: 'bindings/cli/index.ts' }, formats: ['es'] },
    rolldownOptions: {
      external: [/^node:/, ...others.map((name) => new RegExp(`^${name}(/|$)`))],
      output: { chunkFileNames: 'command/[name].js' },
    },
  },
})
await rename(`${root}dist/licences.md`, `${root}dist/command/LICENSES.md`)
