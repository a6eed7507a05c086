/** The package as others get it: packed, installed into an empty folder, used from there. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { exec, installPackage, projectBeside, root, type Installed } from '../support/package.ts'

const tool = (name: string) => join(root, 'node_modules/.bin', name)

let folder: string
let installed: Installed

beforeAll(async () => {
  installed = await installPackage()
  folder = await projectBeside(installed, 'program')
})

/** Runs a module in the folder and reads the JSON that it prints. */
async function evaluate(script: string) {
  const { stdout, stderr } = await exec(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

test('it holds the built library, its types, the module and the schema, and no sources', () => {
  for (const file of [
    'dist/index.js',
    'dist/node.js',
    'dist/cli.js',
    'dist/offcut.wasm',
    'dist/paths.wasm',
    'dist/scenario.schema.json',
    'dist/types/bindings/index.d.ts',
    'dist/worker.js',
    'dist/LICENSES.md',
    'dist/chunks/LICENSES.md',
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
  ]) {
    expect(installed.files).toContain(file)
  }
  expect(installed.files.filter((path) => !/^(dist\/|package\.json$|LICENSE$|README\.md$|CHANGELOG\.md$)/.test(path))).toEqual([])
})

test('the library for browsers touches no module of Node', async () => {
  const seen = new Set<string>()
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return
    seen.add(path)
    const source = await readFile(path, 'utf8')
    const imports = [...source.matchAll(/^(?:import|export)\b[^'"]*?['"]([^'"]+)['"]/gm)].map(([, name]) => name)
    expect(imports.filter((name) => name.startsWith('node:'))).toEqual([])
    for (const name of imports.filter((each) => each.startsWith('.'))) await visit(join(path, '..', name))
  }
  await visit(join(installed.folder, 'node_modules/offcut/dist/index.js'))
  expect(seen.size).toBeGreaterThan(1)
})

test('a script imports it, computes and exits by itself', async () => {
  await writeFile(
    join(folder, 'script.js'),
    `import { createEngine, parseScenario, starterScenario, writeSweep } from 'offcut'
     const engine = await createEngine()
     const scenario = parseScenario(starterScenario())
     const best = await engine.optimum(scenario, { level: 0.4 })
     const surface = await engine.sweep(scenario).result()
     await writeSweep(engine, scenario, 'script.csv', { force: true })
     console.log(JSON.stringify({ status: best.status, points: surface.stats.points, info: engine.info }))`,
  )
  const { stdout } = await exec(process.execPath, ['script.js'], { cwd: folder })
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'ok',
    points: expect.any(Number),
    info: { backend: 'wasm', version: manifest.version },
  })
  expect(await readFile(join(folder, 'script.csv'), 'utf8')).toMatch(/,ok\n$/)
})

test.each(['wasm', 'js'])('%s gives the same bits for any number of workers and any size of chunks', async (backend) => {
  const digests = await evaluate(
    `import { createHash } from 'node:crypto'
     import { createHook } from 'node:async_hooks'
     import { createEngine, starterScenario } from 'offcut'
     let threads = 0
     createHook({ init: (id, type) => { if (type === 'WORKER') threads++ } }).enable()
     const grid = {
       axes: [
         { parameter: 'production.elasticities[0]', from: 0.3, to: 0.7, points: 251 },
         { parameter: 'waste.disposalCost', from: 0.05, to: 9, points: 163, spacing: 'log' },
       ],
       metrics: ['profit', 'factors[0]', 'sensitivity:waste.disposalCost'],
     }
     const digests = []
     for (const workers of [0, 1, 2, 7]) {
       const engine = await createEngine({ backend: '${backend}', workers })
       for (const chunkSize of [undefined, 317, 5000, 9999]) {
         const { metrics, status } = await engine.sweep(starterScenario(), { ...grid, chunkSize }).result()
         const hash = createHash('sha256')
         for (const column of [...Object.values(metrics), status]) hash.update(column)
         digests.push(hash.digest('hex'))
       }
       await engine.close()
     }
     console.log(JSON.stringify({ distinct: new Set(digests).size, runs: digests.length, threads }))`,
  )
  expect(digests).toEqual({ distinct: 1, runs: 16, threads: 1 + 2 + 7 })
})

test('a script need not close an engine whose workers are idle', async () => {
  const points = await evaluate(
    `import { createEngine, starterScenario } from 'offcut'
     const engine = await createEngine({ workers: 2 })
     const sweep = { axes: [{ parameter: 'level', from: 0, to: 1, points: 20000 }], metrics: ['profit'], chunkSize: 5000 }
     console.log((await engine.sweep(starterScenario(), sweep).result()).stats.points)`,
  )
  expect(points).toBe(20_000)
})

test('the modules can be hosted elsewhere: by address, as bytes, or compiled', async () => {
  const { optima, paths, missing } = await evaluate(
    `import { readFile } from 'node:fs/promises'
     import { createEngine, starterScenario } from 'offcut'
     async function waysTo(address) {
       const bytes = await readFile(new URL(address))
       return [undefined, address, new URL(address), bytes, await WebAssembly.compile(bytes)]
     }
     const address = import.meta.resolve('offcut/offcut.wasm')
     const modules = await waysTo(address)
     const pathsModules = await waysTo(import.meta.resolve('offcut/paths.wasm'))
     const [optima, paths] = [new Set(), new Set()]
     for (const [i, module] of modules.entries()) {
       for (const workers of [0, 1]) {
         const engine = await createEngine({ backend: 'wasm', workers, module, pathsModule: pathsModules.at(-i) })
         optima.add((await engine.optimum(starterScenario(), { level: 0.4 })).profit)
         paths.add((await engine.path(starterScenario())).columns.npv.at(-1))
         await engine.close()
       }
     }
     const missing = await createEngine({ module: new URL('nowhere.wasm', address) })
     console.log(JSON.stringify({ optima: [...optima], paths: [...paths], missing: missing.info }))`,
  )
  expect(optima).toEqual([expect.any(Number)])
  expect(paths).toEqual([expect.any(Number)])
  expect(missing).toMatchObject({
    backend: 'js',
    why: expect.stringMatching(/^Plain JavaScript, because WebAssembly cannot run here: .*nowhere\.wasm/),
  })
})

test('a module of paths that is missing, or of another build, ends paths and nothing else', async () => {
  const outcomes = await evaluate(
    `import { readFile } from 'node:fs/promises'
     import { createEngine, starterScenario } from 'offcut'
     const address = import.meta.resolve('offcut/paths.wasm')
     const other = await readFile(new URL(address))
     const [{ name }] = WebAssembly.Module.imports(await WebAssembly.compile(other))
     other.write('_'.repeat(name.length), other.indexOf(name))
     const outcomes = {}
     for (const [kind, pathsModule] of Object.entries({
       missing: new URL('nowhere.wasm', address), other, optima: import.meta.resolve('offcut/offcut.wasm'),
     })) {
       const engine = await createEngine({ workers: 0, pathsModule })
       const { name, message } = await engine.path(starterScenario()).catch((error) => error)
       const { status } = await engine.optimum(starterScenario(), { level: 0.4 })
       outcomes[kind] = { name, message, status }
     }
     console.log(JSON.stringify(outcomes))`,
  )
  const wrong = /^pathsModule is not of the same build as module; host offcut\.wasm and paths\.wasm of one version/
  expect(outcomes).toEqual({
    missing: { name: 'OffcutError', message: expect.stringMatching(/^the module of paths does not load: .*nowhere\.wasm/), status: 'ok' },
    other: { name: 'OffcutError', message: expect.stringMatching(wrong), status: 'ok' },
    optima: { name: 'OffcutError', message: expect.stringMatching(wrong), status: 'ok' },
  })
})

/** Bundles a program for browsers; sizes of what it loads at once, of that and the module, and of all that it may load. */
async function bundle(contents: string, splitting = true) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    outdir: join(folder, 'bundle'),
    bundle: true,
    splitting,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    absWorkingDir: folder,
  })
  const output = (path: string) => outputFiles.find((file) => file.path === join(folder, path))!.contents
  const atOnce = new Set<string>()
  const visit = (path: string): void => {
    if (atOnce.has(path)) return
    atOnce.add(path)
    for (const { path: next, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') visit(next)
  }
  visit(Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === '<stdin>')!)
  const gzipped = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + gzipSync(output(path)).length, 0)
  const all = Object.keys(metafile.outputs)
  const module = all.filter((path) =>
    Object.keys(metafile.outputs[path].inputs).some((input) => /generated\/(offcut|wasm-worker)\.js$/.test(input)),
  )
  return { atOnce: gzipped(atOnce), withModule: gzipped(new Set([...atOnce, ...module])), inAll: gzipped(all), modules: module.length }
}

test('a page that sweeps loads less than 97 kB gzipped, module, workers and dependencies included', async () => {
  // Beside the program, the module of optima and the text of its workers, each loaded where it is used.
  const { atOnce, withModule, modules, inAll } = await bundle(
    `import { createEngine, parseScenario, starterScenario } from 'offcut'
     const engine = await createEngine()
     console.log(await engine.sweep(parseScenario(starterScenario())).result())`,
  )
  expect(modules).toBe(2)
  expect(withModule).toBeLessThan(97_000)
  // A page that hosts the module itself does not load the copy inside the package.
  expect(atOnce).toBeLessThan(62_000)
  // The module of paths, samples, statistics, encoders and the plain JavaScript backend come on top only where they run.
  expect(inAll).toBeLessThan(223_500)
})

test('a bundler drops what a program does not use', async () => {
  // In one file: esbuild puts what several dynamic imports share into one chunk, with whatever else they share.
  const { atOnce } = await bundle("import { STATUSES } from 'offcut'\nconsole.log(STATUSES)", false)
  expect(atOnce).toBeLessThan(1000)
})

test('publint and are-the-types-wrong find nothing wrong', async () => {
  // What they find they print on standard output.
  const complaint = (running: Promise<unknown>) =>
    running.then(
      () => '',
      ({ stdout }) => stdout,
    )
  expect(await complaint(exec(tool('publint'), ['run', installed.tarball, '--strict'], { cwd: root }))).toBe('')
  // Not the entry that is no module of JavaScript.
  const types = [
    installed.tarball,
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    'offcut.wasm',
    'paths.wasm',
    '--no-color',
    '--no-emoji',
  ]
  expect(await complaint(exec(tool('attw'), types, { cwd: root }))).toBe('')
})

test('the command runs', async () => {
  const command = join(installed.folder, 'node_modules/.bin/offcut')
  expect((await exec(command, ['--version'])).stdout).toBe(`${manifest.version}\n`)
  await exec(command, ['init', '--force'], { cwd: folder })
  const { stdout } = await exec(command, ['optimum', 'scenario.json', '--json'], { cwd: folder })
  expect(JSON.parse(stdout).status).toBe('ok')
})
