import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import type { Optimum } from '../../bindings/result/optimum.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import degenerate from '../fixtures/degenerate-static.json' with { type: 'json' }
import published from '../fixtures/public-static.json' with { type: 'json' }
import random from '../fixtures/random-static.json' with { type: 'json' }

/** The maximum that an enumeration of every stationary point and bound found at 40 digits. */
interface Case {
  id: string
  scenario: unknown
  level: number
  optimum: Pick<Optimum, 'factors' | 'regime' | 'revenue' | 'cost' | 'profit' | (typeof FLOWS)[number]> & {
    /** null where it is infinite. */
    profitOfLevel: number | null
  }
  /** The profit is flat here, or has two equal maxima: only the profit is certain. */
  factorsLoose?: boolean
}

const FLOWS = ['output', 'waste', 'recycled', 'discharged', 'additionalOutput', 'revenue', 'cost'] as const
const PROFIT = 1e-12
const FACTORS = 1e-7
/** Flows are powers of the factors, with exponents up to about 3. */
const FLOW = 3 * FACTORS

const files = { published, degenerate, random } as unknown as Record<string, { cases: Case[] }>

describe.each(['js', 'wasm'] as const)('%s meets the reference optima', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  for (const [file, { cases }] of Object.entries(files)) {
    test.each(cases.map((each) => [each.id, each] as const))(`${file}: %s`, async (_, { scenario, level, optimum, factorsLoose }) => {
      const found = await engine.optimum(parseScenario(scenario as never), { level })
      const size = Math.max(Math.abs(optimum.profit), optimum.revenue + optimum.cost)
      near(found.profit, optimum.profit, PROFIT * size, 'profit')
      if (factorsLoose) return

      found.factors.forEach((factor, i) => near(factor, optimum.factors[i], FACTORS * optimum.factors[i], `factors[${i}]`))
      expect(found.regime).toEqual(optimum.regime)
      expect(found.status).toBe(optimum.regime.every((regime) => regime === 'interior') ? 'ok' : 'atBound')
      for (const flow of FLOWS) near(found[flow], optimum[flow], FLOW * Math.abs(optimum[flow]), flow)
      if (optimum.profitOfLevel === null) expect(found.profitOfLevel).toBe(Infinity)
      else near(found.profitOfLevel, optimum.profitOfLevel, FLOW * termsOfLevel(parseScenario(scenario as never), optimum), 'profitOfLevel')
    })
  }
})

function near(found: number, expected: number, tolerance: number, what: string): void {
  expect(Math.abs(found - expected), `${what} ${found}, expected ${expected}`).toBeLessThanOrEqual(tolerance)
}

/** The sum of the sizes of the terms of ∂Π/∂θ, which may cancel. */
function termsOfLevel({ waste, recycling }: ReturnType<typeof parseScenario>, optimum: Case['optimum']): number {
  const saved = (waste.disposalCost - recycling.processingCost) * optimum.waste
  return Math.abs(optimum.profitOfLevel! - saved) + Math.abs(saved)
}
