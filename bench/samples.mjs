// Prints what an axis of samples costs beside an axis of a grid, and what a request of many optima costs beside the kernel: processor time,
// medians of rounds in turns, one thread.
//   node bench/samples.mjs [--json]
import { parseArgs } from 'node:util'
import { createEngine, parseScenario } from '../dist/index.js'
import { surfaceScenario, twoFactorScenario } from './grids.mjs'
import { digits, measure, median, ratio } from './measure.mjs'

const {
  values: { json },
} = parseArgs({ options: { json: { type: 'boolean' } } })

const POINTS = 500_000
const REQUESTS = 2000
const engine = await createEngine({ backend: 'wasm', workers: 0 })
const groups = {
  'an axis of samples, one factor': await measure(axesOf(surfaceScenario), { rounds: 5 }),
  'an axis of samples, two factors': await measure(axesOf(twoFactorScenario), { rounds: 5 }),
  'optima of requests': await measure(optima(), { rounds: 15 }),
}
await engine.close()

if (json) {
  const measures = Object.entries(groups).flatMap(([group, rows]) => Object.entries(rows).map(([name, row]) => [`${group}: ${name}`, row]))
  console.log(JSON.stringify(Object.fromEntries(measures)))
} else {
  for (const [group, rows] of Object.entries(groups)) {
    const [first] = Object.values(rows)
    console.log(`${group.padEnd(50)}${'ns a point'.padStart(12)}${'times the first'.padStart(18)}`)
    for (const [name, row] of Object.entries(rows))
      console.log(`${name.padEnd(50)}${digits(median(row.nanoseconds)).padStart(12)}${digits(ratio(row, first)).padStart(18)}`)
  }
}

/** Points over disposal costs: equal steps, and samples of three distributions. */
function axesOf(scenario) {
  const parameter = 'waste.disposalCost'
  const uncertain = (distribution) => ({ ...scenario, uncertainty: { parameters: { [parameter]: distribution } } })
  const base = { transformation: { law: 'constant', level: 0.2 } }
  return {
    'equal steps': sweepOf({ ...scenario, ...base }, { parameter, from: 0.05, to: 0.9, points: POINTS }),
    uniform: sweepOf({ ...uncertain({ distribution: 'uniform', low: 0.05, high: 0.9 }), ...base }, { samples: POINTS }),
    normal: sweepOf({ ...uncertain({ distribution: 'normal', mean: 0.5, sd: 0.05 }), ...base }, { samples: POINTS }),
    'log-normal': sweepOf({ ...uncertain({ distribution: 'logNormal', median: 0.5, gsd: 1.2 }), ...base }, { samples: POINTS }),
  }
}

function sweepOf(scenario, axis) {
  const checked = parseScenario(scenario)
  let into
  return {
    points: POINTS,
    async: true,
    run: async () => {
      into = await engine.sweep(checked, { axes: [axis], metrics: ['profit', 'factors[0]'] }).result({ into })
    },
  }
}

/** Rows of two prices: in one request, in one request each, and with second derivatives by prices. */
function optima() {
  const scenario = parseScenario({ ...surfaceScenario, transformation: { law: 'constant', level: 0.2 } })
  const parameters = ['production.price', 'waste.disposalCost']
  const values = Float64Array.from({ length: 2 * REQUESTS }, (_, i) => 0.5 + 0.5 * ((i * 0.6180339887498949) % 1))
  const together = [{ scenario, parameters, values }]
  const apart = Array.from({ length: REQUESTS }, (_, i) => ({ scenario, parameters, values: values.subarray(2 * i, 2 * i + 2) }))
  const run = (requests, options = {}) => ({
    points: REQUESTS,
    async: true,
    run: () => engine.optima(requests, { metrics: ['profit', 'factors[0]'], ...options }),
  })
  return {
    'one request of all rows': run(together),
    'a request a row': run(apart),
    'one request, second derivatives by three prices': run(together, {
      secondDerivatives: ['production.price', 'waste.disposalCost', 'factors[0].price'],
    }),
  }
}
