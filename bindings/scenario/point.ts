import { ScenarioError, type Problem } from '../errors.ts'
import type { Scenario } from './schema/schema.ts'

/** Where an optimum is wanted: at a level, or at a time of the scenario's transformation law; at a level and a time where parameters change. */
export type Point = { level: number; time?: number } | { time: number }

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
  const changes = scenario.changes !== undefined && scenario.changes.length > 0
  const when = time ?? scenario.horizon?.start ?? 0
  const known = level ?? (scenario.transformation?.law === 'invested' ? scenario.transformation.from : undefined)
  if (known === undefined) return { time: when }
  return changes ? { level: known, time: when } : { level: known }
}

function pointProblem(scenario: Scenario, level: unknown, time: unknown): Problem | undefined {
  const changes = scenario.changes !== undefined && scenario.changes.length > 0
  if (changes && time === undefined && scenario.horizon === undefined) {
    const expected = 'a time, because parameters change and there is no horizon at whose start they could be taken'
    return { path: 'time', value: time, expected, fix: 'give a time, or add "horizon" to the scenario' }
  }
  if (level !== undefined && time !== undefined && !changes) {
    return { path: 'level', value: level, expected: 'a level or a time, not both', fix: 'leave one of the two out' }
  }
  if (level !== undefined) {
    if (typeof level === 'number' && level >= 0 && level <= 1) return timeProblem(time)
    return { path: 'level', value: level, expected: 'a number from 0 to 1', fix: 'give a share: 0.4 for 40 %' }
  }
  if (scenario.transformation === undefined) {
    const path = time === undefined ? 'level' : 'transformation'
    const expected = 'a level, because the scenario has no transformation law that gives one'
    return { path, value: undefined, expected, fix: 'give a level from 0 to 1, or add "transformation" to the scenario' }
  }
  if (time === undefined) return undefined
  const problem = timeProblem(time)
  if (problem !== undefined) return problem
  if (scenario.transformation.law !== 'invested') return undefined
  const expected = 'a level, because the law "invested" gives one along a time path only'
  return { path: 'time', value: time, expected, fix: 'give a level from 0 to 1 instead of a time' }
}

function timeProblem(time: unknown): Problem | undefined {
  if (time === undefined || Number.isFinite(time)) return undefined
  return { path: 'time', value: time, expected: 'a finite number of years', fix: 'give a time such as 5' }
}
