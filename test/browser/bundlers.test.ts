/** The installed package in bundlers and under content-security policies, opened in a real browser. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as esbuild } from 'esbuild'
import type { Browser } from 'playwright-core'
import { build as viteBuild, createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import webpack from 'webpack'
import type { EngineOptions } from '../../bindings/engine.ts'
import { findChromium, launchChromium, open } from '../support/chromium.ts'
import { findFirefox, reportInFirefox } from '../support/firefox.ts'
import { exec, installPackage, projectBeside, VITES, type Installed } from '../support/package.ts'
import { serve } from '../support/serve.ts'

interface Report {
  info: { backend: string; workers: number; why: string }
  digest: string
  points: number
  isolated: boolean
  error?: string
}

let folder: string
let installed: Installed
let browser: Browser
/** Digest of what Node computes, in its calling thread. */
let expected: string

beforeAll(async () => {
  installed = await installPackage()
  folder = installed.folder
  await cp(fileURLToPath(new URL('../fixtures/page', import.meta.url)), folder, { recursive: true })
  const script = `import { run } from './run.js'; console.log(JSON.stringify(await run({ workers: 0 })))`
  const { stdout } = await exec(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder })
  expected = JSON.parse(stdout).digest
  if (findChromium()) browser = await launchChromium()
})

afterAll(() => browser?.close())

/** Opens the page and waits for its report. */
async function visit(url: string) {
  const opened = await open(browser, url)
  const report: Report = JSON.parse((await opened.page.locator('html[data-report]').getAttribute('data-report'))!)
  await opened.page.close()
  return { ...report, workersStarted: opened.workers, complaints: opened.complaints }
}

interface Visit {
  path?: string
  policy?: string
  options?: EngineOptions
}

async function visitFolder(folder: string, { path = '', policy, options = {} }: Visit = {}) {
  const served = await serve(folder, policy)
  try {
    return await visit(`${served.url}${path}#${JSON.stringify(options)}`)
  } finally {
    await served.close()
  }
}

const whole = () => ({
  info: { backend: 'wasm', workers: 2, why: 'This host runs WebAssembly SIMD.' },
  workersStarted: 2,
  digest: expected,
  points: 60_000,
  isolated: false,
  complaints: [],
})

const page = (script: string) => `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/${script}"></script>`

async function pageAround(script: string, output: string): Promise<void> {
  await mkdir(output, { recursive: true })
  await writeFile(join(output, 'index.html'), page(script))
}

const quiet = () => ({ root: folder, configFile: false, logLevel: 'warn', cacheDir: join(folder, '.vite') }) as const

let built: Promise<string> | undefined
/** The folder of the app as Vite builds it for production. */
function viteApp(): Promise<string> {
  built ??= viteBuild({ ...quiet(), build: { outDir: 'vite' } }).then(() => join(folder, 'vite'))
  return built
}

describe.skipIf(!findChromium())('in Chromium, bit for bit what Node computes:', () => {
  test('a Vite app in development', async () => {
    const server = await createServer({ ...quiet(), server: { host: '127.0.0.1', port: 0 } })
    await server.listen()
    try {
      expect(await visit(server.resolvedUrls!.local[0])).toMatchObject(whole())
    } finally {
      await server.close()
    }
  })

  test('a Vite app in production', async () => {
    expect(await visitFolder(await viteApp())).toMatchObject(whole())
  })

  test('a webpack build', async () => {
    const output = join(folder, 'webpack')
    await pageAround('main.js', output)
    const compiler = webpack({ mode: 'production', context: folder, entry: './main.js', output: { path: output } })
    const stats = await new Promise<webpack.Stats>((resolve, reject) => {
      compiler.run((error, result) => (result ? resolve(result) : reject(error)))
    })
    expect(stats.toJson({ all: false, errors: true, warnings: true })).toMatchObject({ errors: [], warnings: [] })
    expect(await visitFolder(output)).toMatchObject(whole())
  })

  test('an esbuild build', async () => {
    const output = join(folder, 'esbuild')
    await pageAround('main.js', output)
    await esbuild({ absWorkingDir: folder, entryPoints: ['main.js'], bundle: true, minify: true, format: 'esm', outdir: output })
    expect(await visitFolder(output)).toMatchObject(whole())
  })

  test.each([
    ['by address', 'address'],
    ['compiled', 'await WebAssembly.compileStreaming(fetch(address))'],
  ])('a Vite app that hosts the module itself, passed in %s', async (_, module) => {
    await writeFile(
      join(folder, 'hosted.js'),
      `import address from 'offcut/offcut.wasm?url'
       import { report } from './run.js'
       await report({ backend: 'wasm', workers: 2, module: ${module} })`,
    )
    await writeFile(join(folder, 'hosted.html'), page('hosted.js'))
    const build = { outDir: 'hosted', assetsInlineLimit: 0, rolldownOptions: { input: join(folder, 'hosted.html') } }
    await viteBuild({ ...quiet(), build })
    const { digest, info } = await visitFolder(join(folder, 'hosted'), { path: 'hosted.html' })
    expect(info).toMatchObject({ backend: 'wasm', workers: 2 })
    expect(digest).toBe(expected)
  })
})

describe.each(VITES)('an app of Vite %s, with its defaults,', (version) => {
  let app: string
  const buildApp = () =>
    exec(process.execPath, [join(folder, `node_modules/vite-${version}/bin/vite.js`), 'build', '--logLevel', 'warn'], { cwd: app })
  beforeAll(async () => {
    app = await projectBeside(installed, `app-of-vite-${version}`)
    await cp(fileURLToPath(new URL('../fixtures/page', import.meta.url)), app, { recursive: true })
  })

  test('builds, and computes bit for bit what Node computes', async () => {
    await buildApp()
    if (browser) expect(await visitFolder(join(app, 'dist'))).toMatchObject(whole())
  })

  test('builds with the library in a worker of its own', async () => {
    const run = await readFile(join(app, 'run.js'), 'utf8')
    await writeFile(join(app, 'run-in-worker.js'), run.replace("'offcut'", "'offcut/worker'"))
    await writeFile(join(app, 'own-worker.js'), `import { run } from './run-in-worker.js'\nrun({ workers: 0 }).then(postMessage)`)
    await writeFile(
      join(app, 'main.js'),
      `const worker = new Worker(new URL('./own-worker.js', import.meta.url), { type: 'module' })
       worker.onmessage = ({ data }) => { document.documentElement.dataset.report = JSON.stringify(data) }`,
    )
    await buildApp()
    if (browser) expect(await visitFolder(join(app, 'dist'))).toMatchObject({ info: { backend: 'wasm' }, digest: expected, complaints: [] })
  })
})

describe.skipIf(!findFirefox())('in Firefox, bit for bit what Node computes:', () => {
  test('a Vite app in production', async () => {
    const served = await serve(await viteApp())
    try {
      const { complaints, ...rest } = await reportInFirefox(`${served.url}#{}`)
      expect(rest).toMatchObject({ info: { backend: 'wasm', workers: 2 }, digest: expected, points: 60_000 })
      expect(complaints).toEqual([])
    } finally {
      await served.close()
    }
  })
})

describe.skipIf(!findChromium())('under a content-security policy', () => {
  const visitPolicy = async (policy: string) => visitFolder(await viteApp(), { policy: `default-src 'none'; img-src data:; ${policy}` })

  test('with wasm-unsafe-eval and no unsafe-eval it runs whole', async () => {
    expect(await visitPolicy("script-src 'self' 'wasm-unsafe-eval'; worker-src blob:")).toMatchObject(whole())
  })

  test('with neither it falls back to plain JavaScript and says why', async () => {
    const { info, digest, workersStarted } = await visitPolicy("script-src 'self'; worker-src blob:")
    expect(info).toMatchObject({ backend: 'js', workers: 2 })
    expect(info.why).toMatch(/^Plain JavaScript, because WebAssembly cannot run here: .*content.security.policy/i)
    expect(workersStarted).toBe(2)
    // Not Node's bits: the Math functions of plain JavaScript differ between hosts.
    const inThread = await visitFolder(await viteApp(), { options: { backend: 'js', workers: 0 } })
    expect(inThread).toMatchObject({ digest, workersStarted: 0 })
  })

  test('with Trusted Types it starts workers where the policy allows its own', async () => {
    const trusted = "script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; require-trusted-types-for 'script'; trusted-types"
    expect(await visitPolicy(`${trusted} offcut`)).toMatchObject(whole())
    const { info, digest } = await visitPolicy(`${trusted} another`)
    expect(info).toMatchObject({
      backend: 'wasm',
      workers: 0,
      why: expect.stringMatching(/workers cannot start here: .*Trusted Types policy "offcut"/),
    })
    expect(digest).toBe(expected)
  })

  test('without workers it computes in the calling thread and says why', async () => {
    const { info, digest } = await visitPolicy("script-src 'self' 'wasm-unsafe-eval'")
    expect(info).toMatchObject({ backend: 'wasm', workers: 0 })
    expect(info.why).toMatch(/Computes in the calling thread, because workers cannot start here: .*\.$/)
    expect(digest).toBe(expected)
  })
})

test('a server-side render only imports it', async () => {
  // Bundled as for an edge runtime, so that it is the entry for browsers that the server evaluates.
  await writeFile(join(folder, 'server.js'), "import { createEngine } from 'offcut'\nconsole.log(typeof createEngine)\n")
  const build = { ssr: 'server.js', outDir: 'server', rolldownOptions: { output: { entryFileNames: 'server.mjs' } } }
  await viteBuild({ ...quiet(), ssr: { target: 'webworker', noExternal: true }, build })
  expect((await exec(process.execPath, ['server/server.mjs'], { cwd: folder })).stdout).toBe('function\n')
})
