/** Differences of scenarios and what accounts for them. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, starterScenario, type ScenarioInput } from '../../bindings/index.ts'
import { compare } from '../../bindings/studies/index.ts'
import { shapley } from '../../bindings/studies/compare/shapley.ts'
import { expectClose } from '../support/close.ts'
import reference from '../fixtures/studies/public-compare.json' with { type: 'json' }

const engine = await createEngine({ workers: 0 })
afterAll(() => engine.close())

test.each(reference.cases)('$name', async ({ a, b, metric, ...expected }) => {
  const found = await compare(engine, a as ScenarioInput, b as ScenarioInput, { metric })
  expect(found.differences).toEqual(expected.differences)
  expectClose([found.valueA, found.valueB], [expected.valueA, expected.valueB], () => 1e-12)
  const total = Object.values(expected.shapley).reduce((sum, value) => sum + Math.abs(value!), 0)
  for (const [name, value] of Object.entries(expected.shapley))
    expect(Math.abs(found.shapley![name] - value!)).toBeLessThanOrEqual(1e-9 * total)
  const sum = Object.values(found.shapley!).reduce((all, value) => all + value, 0)
  expect(Math.abs(sum - found.difference!)).toBeLessThanOrEqual(1e-12 * (Math.abs(found.valueA!) + Math.abs(found.valueB!)))
})

const base = (): any => starterScenario()

describe('players', () => {
  test.each<[string, (scenario: any) => void, Record<string, unknown>]>([
    ['nothing', () => {}, {}],
    [
      'a name is no difference',
      (s) => {
        s.name = 'another'
        s.factors[0].name = 'another'
        delete s.sweep
      },
      {},
    ],
    [
      'one number',
      (s) => {
        s.fixedCost = 7
      },
      { fixedCost: [0, 7] },
    ],
    [
      'one bound',
      (s) => {
        s.factors[0].upper = 1e5
      },
      { 'factors[0].upper': [1e6, 1e5] },
    ],
    [
      'both bounds',
      (s) => {
        s.factors[0].lower = 1
        s.factors[0].upper = 1e5
      },
      {
        'factors[0].bounds': [
          { lower: 0.001, upper: 1e6 },
          { lower: 1, upper: 1e5 },
        ],
      },
    ],
    [
      'a number of the same law',
      (s) => {
        s.transformation.midpoint = 4
      },
      { 'transformation.midpoint': [5, 4] },
    ],
    [
      'a horizon',
      (s) => {
        s.horizon = { start: 1, end: 9, samples: 11 }
      },
      {
        horizon: [
          { start: 0, end: 10, samples: 101 },
          { start: 1, end: 9, samples: 11 },
        ],
      },
    ],
    [
      'another law',
      (s) => {
        s.transformation = { law: 'constant', level: 0.5 }
      },
      { transformation: [expect.objectContaining({ law: 'logistic' }), { law: 'constant', level: 0.5 }] },
    ],
  ])('%s', async (_, change, differences) => {
    const other = base()
    change(other)
    const found = await compare(engine, base(), other, { metric: 'profit' })
    expect(found.differences).toEqual(differences)
    const sum = Object.values(found.shapley!).reduce((all, value) => all + value, 0)
    expect(sum).toBeCloseTo(found.difference!, 9)
  })

  test('a mixture without a payback is named, and nothing is accounted for', async () => {
    const [a, b] = [base(), base()]
    b.investment = { conversionCost: 1e9 }
    b.waste.disposalCost = 3
    const found = await compare(engine, a, b, { metric: 'payback' })
    expect(found.shapley).toBeNull()
    expect(found.refused).toMatch(/investment\.conversionCost.* of the second|The second scenario/)
    expect(found.refused).toContain('it is none')
  })
})

describe('Shapley values', () => {
  const game = (players: number) => async (sets: readonly bigint[]) =>
    sets.map((set) => {
      const members = Array.from({ length: players }, (_, i) => Number((set >> BigInt(i)) & 1n))
      const sum = members.reduce((total, one, i) => total + one * (i + 1), 0)
      return sum + 5 * members[0] * members[1] + 12 * members[0] * members[1] * members[2]
    })

  test('of 4 players by hand: pairs are shared by two, triples by three', async () => {
    const { values } = await shapley(4, game(4))
    expectClose(values, [1 + 2.5 + 4, 2 + 2.5 + 4, 3 + 4, 4], () => 1e-13)
  })

  test('beyond 12 orders are drawn: near, with errors, and the sum is exact', async () => {
    const { values, standardErrors } = await shapley(14, game(14), 3)
    const expected = Array.from({ length: 14 }, (_, i) => i + 1 + ([6.5, 6.5, 4][i] ?? 0))
    values.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(5 * standardErrors![i] + 1e-9))
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(105 + 17, 9)
    expect(standardErrors![0]).toBeGreaterThan(0)
    expect((await shapley(14, game(14), 3)).values).toEqual(values)
  })
})
