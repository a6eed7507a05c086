/** Indices, tornado and risk of enterprises whose answers are closed forms. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, type ScenarioInput } from '../../bindings/index.ts'
import { indices, risk, tornado, type SobolIndices } from '../../bindings/studies/index.ts'
import { expectClose } from '../support/close.ts'
import reference from '../fixtures/studies/public-indices.json' with { type: 'json' }
import tornadoReference from '../fixtures/studies/public-tornado.json' with { type: 'json' }
import riskReference from '../fixtures/studies/public-risk.json' with { type: 'json' }

const engine = await createEngine({ workers: 0 })
afterAll(() => engine.close())

interface Errors {
  firstOrder: Record<string, number>
  total: Record<string, number>
}
interface Case {
  name: string
  scenario: ScenarioInput
  metric: string
  exact: Errors & { mean: number; variance: number; secondOrder: Record<string, number> }
  rootMeanSquareError: Record<string, { scrambledSobol: Errors; plainMonteCarlo: Errors }>
  derivativeBased?: ({ note?: string } & Record<string, unknown>) | null
  morris?: Record<string, { mu: number; muStar: number; sigma: number }>
}
const cases = reference.cases as unknown as Case[]

describe.each(cases.filter(({ exact }) => exact !== undefined))(
  '$name',
  ({ scenario, metric, exact, rootMeanSquareError, derivativeBased }) => {
    test.each([1024, 4096])('Sobol indices with N = %i', async (samples) => {
      const { metrics } = await indices(engine, scenario, { metrics: [metric], samples, secondOrder: samples === 4096 })
      const found = metrics[metric] as SobolIndices
      const { scrambledSobol } = rootMeanSquareError[samples]
      for (const order of ['firstOrder', 'total'] as const) {
        for (const [name, value] of Object.entries(exact[order])) {
          const error = Math.abs(found[order][name]! - value)
          expect(error, `${order} of ${name}: ${found[order][name]} instead of ${value}`).toBeLessThanOrEqual(
            10 * Math.max(scrambledSobol[order][name], 1e-6),
          )
          expect(error, `interval of ${order} of ${name}`).toBeLessThanOrEqual(3 * found.halfWidth[order][name]! + 1e-9)
        }
      }
      expectClose([found.mean, found.variance], [exact.mean, exact.variance], () => 0.02)
      if (samples < 4096) return
      for (const [name, value] of Object.entries(exact.secondOrder))
        expect(Math.abs(found.secondOrder![name]! - value), name).toBeLessThan(0.03)
    })

    test.runIf(derivativeBased)('derivative-based measures', async () => {
      const { metrics } = await indices(engine, scenario, { metrics: ['profit'], method: 'dgsm', samples: 4096 })
      const { note: _, ...expected } = derivativeBased!
      expectClose((metrics.profit as { derivativeBased: object }).derivativeBased, expected, () => 0.01)
    })
  },
)

test.each(cases.filter(({ morris }) => morris !== undefined))('$name', async ({ scenario, metric, morris }) => {
  const { metrics } = await indices(engine, scenario, { metrics: [metric], method: 'morris', trajectories: 400 })
  const { mu, muStar, sigma } = metrics[metric] as unknown as Record<'mu' | 'muStar' | 'sigma', Record<string, number>>
  for (const [name, expected] of Object.entries(morris!)) {
    const error = (4 * expected.sigma) / Math.sqrt(400) + 1e-9
    expect(Math.abs(mu[name] - expected.mu), name).toBeLessThanOrEqual(error)
    expect(Math.abs(muStar[name] - expected.muStar), name).toBeLessThanOrEqual(error)
    expect(Math.abs(sigma[name] - expected.sigma), name).toBeLessThanOrEqual(error)
  }
})

test.each(tornadoReference.cases)('$name', async ({ scenario, metric, base, bars }) => {
  const found = await tornado(engine, scenario as unknown as ScenarioInput, { metric })
  expectClose({ base: found.base, bars: found.bars }, { base, bars }, () => 1e-9)
})

interface RiskCase {
  name: string
  scenario: ScenarioInput
  metric: string
  mean: number
  quantiles: Record<string, number>
  probability: Record<string, number>
  probabilityStandardErrorPlain: number
  standardDeviation: number
  tails: Record<
    string,
    { low: { VaR: number; CVaR: number; standardErrorPlain: { VaR: number; CVaR: number } }; high: { VaR: number; CVaR: number } }
  >
}

test.each((riskReference.cases as unknown as RiskCase[]).filter(({ scenario }) => scenario !== undefined))('$name', async (one) => {
  // A quarter of the points that the reference's errors are for: twice the errors.
  const samples = 16_384
  const when = Object.keys(one.probability)
  const found = await risk(engine, one.scenario, { metrics: [one.metric], when, samples })
  const measured = found.metrics[one.metric]
  expect(Math.abs(measured.mean! - one.mean)).toBeLessThanOrEqual((4 * one.standardDeviation) / Math.sqrt(samples))
  for (const [level, { low }] of Object.entries(one.tails)) {
    for (const what of ['VaR', 'CVaR'] as const)
      expect(Math.abs(measured.tails[level].low[what] - low[what]), `${what} at ${level}`).toBeLessThanOrEqual(
        2 * 4 * low.standardErrorPlain[what],
      )
  }
  for (const name of when)
    expect(Math.abs(found.probability[name] - one.probability[name])).toBeLessThanOrEqual(2 * 4 * one.probabilityStandardErrorPlain)
})
