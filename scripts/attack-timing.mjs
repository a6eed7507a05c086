// Searches for plans of when to transform that are not the best, or bounds that do not hold: drawn questions against a plain search over a
// finer lattice that knows the profit as a formula. A fault is a value that is low by 1e-4, a bound below the value
// or the plain search, a gap without a stated error, or a worth of a given course that is not that of its definition.
//
//     node scripts/attack-timing.mjs --cases 200 --seed 0
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { createEngine } from '../dist/index.js'

const { values } = parseArgs({ options: { cases: { type: 'string', default: '200' }, seed: { type: 'string', default: '0' } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { timing } = await load('bindings/studies/timing/timing.ts')
const { drawnWidely } = await load('test/support/drawn-timing.ts')
const { faultsOf } = await load('test/support/judge-timing.ts')

/** How close a bound is to come without cost of haste. */
const NEAR = 1e-4

const engine = await createEngine({ workers: 0 })
let faulty = 0
let gaps = 0
let slowest = 0
for (let number = Number(values.seed); number < Number(values.seed) + Number(values.cases); number++) {
  const { scenario, options, plain } = drawnWidely(number)
  const before = process.cpuUsage()
  const found = await timing(engine, scenario, options)
  const { user, system } = process.cpuUsage(before)
  slowest = Math.max(slowest, (user + system) / 1000)
  const gap = found.bound === null ? 0 : (found.bound - found.value) / Math.abs(found.value)
  if (plain.adjustment === 0 && gap > NEAR) {
    gaps++
    console.log(`number ${number}: a gap of ${gap.toExponential(1)}`)
  }
  const faults = faultsOf(found, plain)
  if (faults.length === 0) continue
  faulty++
  console.log(
    `number ${number}: ${faults.join('; ')} (value ${found.value}, error ${found.error}, bound ${found.bound}, g ${scenario.recycling.exponent}, ` +
      `K ${plain.adjustment}, ρ ${plain.discountRate}, ${JSON.stringify(options)})`,
  )
}
await engine.close()
console.log(
  `${values.cases} questions, ${faulty} with faults, ${gaps} with a gap above 1e-4 without cost of haste; the slowest took ${slowest.toFixed(0)} ms of processor time`,
)
process.exitCode = faulty > 0 ? 1 : 0
