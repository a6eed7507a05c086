import { ArgumentError, ScenarioError, show } from '../errors.ts'
import type { Dynamics, Scenario } from '../scenario/index.ts'

/** Transformation levels from one to another. */
export interface LevelRange {
  /** The lower end, from 0 to 1. */
  from: number
  /** The upper end, from 0 to 1 and above `from`. */
  to: number
}

/** A scenario whose enterprise has equilibria. */
export interface GrowingScenario extends Scenario {
  dynamics: Extract<Dynamics, { mode: 'capitalisation' }>
}

/** @throws ScenarioError unless the scenario has one factor and the mode `capitalisation`. */
export function requireGrowth(scenario: Scenario): asserts scenario is GrowingScenario {
  const { dynamics, factors } = scenario
  if (dynamics.mode !== 'capitalisation') {
    const fix = 'set it to "capitalisation", with share, unitCost and depreciation'
    throw new ScenarioError([
      { path: 'dynamics.mode', value: dynamics.mode, expected: '"capitalisation": only there does profit decide the volume', fix },
    ])
  }
  if (factors[0].volume !== undefined) {
    const fix = 'give it lower and upper in place of volume'
    throw new ScenarioError([
      {
        path: 'factors[0].volume',
        value: factors[0].volume,
        expected: 'a factor that is free: a fixed one neither grows nor shrinks',
        fix,
      },
    ])
  }
  if (factors.length > 1) {
    throw new ScenarioError([
      {
        path: 'factors',
        value: factors,
        expected: 'one factor',
        fix: 'remove the second factor: equilibria are those of one-factor enterprises',
      },
    ])
  }
}

/** @throws ArgumentError for a range that is none. */
export function requireRange({ from, to }: LevelRange): void {
  if (from >= 0 && from < to && to <= 1) return
  throw new ArgumentError(`the range of levels is from ${show(from)} to ${show(to)}; expected 0 ≤ from < to ≤ 1`)
}
