/** Quantiles, tails and regret by hand, and against their definitions. */
import { describe, expect, test } from 'vitest'
import { ascending, quantileOf, regretOf, tailsOf } from '../../bindings/studies/index.ts'
import { expectClose } from '../support/close.ts'
import reference from '../fixtures/studies/public-risk.json' with { type: 'json' }

const samples = reference.cases.filter(({ values, tails }) => values !== undefined && tails !== undefined) as unknown as {
  name: string
  values: number[]
  tails: Record<string, object>
  quantiles: Record<string, number>
}[]

test.each(samples)('$name', ({ values, tails, quantiles }) => {
  const sorted = ascending(values)
  for (const [share, value] of Object.entries(quantiles)) expect(quantileOf(sorted, Number(share)), share).toBe(value)
  for (const [level, expected] of Object.entries(tails)) expectClose(tailsOf(sorted, Number(level)), expected, () => 1e-13)
})

test('CVaR is the least mean excess over all thresholds, and a share that is whole but for rounding takes whole values', () => {
  const sorted = ascending(Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) ** 1.5))
  for (const level of [0.5, 0.9, 0.93, 0.955, 0.99]) {
    const { high } = tailsOf(sorted, level)
    // Rockafellar and Uryasev: CVaR = min over c of c + E[(x − c)⁺]/(1 − level), at one of the values.
    const least = Math.min(...Array.from(sorted, (c) => c + sorted.reduce((sum, x) => sum + Math.max(0, x - c), 0) / 100 / (1 - level)))
    expect(high.CVaR).toBeCloseTo(least, 9)
  }
  expect(quantileOf(sorted, 0.07)).toBe(sorted[6])
})

test('a payback that is none is the worst of the high tail', () => {
  const sorted = ascending([3, Infinity, 5, NaN, 4])
  expect([...sorted]).toEqual([3, 4, 5, Infinity])
  expect(tailsOf(sorted, 0.75).high).toEqual({ VaR: 5, CVaR: Infinity })
})

describe('regret', () => {
  const { values, ...expected } = reference.cases.find(({ name }) => name.startsWith('regret'))! as unknown as { values: number[][] }

  test('of three decisions over five states', () => {
    const { rows: _rows, name: _name, note: _note, ...numbers } = expected as Record<string, unknown>
    expectClose(regretOf(values), numbers, () => 1e-13)
  })

  test('where less is better, and with weights', () => {
    const { regret, expected: means } = regretOf(
      [
        [1, 5],
        [2, 1],
      ],
      { better: 'less', weights: [3, 1] },
    )
    expect([regret, means]).toEqual([
      [
        [0, 4],
        [1, 0],
      ],
      [1, 0.75],
    ])
  })

  test('a value that is none is refused', () => {
    expect(() =>
      regretOf([
        [1, Infinity],
        [2, 1],
      ]),
    ).toThrow('decision 0 is Infinity in state 1')
    expect(() => regretOf([[1, 2], [2]])).toThrow('decision 1 has 1 values')
  })
})
