import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { MetricName, ScenarioInput } from '../../bindings/scenario/index.ts'
import sweeps from '../fixtures/public-changes-sweeps.json' with { type: 'json' }
import paths from '../fixtures/public-changes.json' with { type: 'json' }

const RELATIVE = 1e-10

type Row = { status?: string; time: number; factors: number[] } & Record<string, number>
interface Reference {
  path: Row[]
  payback?: number | null
  domainErrorFrom?: number
  minimumProfit?: number
  maximumProfit?: number
  totalDischarged?: number
  timeOfLowestProfit?: number
}

const cases = paths.cases as unknown as { id: string; scenario: ScenarioInput; reference: Reference }[]
const exact = (scenario: ScenarioInput) => ({ ...scenario, dynamics: { tolerance: 1e-13, ...scenario.dynamics } }) as ScenarioInput

describe.each(['js', 'wasm'] as const)('references with changes, %s:', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test.each(cases.map((each) => [each.id, each] as const))('the path %s', async (_, { scenario, reference }) => {
    const path = await engine.path(exact(scenario))
    const rows = reference.path.filter(({ status }) => !status)
    const money = Math.max(...rows.map(({ revenue, cost, npv }) => Math.max(Math.abs(revenue) + Math.abs(cost), Math.abs(npv))))
    reference.path.forEach((row, i) => {
      if (row.status) return expect(path.columns.profit[i]).toBeNaN()
      for (const name of ['profit', 'revenue', 'cost', 'discountedProfit', 'discountedInvestment', 'npv', 'advantage'] as const) {
        expect(Math.abs(path.columns[name][i] - row[name]), `${name} at ${row.time}`).toBeLessThanOrEqual(RELATIVE * money)
      }
      for (const name of ['level', 'output', 'waste', 'discharged'] as const) {
        expect(Math.abs(path.columns[name][i] - row[name]), `${name} at ${row.time}`).toBeLessThanOrEqual(
          RELATIVE * Math.max(1, Math.abs(row[name])),
        )
      }
      expect(Math.abs(path.columns['factors[0]'][i] / row.factors[0] - 1)).toBeLessThanOrEqual(RELATIVE)
    })
    if (reference.domainErrorFrom !== undefined) {
      expect(path.status).toBe('domainError')
      expect(path.domainErrorFrom).toBeCloseTo(reference.domainErrorFrom, 9)
      expect(path.payback).toBeNull()
      return
    }
    if (reference.payback === null) expect(path.payback).toBeNull()
    else if (reference.payback !== undefined) expect(Math.abs(path.payback! - reference.payback)).toBeLessThan(1e-6)
    for (const name of ['minimumProfit', 'maximumProfit', 'totalDischarged'] as const) {
      expect(Math.abs(path[name] - reference[name]!), name).toBeLessThanOrEqual(RELATIVE * Math.max(money, Math.abs(reference[name]!)))
    }
    const { start, end } = scenario.horizon!
    expect(Math.abs(path.timeOfLowestProfit - reference.timeOfLowestProfit!)).toBeLessThan(1e-5 * (end - start))
  })

  test.each(sweeps.optimaAtTimes.map((each) => [each.id, each] as const))('optima at times of %s', async (_, { scenario, times }) => {
    for (const { time, level, optimum, sensitivityToTheValueThen, sensitivityOfInput, breakEvenLevel } of times) {
      const best = await engine.optimum(scenario as ScenarioInput, { time, sensitivities: true })
      expect(best.level).toBeCloseTo(level, 12)
      expect(best.factors[0] / optimum.factors[0]).toBeCloseTo(1, 10)
      expect(best.profit / optimum.profit).toBeCloseTo(1, 12)
      expect(best.breakEvenLevel).toBeCloseTo(breakEvenLevel!, 12)
      for (const [of, wanted] of [
        [best.sensitivities!, sensitivityToTheValueThen],
        [best.sensitivitiesOfInput!, sensitivityOfInput],
      ] as const) {
        for (const [parameter, value] of Object.entries(wanted as Record<string, number>)) {
          expect(Math.abs(of[parameter] - value), `${parameter} at ${time}`).toBeLessThanOrEqual(1e-9 * Math.abs(value))
        }
      }
    }
  })

  test.each(sweeps.sweeps.map((each) => [each.id, each] as const))('the sweep %s', async (_, { id, axis, points }) => {
    const { scenario } = sweeps.optimaAtTimes.find((each) => id.startsWith(each.id))!
    const metrics = Object.keys(points[0].metrics) as MetricName[]
    const { metrics: found } = await engine.sweep(exact(scenario as ScenarioInput), { axes: [axis], metrics }).result()
    points.forEach((point, i) => {
      for (const [name, value] of Object.entries(point.metrics)) expect(found[name as 'npv'][i] / value, name).toBeCloseTo(1, 11)
    })
  })
})
