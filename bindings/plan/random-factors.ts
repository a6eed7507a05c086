/** The random processes of a scenario, on the grids of times at which their factors change. */
import { existing } from '../errors.ts'
import { linearSpacing } from '../numbers/spacing.ts'
import type { Scenario } from '../scenario/index.ts'
import type { Process, RandomFactor } from './design/processes.ts'

export interface RandomFactorOf extends RandomFactor {
  /** Its number among the `changes`. */
  change: number
  /** The parameter that it multiplies. */
  parameter: string
}

/** Those of the scenario, in the order of its `changes`. */
export function randomFactors(scenario: Scenario): RandomFactorOf[] {
  const { changes = [], horizon } = scenario
  return changes.flatMap((entry, change) => {
    if (!('process' in entry)) return []
    const { parameter, step, ...process } = entry
    return [{ change, parameter, process: process as Process, times: gridOf(existing(horizon, 'the horizon'), step), stream: change }]
  })
}

/** The samples of the horizon, or every `step` years from its start on, those before its end. */
function gridOf({ start, end, samples }: NonNullable<Scenario['horizon']>, step: number | undefined): Float64Array {
  if (step !== undefined) {
    const count = Math.max(1, Math.ceil(((end - start) / step) * (1 - 1e-14)))
    return Float64Array.from({ length: count }, (_, k) => start + k * step)
  }
  if (samples === 1 || start === end) return Float64Array.of(start)
  return Float64Array.from({ length: samples }, (_, k) => k).map(linearSpacing(start, end, samples))
}
