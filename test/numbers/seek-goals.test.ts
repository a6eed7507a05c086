/** Goals of enterprises whose answers are closed forms. */
import { afterAll, expect, test } from 'vitest'
import { createEngine, type ScenarioInput } from '../../bindings/index.ts'
import { seek, type GoalOptions } from '../../bindings/studies/index.ts'
import reference from '../fixtures/studies/public-seek.json' with { type: 'json' }

const engine = await createEngine({ workers: 0 })
afterAll(() => engine.close())

interface Case extends GoalOptions {
  name: string
  scenario: ScenarioInput
  solutions: { kind: string; value: number; below?: number; above?: number }[]
  nearest?: { value: number; metric: number; tolerance: number }
  tolerance?: number
}

test.each(reference.cases as unknown as Case[])(
  '$name',
  async ({ scenario, solutions, nearest, tolerance = 1e-11, parameter, metric, target, from, to }) => {
    const found = await seek(engine, scenario, { parameter, metric, target, from, to })
    expect(found.solutions.map(({ kind }) => kind)).toEqual(solutions.map(({ kind }) => kind))
    solutions.forEach((expected, i) => {
      const { value, metric, below, above } = found.solutions[i]
      expect(Math.abs(value! - expected.value)).toBeLessThanOrEqual(tolerance * Math.abs(expected.value))
      if (expected.kind === 'root') expect(Math.abs(metric! - target)).toBeLessThanOrEqual(tolerance * Math.abs(target))
      if (expected.below !== undefined)
        expect([below, above]).toEqual([expect.closeTo(expected.below, 6), expect.closeTo(expected.above!, 6)])
    })
    if (nearest === undefined) return
    expect(Math.abs(found.nearest!.value - nearest.value)).toBeLessThanOrEqual(nearest.tolerance)
    expect(Math.abs(found.nearest!.metric - nearest.metric)).toBeLessThanOrEqual(nearest.tolerance)
  },
)
