import { readFile } from 'node:fs/promises'
import { defineConfig, type Plugin } from 'vite'
import manifest from './package.json' with { type: 'json' }

const external = [/^node:/, ...Object.keys(manifest.dependencies).map((name) => new RegExp(`^${name}(/|$)`))]

/** Ships the module as a file too, for those who host it themselves. */
const wasmFile: Plugin = {
  name: 'offcut-wasm',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'offcut.wasm', source: await readFile('build/offcut.wasm') })
  },
}

export default defineConfig({
  plugins: [wasmFile],
  build: {
    target: 'es2022',
    minify: false,
    lib: {
      entry: { index: 'bindings/index.ts', node: 'bindings/node.ts', cli: 'bindings/cli/index.ts' },
      formats: ['es'],
    },
    rolldownOptions: {
      external,
      // A file a module: bundlers then leave out every module that a program does not use.
      output: { preserveModules: true, preserveModulesRoot: 'bindings', entryFileNames: '[name].js' },
    },
  },
})
