import { LAWS, type ParameterPath } from '../../model/layout.ts'
import { isValid } from '../enterprise.ts'
import { readEnterprise, slotOf } from '../parameters.ts'
import { integrate, type Integration } from './integrate.ts'
import { readLaw } from './law.ts'
import type { Step } from './step.ts'
import { EnterprisePath, type PathPoint, type PathValue } from './system.ts'
import { ExtremesWatch, PaybackWatch } from './watch.ts'

const INVESTED = LAWS.indexOf('invested')

/** Which path: its parameters as in a task. */
export interface PathInput {
  block: Float64Array
  factorCount: number
  knots: number
  /** Code of LAWS, or −1 where the slot `level` holds the level of all times. */
  law: number
  /** Code of MODES. */
  mode: number
  /** Code of OBJECTIVES. */
  objective: number
}

/** What takes a look at each step, beyond the integration itself. */
export interface PathWants {
  payback: boolean
  extremes: boolean
}

export interface PathResult {
  integration: Integration
  /** Whether every optimum on the way converged. */
  converged: boolean
  /** Values over the whole horizon; of use where the integration reached its end. */
  totalDischarged: number
  payback: number
  minimumProfit: number
  maximumProfit: number
  timeOfLowestProfit: number
}

/** Called with each time asked for that the path reaches, in order. */
export type Visit = (index: number, point: PathPoint, value: PathValue) => void

/**
 * Follows one path over its horizon.
 *
 * @param times where to look, increasing; the steps do not depend on them.
 * @returns null where the parameters are none of an enterprise.
 */
export function followPath(input: PathInput, times: readonly number[], wants: PathWants, visit: Visit): PathResult | null {
  const { block, factorCount, knots, law: lawCode, mode, objective } = input
  const at = (path: ParameterPath) => block[slotOf(path)]
  const start = at('horizon.start')
  const end = at('horizon.end')
  const law = lawCode === INVESTED ? null : readLaw(lawCode, block, knots)
  const enterprise = readEnterprise(block, factorCount, objective, law ? law.levelAt(start) : at('transformation.from'))
  if (!isValid(enterprise) || !(start <= end)) return null

  const path = new EnterprisePath(enterprise, law, mode, block)
  const y = path.initial()
  const scratch = y.slice()
  let next = 0
  while (times[next] < start) next++
  const first = path.pointAt(start, y)
  for (; times[next] === start; next++) visit(next, first, path.valueAt(start, y))

  const paybackWatch = wants.payback ? new PaybackWatch(start) : null
  const extremesWatch = wants.extremes ? new ExtremesWatch(start, first.flows.profit) : null
  let totalDischarged = 0
  const onStep = (step: Step) => {
    for (; times[next] <= step.end; next++) {
      const there = step.at(times[next], scratch)
      visit(next, path.pointAt(times[next], there), path.valueAt(times[next], there))
    }
    paybackWatch?.see(step, (t) => path.valueAt(t, step.at(t, scratch)).roundedAdvantage)
    extremesWatch?.see(step, (t) => path.pointAt(t, step.at(t, scratch)).flows.profit)
    totalDischarged = path.valueAt(step.end, step.to).totalDischarged
  }
  const kinks = (law?.kinks ?? []).filter((time) => time > start && time < end)
  const integration = integrate(path, start, [...kinks, end], y, at('dynamics.tolerance'), onStep)
  return {
    integration,
    converged: path.converged,
    totalDischarged,
    payback: paybackWatch?.payback ?? NaN,
    minimumProfit: extremesWatch?.minimum ?? NaN,
    maximumProfit: extremesWatch?.maximum ?? NaN,
    timeOfLowestProfit: extremesWatch?.timeOfMinimum ?? NaN,
  }
}
