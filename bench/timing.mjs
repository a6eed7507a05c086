// Prints what questions of when to transform cost, in processor time: a rate limit without cost of haste while two prices grow, and a random price with
// decisions at 200 samples, as the study answers them; and one grid alone, finer than any of these needs: 1,000 levels by 1,000 moments with
// profits at 253 of them, as the study takes them there, and 200 levels by 200 decisions by 200 prices.
//   node bench/timing.mjs [--json]
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { createEngine, parseScenario } from '../dist/index.js'
import { timing } from '../dist/node/studies.js'
import { digits, measure, median, ratio } from './measure.mjs'

const {
  values: { json },
} = parseArgs({ options: { json: { type: 'boolean' } } })

const plant = (samples, changes) => ({
  factors: [{ price: 1, lower: 1e-3, upper: 1e6 }],
  production: { scale: 50, elasticities: [0.5], price: 1 },
  waste: { scale: 0.5, elasticities: [0.9], disposalCost: 1 },
  recycling: { yield: 1, price: 0.4, processingCost: 0.3 },
  transformation: { law: 'constant', level: 0 },
  horizon: { start: 0, end: 20, samples },
  discountRate: 0.05,
  investment: { conversionCost: 400 },
  changes,
})
const growing = plant(21, [{ parameters: ['waste.disposalCost', 'factors[0].price'], growth: 0.02 }])
const random = plant(201, [{ parameter: 'waste.disposalCost', process: 'gbm', volatility: 0.2 }])
// Its spread in the long run is five times that of a step: some 200 prices.
const returning = plant(201, [{ parameter: 'waste.disposalCost', process: 'ou', reversion: 0.2, volatility: 0.2 }])

const root = fileURLToPath(new URL('../', import.meta.url))
const { bestOnGrid, policyOnGrid } = (await runnerImport(`${root}bench/timing-grid.ts`, { root, configFile: false, logLevel: 'warn' }))
  .module

const engines = { WebAssembly: await createEngine({ workers: 0 }), JavaScript: await createEngine({ backend: 'js', workers: 0 }) }
const contenders = Object.entries(engines).flatMap(([backend, engine]) => [
  [`timing, prices that grow: ${backend}`, { points: 1, async: true, run: () => timing(engine, growing, { rate: 0.5 }) }],
  [`timing, 1,000 by 1,000: ${backend}`, { points: 1, async: true, run: () => bestOnGrid(engine, parseScenario(growing), 1000) }],
  [`timing, a random price: ${backend}`, { points: 1, async: true, run: () => timing(engine, random, { rate: 0.5 }) }],
  [`timing, 200 by 200 by 200: ${backend}`, { points: 1, async: true, run: () => policyOnGrid(engine, parseScenario(returning), 200) }],
])
const samples = await measure(Object.fromEntries(contenders), { rounds: 3 })
await Promise.all(Object.values(engines).map((engine) => engine.close()))

if (json) console.log(JSON.stringify(samples))
else {
  for (const what of ['prices that grow', '1,000 by 1,000', 'a random price', '200 by 200 by 200']) {
    const [wasm, js] = ['WebAssembly', 'JavaScript'].map((backend) => samples[`timing, ${what}: ${backend}`])
    console.log(`timing, ${what}: ${digits(median(wasm.nanoseconds) / 1e9)} s; JavaScript ${digits(ratio(js, wasm))} times`)
  }
}
