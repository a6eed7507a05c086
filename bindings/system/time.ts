import type { Engine } from '../engine.ts'
import { ArgumentError } from '../errors.ts'
import { parseSystem } from './document/parse.ts'
import type { System, SystemInput } from './document/types.ts'
import { solveSystem, type SolveOptions, type SystemResult } from './solve.ts'

/** Equilibria over the system’s horizon. */
export interface SystemPath {
  /** The horizon's samples, years. */
  time: Float64Array
  /** The equilibrium at each. */
  results: SystemResult[]
  /** Secondary against primary use from the start to the end: `strong` where the first grows and the second does not, `weak` where both grow; null where the first does not grow. */
  circularity: Circularity | null
}

/** How circularity has grown: see `circularity` of a SystemPath. */
export type Circularity = 'strong' | 'weak'

/** Of the largest use: a smaller change is none. */
const NO_CHANGE = 1e-9

/**
 * The equilibria of a system at the samples of its horizon: levels follow the laws of the scenarios, parameters their changes.
 *
 * @throws ArgumentError without a horizon; what solveSystem throws.
 */
export async function pathOfSystem(
  engine: Engine,
  system: System | SystemInput | string,
  options: Omit<SolveOptions, 'time'> = {},
): Promise<SystemPath> {
  const parsed = parseSystem(system)
  const { horizon } = parsed
  if (horizon === undefined) throw new ArgumentError('the system has no horizon; add "horizon": { "start": 0, "end": 10, "samples": 11 }')
  const { start, end, samples } = horizon
  const time = Float64Array.from({ length: samples }, (_, i) =>
    i === samples - 1 && samples > 1 ? end : start + ((end - start) * i) / Math.max(1, samples - 1),
  )
  const results: SystemResult[] = []
  for (const at of time) results.push(await solveSystem(engine, parsed, { near: results.at(-1), ...options, time: at }))
  return { time, results, circularity: circularityBetween(results[0], results[results.length - 1]) }
}

/** What kind of circularity a change is (after Johansson and Henriksson 2020, doi 10.1016/j.spc.2020.05.005; the test is ours). */
export function circularityBetween({ indicators: before }: SystemResult, { indicators: after }: SystemResult): Circularity | null {
  const least =
    NO_CHANGE * Math.max(before.system.primaryUse, before.system.secondaryUse, after.system.primaryUse, after.system.secondaryUse)
  if (!(after.system.secondaryUse - before.system.secondaryUse > least)) return null
  return after.system.primaryUse - before.system.primaryUse > least ? 'weak' : 'strong'
}
