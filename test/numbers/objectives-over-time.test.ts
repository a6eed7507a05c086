/** Derivatives at a time on which parameters have changed, under every objective: of values then, and of the scenario's own numbers. */
import { describe, expect, test } from 'vitest'
import { SENSITIVE, type ParameterPath } from '../../bindings/model/layout.ts'
import { parametersOverTime } from '../../bindings/plan/over-time.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { BACKENDS, optimumOf, type ScenarioInput } from '../support/kernels.ts'

const TIME = 3.7
const STEP = 1e-4

/** Growth, a schedule in place of a number, and a lever on prices, an elasticity and a yield; costs of either sign. */
const plant: ScenarioInput = {
  factors: [
    { price: 1, costExponent: 1.2, lower: 0.01, upper: 1e4 },
    { price: 0.7, lower: 0.01, upper: 1e4 },
  ],
  production: { scale: 12, elasticities: [0.35, 0.3], price: 1 },
  waste: { scale: 0.5, elasticities: [0.5, 0.3], disposalCost: 0.4 },
  recycling: { yield: 0.9, exponent: 0.7, price: 0.8, processingCost: 0.1 },
  fixedCost: 3,
  transformation: { law: 'logistic', from: 0, to: 1, midpoint: 5, timescale: 2 },
  horizon: { start: 0, end: 10, samples: 11 },
  changes: [
    { parameters: ['production.price', 'factors[1].price'], growth: 0.04 },
    { parameter: 'waste.disposalCost', times: [0, 2, 6], values: [0.3, 0.5, 0.9], interpolation: 'linear' },
    {
      name: 'lean',
      law: 'linear',
      from: 0,
      to: 1,
      start: 1,
      duration: 6,
      effects: { 'production.scale': 1.3, 'waste.elasticities[0]': 0.8, 'recycling.yield': 1.2, fixedCost: 0.5, 'factors[1].price': 0.9 },
    },
  ],
}
const bounded: ScenarioInput = { ...plant, factors: [{ ...plant.factors[0], upper: 2 }, plant.factors[1]] }
const fixed: ScenarioInput = { ...plant, factors: [{ price: 1, costExponent: 1.2, volume: 2 }, plant.factors[1]] }
const proportional: ScenarioInput = { ...plant, recycling: { yield: 0.9, price: 0.8, processingCost: -0.1 } }
const SCENARIOS = {
  'inside its bounds': plant,
  'at a bound': bounded,
  'with a fixed factor': fixed,
  'with g = 1 and a subsidy': proportional,
}
const OBJECTIVES = [
  ['profit', 'profit'],
  [{ kind: 'utility', transactionRate: 0.3 }, 'utility'],
  ['profitability', 'profitability'],
] as const

/** A scenario with a number at a path replaced. */
function withNumber(scenario: ScenarioInput, path: string, value: number): ScenarioInput {
  const copy = structuredClone(scenario)
  const keys = path.split(/[.[\]]+/).filter(Boolean)
  const holder = keys.slice(0, -1).reduce((at: any, key) => at[key], copy)
  holder[keys.at(-1)!] = value
  return copy
}

function numberAt(scenario: ScenarioInput, path: string): number | undefined {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((at: any, key) => at?.[key], scenario)
}

/** The scenario as it is then, with nothing that changes. */
function frozen(scenario: ScenarioInput): ScenarioInput {
  const { changes: _, ...rest } = scenario
  const now = Object.entries(parametersOverTime(parseScenario(scenario), [TIME]))
  return now.reduce((still, [path, [value]]) => withNumber(still, path, value), rest as ScenarioInput)
}

/** By differences of fourth order of the exact maxima. */
function slopeOf(quantity: (x: number) => number, at: number): number {
  const step = STEP * Math.max(1, Math.abs(at))
  return (8 * (quantity(at + step) - quantity(at - step)) - (quantity(at + 2 * step) - quantity(at - 2 * step))) / (12 * step)
}

const near = (found: number, expected: number, what: string) =>
  expect(Math.abs(found - expected), `${what}: ${found} instead of ${expected}`).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(expected)))

describe.each(BACKENDS)('by %s', (backend) => {
  describe.each(Object.entries(SCENARIOS))('of an enterprise %s', (_, base) => {
    test.each(OBJECTIVES)('derivatives under %j are those of its maximum', (objective, quantity) => {
      const scenario = { ...base, objective } as ScenarioInput
      const still = frozen(scenario)
      const found = optimumOf(backend, scenario, { time: TIME, sensitivities: true })
      const level = 1 / (1 + Math.exp(-(TIME - 5) / 2))
      const paths = SENSITIVE.filter((path) => path !== 'level' && numberAt(scenario, path) !== undefined)
      expect(paths.length).toBeGreaterThan(15)
      for (const path of paths) {
        const now = (x: number) => optimumOf(backend, withNumber(still, path, x), { level })[quantity]
        near(found.sensitivities![path], slopeOf(now, numberAt(still, path)!), `sensitivity:${path}`)
        const own = (x: number) => optimumOf(backend, withNumber(scenario, path, x), { time: TIME })[quantity]
        near(found.sensitivitiesOfInput![path], slopeOf(own, numberAt(scenario, path)!), `sensitivityOfInput:${path}`)
      }
      expect(found.sensitivitiesOfInput!['waste.disposalCost' satisfies ParameterPath]).toBe(0)
      const ofLevel = (of: (typeof OBJECTIVES)[number][1]) => slopeOf((x) => optimumOf(backend, still, { level: x })[of], level)
      near(found.objectiveOfLevel, ofLevel(quantity), 'objectiveOfLevel')
      near(found.profitOfLevel, ofLevel('profit'), 'profitOfLevel')
    })
  })
})
