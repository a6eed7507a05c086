import { describe, expect, test } from 'vitest'
import type { Optimum } from '../../bindings/result/optimum.ts'
import fixture from '../fixtures/public-signs.json' with { type: 'json' }
import { BACKENDS, optimumOf, type ScenarioInput } from '../support/kernels.ts'

type Quantity = 'profit' | 'revenue' | 'cost' | 'utility' | 'transactionCost' | 'maximumProfitOfLevel'
type Numbers = Partial<Record<Exclude<keyof Optimum, 'factors' | 'regime' | 'status' | 'sensitivities'>, number | string>>

interface Case {
  name: string
  scenario: ScenarioInput
  level: number
  expected: Numbers & { factors?: number[]; regime?: string[]; status: string; sensitivities?: Record<string, number | string> }
  notes?: { scale?: number; maximumProfitScale?: number }
  tolerance: { profitAbsolute?: number; factorsRelative?: number | null; flowsRelative?: number }
  profitOnly?: boolean
}

const cases = fixture.cases as unknown as Case[]
const MONEY: readonly string[] = ['profit', 'revenue', 'cost', 'utility', 'transactionCost', 'maximumProfitOfLevel'] satisfies Quantity[]

describe.each(BACKENDS)('an optimum with prices of any sign, by %s', (backend) => {
  test.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    (_, { scenario, level, expected, notes = {}, tolerance, profitOnly }) => {
      const found = optimumOf(backend, scenario, { level, sensitivities: true })
      expect(found.status).toBe(expected.status)
      if (expected.factors === undefined) return
      expect(found.regime).toEqual(expected.regime)
      const { factors, regime, status, sensitivities, ...numbers } = expected
      const scale = notes.scale!
      const loose = (name: string) => (name === 'revenue' || name === 'cost' ? 5 * (tolerance.factorsRelative ?? 0) * scale : 0)
      const absolute = (name: string) =>
        name === 'maximumProfitOfLevel'
          ? 1e-12 * notes.maximumProfitScale!
          : MONEY.includes(name)
            ? tolerance.profitAbsolute! + loose(name)
            : tolerance.flowsRelative! * scale
      for (const [name, value] of Object.entries(numbers)) {
        if (profitOnly && name !== 'profit') continue
        near(found[name as Quantity], Number(value), name, MONEY.includes(name) ? 0 : tolerance.flowsRelative!, absolute(name))
      }
      if (profitOnly) return
      factors.forEach((factor, i) => near(found.factors[i], factor, `factors[${i}]`, tolerance.factorsRelative!, 0))
      for (const [path, value] of Object.entries(sensitivities ?? {})) {
        near(found.sensitivities![path], Number(value), path, tolerance.flowsRelative!, tolerance.flowsRelative! * Math.max(scale, 1))
      }
    },
  )
})

function near(found: number, expected: number, name: string, relative: number, absolute: number): void {
  if (found === expected) return
  expect(Math.abs(found - expected), `${name}: ${found} instead of ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected) + absolute,
  )
}
