import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { METRICS, PARAMETERS, SENSITIVE, SENSITIVITY, STATUSES } from '../../bindings/model/layout.ts'
import { enterprises, SMOOTH, type Draw } from '../support/enterprises.ts'
import { BACKENDS, kernels, optimumOf, taskOf, variantOf, type Backend, type ScenarioInput } from '../support/kernels.ts'

const STEP = 1e-4

/** Weights of f(x + step · offset) in the derivative by x, times the step: exact for polynomials of degree 4. */
const CENTRAL = new Map([
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
])
const FORWARD = new Map([
  [0, -25 / 12],
  [1, 48 / 12],
  [2, -36 / 12],
  [3, 16 / 12],
  [4, -3 / 12],
])
const BACKWARD = new Map([...FORWARD].map(([offset, weight]) => [-offset, -weight]))

const runs = (numRuns: number) => ({ seed: 20261122, numRuns })

describe.each(BACKENDS)('the envelope sensitivity by %s', (backend) => {
  describe.each([1, 2] as const)('of %i factor(s)', (factorCount) => {
    const paths = SENSITIVE.filter((path) => !/volume|transactionRate/.test(path) && (factorCount === 2 || !/factors\[1|s\[1/.test(path)))

    test.each(paths)('to %s is the slope of the optimal profit', (path) => {
      let compared = 0
      fc.assert(
        fc.property(enterprises(factorCount, SMOOTH), (draw) => {
          if (compareAt(backend, draw, path)) compared++
        }),
        runs(25),
      )
      // The others have a bound that becomes active, or another maximum that becomes the best, within a step.
      expect(compared).toBeGreaterThan(15)
    })
  })

  const scenario: ScenarioInput = {
    factors: [{ price: 1, lower: 0.001, upper: 1000 }],
    production: { scale: 20, elasticities: [0.5], price: 1 },
    waste: { scale: 0.5, elasticities: [0.8], disposalCost: 0.3 },
    recycling: { yield: 1, exponent: 1, price: 0.7, processingCost: 0.1 },
    fixedCost: 1,
  }
  const recycling = (parts: object) => ({ ...scenario, recycling: { ...scenario.recycling, ...parts } })

  test.each([
    ['waste.scale', { ...scenario, waste: { ...scenario.waste, scale: 0 } }, 0.4, FORWARD],
    ['waste.elasticities[0]', { ...scenario, waste: { ...scenario.waste, elasticities: [0] } }, 0.4, FORWARD],
    ['waste.disposalCost', { ...scenario, waste: { ...scenario.waste, disposalCost: 0 } }, 0.4, FORWARD],
    ['recycling.yield', recycling({ yield: 0 }), 0.4, FORWARD],
    ['recycling.yield', recycling({ yield: 0, exponent: 0.5 }), 0.4, FORWARD],
    ['recycling.price', recycling({ price: 0 }), 0.4, FORWARD],
    ['recycling.processingCost', recycling({ processingCost: 0 }), 0.4, FORWARD],
    ['recycling.exponent', scenario, 0.4, BACKWARD],
    ['fixedCost', { ...scenario, fixedCost: 0 }, 0.4, FORWARD],
    ['level', scenario, 0, FORWARD],
    ['level', scenario, 1, BACKWARD],
    ['level', recycling({ exponent: 0.5 }), 1, BACKWARD],
  ] as [string, ScenarioInput, number, Map<number, number>][])('to %s holds at the end of its range', (path, edge, level, weights) => {
    expect(compareAt(backend, { scenario: edge, level }, path, weights)).toBe(true)
  })

  test('is infinite where the first unit of recycled waste is worth infinitely much', () => {
    const sensitivityTo = (path: string, from: ScenarioInput, level: number) =>
      optimumOf(backend, from, { level, sensitivities: true }).sensitivities![path]
    expect(sensitivityTo('level', recycling({ exponent: 0.5 }), 0)).toBe(Infinity)
    expect(sensitivityTo('waste.scale', { ...recycling({ exponent: 0.5 }), waste: { ...scenario.waste, scale: 0 } }, 0.4)).toBe(Infinity)
  })
})

/** Compares with a difference quotient; false where the optimum does not move smoothly along it. */
function compareAt(backend: Backend, { scenario, level }: Draw, path: string, weights = CENTRAL): boolean {
  const slot = PARAMETERS.indexOf(path as never)
  const base = taskOf(scenario, { axes: [{ parameter: 'level', values: [level] }], metrics: ['profit'] })
  const value = path === 'level' ? level : base.parameters[slot]
  const step = STEP * (value || 1)
  const offsets = [0, ...weights.keys()]
  const parameters = base.parameters.slice()
  parameters[PARAMETERS.indexOf('level')] = level
  const names = ['profit', 'revenue', 'cost', 'factors[0]', 'factors[1]', 'regime[0]', 'regime[1]'] as const
  const values = Float64Array.from(offsets, (offset) => value + offset * step)
  const task = variantOf(base, {
    parameters,
    axes: [{ slot, values: { spacing: 'values', values, points: values.length } }],
    metrics: [{ code: SENSITIVITY, slot }, ...names.map((name) => ({ code: METRICS.indexOf(name), slot: 0 }))],
  })
  const {
    columns: [sensitivity, ...columns],
    status,
  } = kernels[backend].run(task, 0, values.length)
  const [profit, revenue, cost, x0, x1, ...regimes] = columns
  for (const code of status) expect(['ok', 'atBound']).toContain(STATUSES[code])
  const factors = base.factorCount === 2 ? [x0, x1] : [x0]
  const moves = factors.some((x) => x.some((each) => Math.abs(each / x[0] - 1) > 0.1))
  const turns = regimes.slice(0, base.factorCount).some((regime) => regime.some((each) => each !== regime[0]))
  if (moves || turns) return false

  const slope = [...weights.values()].reduce((sum, weight, i) => sum + weight * profit[i + 1], 0) / step
  const rounding = (1e-12 * (revenue[0] + cost[0])) / Math.abs(step)
  expect(Math.abs(sensitivity[0] - slope), `${sensitivity[0]}, slope ${slope}`).toBeLessThanOrEqual(1e-6 * Math.abs(slope) + rounding)
  return true
}
