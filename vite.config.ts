import { readFile } from 'node:fs/promises'
import { defineConfig, type Plugin } from 'vite'
import manifest from './package.json' with { type: 'json' }

const external = [
  /^node:/,
  ...Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).map((name) => new RegExp(`^${name}(/|$)`)),
]

/** Ships the modules as files too, for those who host them themselves, and the licences of what is bundled with the workers. */
const files: Plugin = {
  name: 'offcut-files',
  async generateBundle() {
    for (const fileName of ['offcut.wasm', 'paths.wasm', 'LICENSES.md']) {
      this.emitFile({ type: 'asset', fileName, source: await readFile(`build/${fileName}`) })
    }
  },
}

export default defineConfig({
  plugins: [files],
  build: {
    target: 'es2022',
    minify: false,
    lib: {
      entry: {
        index: 'bindings/index.ts',
        'studies/index': 'bindings/studies/index.ts',
        'system/index': 'bindings/system/index.ts',
        forms: 'bindings/forms.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external,
      // A file a module: bundlers then leave out every module that a program does not use.
      output: { preserveModules: true, preserveModulesRoot: 'bindings', entryFileNames: '[name].js' },
    },
  },
})
