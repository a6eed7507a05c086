// Searches for plans of when to transform that are not the best, or bounds that do not hold: drawn questions against a plain search over a
// finer lattice that knows the profit as a formula.
//
//     node scripts/attack-timing.mjs --cases 2000 --seed 0
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { createEngine } from '../dist/index.js'
import { timing } from '../dist/node/studies.js'

const { values } = parseArgs({ options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string', default: '0' } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { drawn } = await load('test/support/drawn-timing.ts')
const { plainBest } = await load('test/support/plain-timing.ts')

const engine = await createEngine({ workers: 0 })
let faults = 0
let slowest = 0
for (let number = Number(values.seed); number < Number(values.seed) + Number(values.cases); number++) {
  const { scenario, options, plain } = drawn(number)
  const before = process.cpuUsage()
  const found = await timing(engine, scenario, options)
  const { user, system } = process.cpuUsage(before)
  slowest = Math.max(slowest, (user + system) / 1000)
  // Every date falls on an end of its steps, and its courses can be followed: none is worth more than the best.
  const best = plainBest(plain, 160)
  const isBest = Math.abs(found.value - best) <= 1e-4 * Math.abs(best)
  const holds = found.bound === null ? options.fall > 0 : found.bound >= Math.max(found.value, best - 1e-6 * Math.abs(best))
  if (isBest && holds) continue
  faults++
  console.log(`number ${number}: value ${found.value}, bound ${found.bound}, plain ${best}; ${JSON.stringify(options)}`)
}
await engine.close()
console.log(`${values.cases} questions, ${faults} faults; the slowest took ${slowest.toFixed(0)} ms of processor time`)
process.exitCode = faults > 0 ? 1 : 0
