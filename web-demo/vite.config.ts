import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const page = fileURLToPath(new URL('.', import.meta.url))
const project = fileURLToPath(new URL('..', import.meta.url))

/** What the built page may load and run. Styles of charts are set in place. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"

function contentSecurityPolicy(): Plugin {
  return {
    name: 'offcut-content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}

/** Asks for the engine's module beside the program that starts it, not after. */
function preloadEngine(): Plugin {
  return {
    name: 'offcut-preload-engine',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .filter((chunk) => chunk.type === 'chunk' && chunk.moduleIds.some((id) => id.endsWith('/bindings/generated/offcut.ts')))
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
            injectTo: 'head',
          })),
    },
  }
}

/** Modules that the page imports before it is drawn; others come with the part that needs them. */
const first = new Set<string>()
/** What the library's entry exports and only exports and studies of the page use. */
const LATER = /\/bindings\/(reduce|files|encoders)\//

function firstModules(): Plugin {
  return {
    name: 'offcut-first-modules',
    apply: 'build',
    buildEnd() {
      const follow = (id: string) => {
        if (first.has(id) || LATER.test(id)) return
        first.add(id)
        this.getModuleInfo(id)?.importedIds.forEach(follow)
      }
      follow(`${page}main.tsx`)
    },
  }
}

export default defineConfig({
  root: page,
  // Relative addresses: the built page works from any folder of any site.
  base: './',
  plugins: [contentSecurityPolicy(), preloadEngine(), firstModules()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      { find: /^offcut$/, replacement: `${project}bindings/index.ts` },
      { find: /^offcut\/studies$/, replacement: `${project}bindings/studies/index.ts` },
      { find: /^offcut\/forms$/, replacement: `${project}bindings/forms.ts` },
      { find: /^offcut\/system$/, replacement: `${project}bindings/system/index.ts` },
    ],
  },
  // The thread of the studies is a module that loads what it needs.
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    outDir: `${project}build/demo`,
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        // The page lists its later parts: short names that change with their content are bytes less.
        chunkFileNames: 'assets/[name]-[hash:6].js',
        assetFileNames: 'assets/[name]-[hash:6][extname]',
        // What the first picture needs is in one file: many small ones compress worse.
        codeSplitting: { groups: [{ name: 'first', test: (id) => first.has(id), includeDependenciesRecursively: false }] },
      },
    },
    // The licences of what the page bundles travel with it.
    license: { fileName: 'licenses.md' },
    // Plots are split off where they are imported: the 3-D library loads when it is first needed.
    chunkSizeWarningLimit: 800,
    // Every browser that runs the page preloads modules itself, and finds what a part imports by itself: the page lists styles alone.
    modulePreload: { polyfill: false, resolveDependencies: (_, all) => all.filter((name) => name.endsWith('.css')) },
  },
})
