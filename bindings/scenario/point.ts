import { ScenarioError, type Problem } from '../errors.ts'
import type { Scenario } from './schema/schema.ts'

/** Where an optimum is wanted: at a level, or at a time of the scenario's transformation law. */
export type Point = { level: number } | { time: number }

/** What a caller says of it. */
export interface PointOptions {
  /** Transformation level, from 0 to 1. */
  level?: number
  /** Time at which the scenario's transformation law gives the level, years. Default: the start of the horizon, or 0. */
  time?: number
}

/**
 * The point that the options mean.
 *
 * @throws ScenarioError for a level outside 0 to 1, a time that is not finite, both at once, or neither without a law.
 */
export function parsePoint(scenario: Scenario, { level, time }: PointOptions): Point {
  const problem = pointProblem(scenario, level, time)
  if (problem !== undefined) throw new ScenarioError([problem])
  if (level !== undefined) return { level }
  if (scenario.transformation?.law === 'invested') return { level: scenario.transformation.from }
  return { time: time ?? scenario.horizon?.start ?? 0 }
}

function pointProblem(scenario: Scenario, level: unknown, time: unknown): Problem | undefined {
  if (level !== undefined && time !== undefined) {
    return { path: 'level', value: level, expected: 'a level or a time, not both', fix: 'leave one of the two out' }
  }
  if (level !== undefined) {
    if (typeof level === 'number' && level >= 0 && level <= 1) return undefined
    return { path: 'level', value: level, expected: 'a number from 0 to 1', fix: 'give a share: 0.4 for 40 %' }
  }
  if (scenario.transformation === undefined) {
    const path = time === undefined ? 'level' : 'transformation'
    const expected = 'a level, because the scenario has no transformation law that gives one'
    return { path, value: undefined, expected, fix: 'give a level from 0 to 1, or add "transformation" to the scenario' }
  }
  if (time === undefined) return undefined
  if (!Number.isFinite(time)) return { path: 'time', value: time, expected: 'a finite number of years', fix: 'give a time such as 5' }
  if (scenario.transformation.law !== 'invested') return undefined
  const expected = 'a level, because the law "invested" gives one along a time path only'
  return { path: 'time', value: time, expected, fix: 'give a level from 0 to 1 instead of a time' }
}
