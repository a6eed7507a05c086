/** The package as others get it: packed, installed into an empty folder, used from there. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const exec = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = join(root, 'node_modules/.bin/tsc')

let folder: string
let packed: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  const { stdout } = await exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root })
  const [{ filename, files }] = JSON.parse(stdout)
  packed = files.map(({ path }: { path: string }) => path)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await exec('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, filename)], { cwd: folder })
}, 120_000)

afterAll(() => rm(folder, { recursive: true }))

test('it holds the built library, its types, the module and the schema, and no sources', () => {
  for (const file of ['dist/index.js', 'dist/node.js', 'dist/cli.js', 'dist/offcut.wasm', 'dist/scenario.schema.json', 'dist/types/index.d.ts', 'LICENSE', 'README.md', 'CHANGELOG.md']) {
    expect(packed).toContain(file)
  }
  expect(packed.filter((path) => !/^(dist\/|package\.json$|LICENSE$|README\.md$|CHANGELOG\.md$)/.test(path))).toEqual([])
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
  await visit(join(folder, 'node_modules/offcut/dist/index.js'))
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
     await writeSweep(engine, scenario, 'script.csv')
     console.log(JSON.stringify({ status: best.status, points: surface.stats.points, info: engine.info }))`,
  )
  const { stdout } = await exec(process.execPath, ['script.js'], { cwd: folder })
  expect(JSON.parse(stdout)).toMatchObject({ status: 'ok', points: expect.any(Number), info: { backend: 'wasm', version: manifest.version } })
  expect(await readFile(join(folder, 'script.csv'), 'utf8')).toMatch(/,ok\n$/)
})

test('the command runs', async () => {
  const command = join(folder, 'node_modules/.bin/offcut')
  expect((await exec(command, ['--version'])).stdout).toBe(`${manifest.version}\n`)
  await exec(command, ['init'], { cwd: folder })
  const { stdout } = await exec(command, ['optimum', 'scenario.json', '--json'], { cwd: folder })
  expect(JSON.parse(stdout).status).toBe('ok')
})

test.each(['nodenext', 'bundler'])('a strict TypeScript program finds its types with module resolution %s', async (resolution) => {
  await writeFile(
    join(folder, 'program.ts'),
    `import { createEngine, parseScenario, type Optimum, type Surface } from 'offcut'
     await using engine = await createEngine({ backend: 'auto', workers: 'auto' })
     const scenario = parseScenario('{}')
     const best: Optimum = await engine.optimum(scenario, { level: 0.4, sensitivities: true })
     export const profit: number = best.profit
     const job = engine.sweep(scenario, { metrics: ['profit'], onProgress: ({ done }) => done satisfies number })
     for await (const chunk of job) chunk.columns.profit satisfies Float64Array
     export const surface: Surface = await job.result()
     // @ts-expect-error: no such backend
     await createEngine({ backend: 'gpu' })
     // @ts-expect-error: no such metric
     engine.sweep(scenario, { metrics: ['proft'] })`,
  )
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,esnext.disposable,dom', '--types', '']
  const module = resolution === 'bundler' ? 'esnext' : 'nodenext'
  // What the compiler finds wrong it prints on standard output.
  const { stdout } = await exec(compiler, [...options, '--module', module, '--moduleResolution', resolution, 'program.ts'], { cwd: folder }).catch((error) => error)
  expect(stdout).toBe('')
})
