// What the benchmark computes: tasks for the kernels, from scenarios as a user would write them.
import { planSweep } from '../dist/plan/plan.js'
import { parseScenario } from '../dist/scenario/parse.js'
import { newRoom } from '../dist/plan/task.js'

export const ROWS = 512
export const COLUMNS = 256

const BOX = { lower: 1e-3, upper: 1e6 }

/** The surface of production elasticity × disposal cost on which the native program runs too. */
export const surfaceScenario = {
  factors: [{ price: 1, costExponent: 1, ...BOX }],
  production: { scale: 50, elasticities: [0.5], price: 1 },
  waste: { scale: 0.5, elasticities: [1.1], disposalCost: 0.5 },
  recycling: { yield: 1, exponent: 1, price: 0.5, processingCost: 0.1 },
}

export const twoFactorScenario = {
  ...surfaceScenario,
  factors: [
    { price: 1, costExponent: 1, ...BOX },
    { price: 1, costExponent: 1, ...BOX },
  ],
  production: { scale: 50, elasticities: [0.5, 0.25], price: 1 },
  waste: { scale: 0.5, elasticities: [0.6, 0.5], disposalCost: 0.5 },
}

const withRecycling = (scenario, parts) => ({ ...scenario, recycling: { ...scenario.recycling, ...parts } })
const withCostExponents = (scenario, exponents) => ({
  ...scenario,
  factors: scenario.factors.map((factor, i) => ({ ...factor, costExponent: exponents[i] })),
})

const elasticity = { parameter: 'production.elasticities[0]', from: 0.3, to: 0.7, points: ROWS }
const disposalCost = { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: COLUMNS }

/** A by-product: no price of waste is a cost, so that no point is for the vectorised search. */
const sales = { parameter: 'waste.disposalCost', from: -0.9, to: -0.05, points: 64 }

let tasks = 0

function taskOf(scenario, { level = 0, axes = [elasticity, disposalCost], metrics = ['profit', 'factors[0]'], method }) {
  const { task } = planSweep(tasks++, parseScenario({ ...scenario, transformation: { law: 'constant', level } }), { axes, metrics, method })
  return { task, points: task.axes.reduce((product, { values }) => product * values.points, 1) }
}

/** The grid that the sweep from end to end computes too. */
export const million = {
  axes: [
    { ...elasticity, points: 1000 },
    { ...disposalCost, points: 1000 },
  ],
  metrics: ['profit', 'factors[0]', 'waste'],
}

export const surface = (options = {}) => taskOf(surfaceScenario, options)
export const twoFactorSurface = (options = {}) => taskOf(twoFactorScenario, options)

/** Further cases by name, each a list of tasks: the general path, not the surface's special case. */
export function cases() {
  const half = { yield: 1, exponent: 0.6, price: 0.7 }
  const everything = (factorCount) => [
    'level',
    'output',
    'waste',
    'recycled',
    'discharged',
    'additionalOutput',
    'revenue',
    'cost',
    'profit',
    'profitability',
    'profitOfLevel',
    ...Array.from({ length: factorCount }, (_, i) => [`factors[${i}]`, `regime[${i}]`]).flat(),
  ]
  return {
    'one factor, level 0.5': [taskOf(surfaceScenario, { level: 0.5 })],
    'one factor, g < 1': [taskOf(withRecycling(surfaceScenario, half), { level: 0.5 })],
    'one factor, cost exponent 1.3': [taskOf(withCostExponents(surfaceScenario, [1.3]), {})],
    'one factor, mixed regimes': [taskOf(mixedScenario, { axes: [elasticity, mixedPrices] })],
    'one factor, all metrics': [taskOf(surfaceScenario, { metrics: everything(1) })],
    'two factors': [twoFactorSurface()],
    'two factors, level 1': [twoFactorSurface({ level: 1 })],
    'two factors, g < 1': [taskOf(withRecycling(twoFactorScenario, half), { level: 0.5 })],
    'two factors, cost exponents 1.3, 0.9': [taskOf(withCostExponents(twoFactorScenario, [1.3, 0.9]), {})],
    'two factors, all metrics': [twoFactorSurface({ metrics: everything(2) })],
    'one factor, waste is sold': [taskOf(surfaceScenario, { axes: [{ ...elasticity, points: 64 }, sales] })],
    'two factors, waste is sold, g < 1': [
      taskOf(withRecycling(twoFactorScenario, half), {
        level: 0.5,
        axes: [
          { ...elasticity, points: 32 },
          { ...sales, points: 32 },
        ],
      }),
    ],
    'random mix': randomMix(),
  }
}

// Neighbours along the fast axis are at the lower bound, inside and at the upper bound, in no order.
const mixedScenario = { ...surfaceScenario, factors: [{ price: 1, costExponent: 1, lower: 20, upper: 400 }] }
const mixedPrices = {
  parameter: 'production.price',
  values: Array.from({ length: COLUMNS }, (_, i) => 0.1 * 100 ** (((i * 97) % COLUMNS) / (COLUMNS - 1))),
}

/** 128 scenarios of all kinds, 1,024 points each. */
function randomMix() {
  const random = generator(20261122)
  const between = (from, to) => from + (to - from) * random()
  const around = (decades) => 10 ** between(-decades, decades)
  return Array.from({ length: 128 }, (_, i) => {
    const factorCount = 1 + (i % 2)
    const g = i % 4 < 2 ? 1 : between(0.3, 0.95)
    const factors = Array.from({ length: factorCount }, () => ({
      price: around(1),
      costExponent: random() < 0.4 ? 1 : between(0.7, 1.8),
      lower: 10 ** between(-4, -1),
      upper: 10 ** between(1, 5),
    }))
    const shares = (from, to) => factors.map(({ costExponent }) => (between(from, to) * costExponent) / factorCount)
    const scenario = {
      factors,
      production: { scale: 5 * around(1), elasticities: shares(0.1, 0.95), price: around(0.5) },
      waste: { scale: around(0.7), elasticities: shares(0.1, 1.3), disposalCost: around(0.5) },
      recycling: { yield: around(0.5), exponent: g, price: around(0.7), processingCost: 0.2 * around(0.5) },
    }
    return taskOf(scenario, {
      axes: [
        { parameter: 'level', from: 0, to: 1, points: 32 },
        { parameter: 'waste.disposalCost', from: 0.1, to: 3, points: 32 },
      ],
    })
  })
}

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator, multiplier of L'Ecuyer 1999). */
function generator(seed) {
  let state = BigInt(seed)
  return () => {
    state = (state * 2862933555777941757n + 3037000493n) & 0xffffffffffffffffn
    return Number(state >> 11n) / 2 ** 53
  }
}

/** A contender that computes whole tasks, each into memory that is there. */
export function whole(kernel, list) {
  const rooms = list.map(({ task, points }) => newRoom(task, points))
  return {
    points: list.reduce((sum, { points }) => sum + points, 0),
    run() {
      list.forEach(({ task, points }, i) => kernel.run(task, 0, points, rooms[i]))
    },
  }
}

/** A contender that computes a share of a task: `count` points at each of `blocks` evenly spaced places. */
export function share(kernel, { task, points }, blocks, count) {
  return {
    points: blocks * count,
    run() {
      for (let i = 0; i < blocks; i++) kernel.run(task, Math.floor((i * (points - count)) / Math.max(1, blocks - 1)), count)
    },
  }
}
