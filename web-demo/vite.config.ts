import { fileURLToPath } from 'node:url'
import { defineConfig, runnerImport, type Plugin } from 'vite'

const page = fileURLToPath(new URL('.', import.meta.url))
const project = fileURLToPath(new URL('..', import.meta.url))

/** The package's published schema, made from its source, so that the page needs no built package. */
function scenarioSchema(): Plugin {
  const name = 'offcut/scenario.schema.json'
  // Not by its own name: Vite takes every .json for text to parse.
  const id = '\0scenario-schema'
  return {
    name: 'offcut-scenario-schema',
    enforce: 'pre',
    resolveId: (source) => (source === name ? id : undefined),
    async load(loaded) {
      if (loaded !== id) return undefined
      const { module } = await runnerImport<{ scenarioJsonSchema(): object }>(`${project}bindings/scenario/schema/json-schema.ts`, {
        root: project,
        configFile: false,
        logLevel: 'warn',
      })
      return `export default ${JSON.stringify(module.scenarioJsonSchema())}`
    },
  }
}

/** What the built page may load and run. Styles of charts are set in place. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"

function contentSecurityPolicy(): Plugin {
  return {
    name: 'offcut-content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
  }
}

export default defineConfig({
  root: page,
  // Relative addresses: the built page works from any folder of any site.
  base: './',
  plugins: [scenarioSchema(), contentSecurityPolicy()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: [{ find: /^offcut$/, replacement: `${project}bindings/index.ts` }] },
  build: {
    target: 'es2022',
    outDir: `${project}build/demo`,
    emptyOutDir: true,
    // The licences of what the page bundles travel with it.
    license: { fileName: 'licenses.md' },
    // Plots are split off where they are imported: the 3-D library loads when it is first needed.
    chunkSizeWarningLimit: 800,
  },
})
