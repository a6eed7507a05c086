import { describe, expect, test } from 'vitest'
import { drawSigned, random } from '../support/any-signs.ts'
import { denseOptimum, termsOf, valueAt } from '../support/dense-optimum.ts'
import { BACKENDS, optimumOf, type ScenarioInput } from '../support/kernels.ts'

/** Enterprises to draw: `SIGNS=50000 npx vitest run test/numbers/signs.test.ts` looks for what is rare. */
const DRAWS = Number(process.env['SIGNS'] ?? 600)
const TIME = 60_000 + 20 * DRAWS

const sizeAt = (scenario: ScenarioInput, level: number, y: number[]) =>
  valueAt(termsOf(scenario, level).map((term) => ({ ...term, coefficient: Math.abs(term.coefficient) })), y)

describe.each(BACKENDS)('prices of any sign, by %s', (backend) => {
  test.each([1, 2] as const)('the optimum over %i factor(s) is at least as good as a dense search with polish', (factorCount) => {
    const draw = random(20261127 + factorCount)
    let interior = 0
    for (let i = 0; i < DRAWS; i++) {
      const { scenario, level } = drawSigned(draw, factorCount)
      const found = optimumOf(backend, scenario, { level })
      const what = JSON.stringify({ scenario, level })
      expect(['ok', 'atBound'], what).toContain(found.status)
      const y = found.factors.map(Math.log)
      const terms = termsOf(scenario, level)
      const bounds = (key: 'lower' | 'upper') => scenario.factors.map((factor) => Math.log(factor[key]!))
      const dense = denseOptimum(terms, bounds('lower'), bounds('upper'), factorCount === 1 ? 1000 : 40)
      const size = sizeAt(scenario, level, y)
      expect(dense.value - valueAt(terms, y), what).toBeLessThanOrEqual(1e-12 * size)
      expect(Math.abs(found.profit - valueAt(terms, y)), what).toBeLessThanOrEqual(1e-12 * size)
      if (found.status === 'ok') interior++
    }
    // Maxima inside are among them.
    expect(interior).toBeGreaterThan(DRAWS / 20)
  }, TIME)
})
