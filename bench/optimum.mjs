// Prints what an optimum costs: naive and exact search, plain JavaScript and WebAssembly, on two surfaces; the exact search on
// further cases; a sweep from end to end. One thread, one run, processor time. --json prints the numbers for machines.
// Runs the built package's kernels.
import { createBaselineKernel } from '../dist/baseline/kernel.js'
import { createEngine } from '../dist/index.js'
import { compileModule } from '../dist/modules.js'
import { createWasmKernel } from '../dist/runner/kernel.js'
import { newRoom } from '../dist/plan/task.js'
import { cases, million, share, surface, surfaceScenario, twoFactorSurface, whole } from './grids.mjs'
import { digits, measure, median, quantile, ratio } from './measure.mjs'

const js = createBaselineKernel()
const wasm = createWasmKernel(await compileModule('offcut'))
const json = process.argv.includes('--json')
const measures = {}

if (!json) console.log('Nanoseconds an optimum: the median of the rounds, and in brackets the middle half of them.')
await searches('one factor', surface, { naive: [512, 1], dense: [64, 64] })
await searches('two factors', twoFactorSurface, { naive: [24, 1], dense: [16, 32] })
await exactSearches()
await endToEnd()
if (json) console.log(JSON.stringify(measures, null, 1))

/** All four searches on a surface; the dense ones on a share of it. */
async function searches(surfaceName, surfaceOf, { naive, dense }) {
  const [exact, grid] = [surfaceOf(), surfaceOf({ method: 'dense' })]
  const contenders = {
    'naive JavaScript': share(js, grid, ...naive),
    'exact JavaScript': share(js, exact, 32, 1024),
    'dense WebAssembly': share(wasm, grid, ...dense),
    'exact WebAssembly': whole(wasm, [exact]),
  }
  const results = await measured(`512 × 256, ${surfaceName}`, contenders)
  const best = results['exact WebAssembly']
  row(`\n512 × 256 surface, ${surfaceName}`, 'ns', 'times exact WebAssembly', 'share of the points')
  for (const [name, result] of Object.entries(results)) {
    row(name, spread(result), digits(ratio(result, best)), `${digits((100 * result.points) / exact.points)} %`)
  }
}

/** The exact search on the general path. */
async function exactSearches() {
  row('\nExact search', 'ns WebAssembly', 'ns JavaScript', 'JavaScript / WebAssembly', 'points')
  for (const [name, tasks] of Object.entries(cases())) {
    const contenders = { WebAssembly: whole(wasm, tasks), JavaScript: tasks.length > 1 ? whole(js, tasks) : share(js, tasks[0], 16, 1024) }
    const results = await measured(name, contenders, { rounds: 9 })
    const { WebAssembly, JavaScript } = results
    row(name, spread(WebAssembly), spread(JavaScript), digits(ratio(JavaScript, WebAssembly)), WebAssembly.points.toLocaleString('en'))
  }
}

/** A sweep of a million points, planned, computed and gathered, against its kernel alone. */
async function endToEnd() {
  const points = 1e6
  const engine = await createEngine({ backend: 'wasm', workers: 0 })
  const scenario = { ...surfaceScenario, transformation: { law: 'constant', level: 0 } }
  const { task } = surface(million)
  const sweep = (options) => engine.sweep(scenario, million).result(options)
  const room = newRoom(task, points)
  const into = await sweep()
  const results = await measured('a million points', {
    'kernel alone': { points, run: () => wasm.run(task, 0, points, room) },
    'sweep into a surface of before': { points, async: true, run: () => sweep({ into }) },
    'sweep into a new surface': { points, async: true, run: () => sweep() },
  })
  await engine.close()
  row('\nA million points × 3 metrics', 'ns', 'times the kernel')
  for (const [name, result] of Object.entries(results)) row(name, spread(result), digits(ratio(result, results['kernel alone'])))
}

async function measured(group, contenders, options) {
  const results = await measure(contenders, options)
  for (const [name, result] of Object.entries(results)) measures[`${group}: ${name}`] = result
  return results
}

function row(name, ...cells) {
  if (!json) console.log(name.padEnd(38) + cells.map((cell) => cell.padStart(26)).join(''))
}

function spread({ nanoseconds }) {
  return `${digits(median(nanoseconds))} (${digits(quantile(nanoseconds, 0.25))} – ${digits(quantile(nanoseconds, 0.75))})`
}
