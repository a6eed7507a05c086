/** What the kernels of optima and of paths share: placing a point of the grid, and its quantities. */
import { axisIndices, axisValue } from '../plan/axis.ts'
import type { Changes } from '../../assembly/shared/path/changes.ts'
import { METRICS, REGIMES, SENSITIVITY, SENSITIVITY_OF_INPUT, STATUSES } from '../model/layout.ts'
import { movesOf, type Task, type TaskMetric } from '../plan/task.ts'
import type { Enterprise } from './enterprise.ts'
import { breakEvenDirection, breakEvenLevel, profitOfLevel, valueOfWaste, type Flows } from './flows.ts'
import { sensitivity } from './sensitivity.ts'
import { signedMetric } from './signed.ts'

export const STATUS = codesOf(STATUSES)
const CODE = codesOf(METRICS)

function codesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, code) => [name, code])) as Record<Name, number>
}

/** Sets the axes' parameters for one point of the grid, row-major. */
export function setPoint(task: Task, block: Float64Array, point: number): void {
  axisIndices(task.axes, point).forEach((index, axis) => {
    for (const { slot, values } of movesOf(task.axes[axis])) block[slot] = axisValue(values, index)
  })
}

const LOWER = REGIMES.indexOf('lower')
const UPPER = REGIMES.indexOf('upper')

/** Whether a factor is at a bound; one that is fixed has none. */
export function isAtBound(regime: readonly number[]): boolean {
  for (let i = 0; i < regime.length; i++) if (regime[i] === LOWER || regime[i] === UPPER) return true
  return false
}

const QUANTITIES = new Float64Array(METRICS.length)

/**
 * Computes the metrics of the enterprise at given volumes, which `metricAt` then gives. Of others than ordinary ones some are put right
 * by signed.ts.
 */
export function setQuantities(enterprise: Enterprise, volumes: number[], regime: number[], flows: Flows): void {
  const quantities = QUANTITIES
  const isTwo = volumes.length === 2
  quantities[CODE.level] = enterprise.waste.level
  quantities[CODE['factors[0]']] = volumes[0]
  quantities[CODE['factors[1]']] = isTwo ? volumes[1] : NaN
  quantities[CODE['regime[0]']] = regime[0]
  quantities[CODE['regime[1]']] = isTwo ? regime[1] : NaN
  quantities[CODE.output] = flows.output
  quantities[CODE.waste] = flows.waste
  quantities[CODE.recycled] = flows.recycled
  quantities[CODE.discharged] = flows.discharged
  quantities[CODE.additionalOutput] = flows.additionalOutput
  quantities[CODE.revenue] = flows.revenue
  quantities[CODE.cost] = flows.cost
  quantities[CODE.profit] = flows.profit
  quantities[CODE.profitability] = flows.profit / flows.cost
  quantities[CODE.profitOfLevel] = quantities[CODE.objectiveOfLevel] = profitOfLevel(enterprise, flows)
  quantities[CODE.maximumProfitOfLevel] = quantities[CODE.utility] = flows.profit
  quantities[CODE.transactionCost] = 0
  quantities[CODE.valueOfWaste] = valueOfWaste(enterprise, flows)
  quantities[CODE.breakEvenLevel] = breakEvenLevel(enterprise)
  quantities[CODE.breakEvenDirection] = breakEvenDirection(enterprise)
}

/** A metric of the point for which `setQuantities` was called last. `costWeight`: see Optimum. */
export function metricAt(
  metric: TaskMetric,
  enterprise: Enterprise,
  volumes: number[],
  regime: number[],
  flows: Flows,
  costWeight: number,
  changes: Changes,
): number {
  const isOfInput = metric.code === SENSITIVITY_OF_INPUT
  const { code, slot } = metric
  const signed = signedMetric(isOfInput ? { code: SENSITIVITY, slot } : metric, enterprise, volumes, costWeight)
  const value = signed ?? (code < SENSITIVITY ? QUANTITIES[code] : sensitivity(slot, enterprise, volumes, regime, flows))
  const k = isOfInput ? changes.indexOf(slot) : -1
  const share = k < 0 ? 1 : changes.isReplaced[k] ? 0 : changes.multipliers[k]
  return (share === 0 ? 0 : value * share) + 0 // no −0
}
