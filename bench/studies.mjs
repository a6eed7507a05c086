// Prints what the studies cost, in processor time, medians of rounds that ran all of them: calibration, discovery, and indices of
// npv against the bare sweep of as many paths.
//   node bench/studies.mjs [--json]
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createEngine, starterScenario } from '../dist/index.js'
import { calibrate, discover, indices, parseTable } from '../dist/node/studies.js'
import { digits, measure, median, ratio } from './measure.mjs'

const {
  values: { json },
} = parseArgs({ options: { json: { type: 'boolean' } } })

const data = parseTable(await readFile(new URL('../examples/data/cobb-douglas.csv', import.meta.url), 'utf8'))
const engine = await createEngine({ workers: 0 })
const SAMPLES = 4096
const scenario = uncertain()
const parameters = Object.keys(scenario.uncertainty.parameters)
const paths = SAMPLES * (parameters.length + 2)

const fit = () => calibrate(data, { output: 'output', factors: ['labour', 'capital'] })
const samples = {
  // What a command pays: code that has not run before.
  'calibrate, 24 rows and two factors, the first time': { points: 1, nanoseconds: [once(fit)] },
  ...(await measure(
    {
      'calibrate, again': { points: 20, run: () => Array.from({ length: 20 }, fit) },
      'discover, 100,000 rows and 12 inputs': { points: 1, run: discovery() },
    },
    { rounds: 7 },
  )),
  ...(await measure(
    {
      [`indices of npv, ${parameters.length} parameters, N = ${SAMPLES}`]: {
        points: paths,
        async: true,
        run: () => indices(engine, scenario, { metrics: ['npv'], samples: SAMPLES }),
      },
      'bare sweep of as many paths': { points: paths, async: true, run: bareSweep },
    },
    { rounds: 3 },
  )),
}
await engine.close()

if (json) console.log(JSON.stringify(samples))
else {
  for (const [name, { points, nanoseconds }] of Object.entries(samples))
    console.log(`${name.padEnd(52)}${digits((median(nanoseconds) * (name.startsWith('calibrate') ? 1 : points)) / 1e6).padStart(10)} ms`)
  const [study, sweep] = Object.values(samples).slice(-2)
  console.log(`indices take ${digits(ratio(study, sweep))} times the bare sweep`)
}

/** Processor time of one call, in nanoseconds. */
function once(run) {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) * 1000
}

function discovery() {
  let state = 1
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x80000000
  const table = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`x${i}`, Float64Array.from({ length: 100_000 }, random)]))
  const y = table.x0.map((x, i) => Number(x + table.x1[i] + 0.3 * table.x2[i] < 0.9 + 0.2 * random()))
  return () => discover({ ...table, y }, { when: 'y == 1' })
}

/** Paths of the same scenario, over a grid of two of its parameters. */
function bareSweep() {
  const axes = [
    { parameter: 'waste.disposalCost', from: 0.5, to: 1.5, points: SAMPLES },
    { parameter: 'production.price', from: 0.9, to: 1.1, points: parameters.length + 2 },
  ]
  return engine.sweep(scenario, { axes, metrics: ['npv'] }).result()
}

function uncertain() {
  const base = starterScenario()
  const around = {
    'production.price': 1,
    'production.scale': 50,
    'production.elasticities[0]': 0.5,
    'factors[0].price': 1,
    'waste.scale': 0.5,
    'waste.disposalCost': 1,
    'recycling.yield': 1,
    'recycling.price': 1,
    'recycling.processingCost': 0.1,
    'investment.conversionCost': 100,
    'transformation.midpoint': 5,
    discountRate: 0.05,
  }
  const distributions = Object.entries(around).map(([path, value]) => [
    path,
    { distribution: 'uniform', low: 0.9 * value, high: 1.1 * value },
  ])
  return { ...base, uncertainty: { parameters: Object.fromEntries(distributions) } }
}
