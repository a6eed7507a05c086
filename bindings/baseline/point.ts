/** What the kernels of optima and of paths share: placing a point of the grid, and its quantities. */
import { axisIndices, axisValue } from '../plan/axis.ts'
import type { Changes } from '../../assembly/shared/path/changes.ts'
import { METRICS, REGIMES, SENSITIVITY, SENSITIVITY_OF_INPUT, STATUSES, type Metric } from '../model/layout.ts'
import { movesOf, type Task, type TaskMetric } from '../plan/task.ts'
import type { Enterprise } from './enterprise.ts'
import { breakEvenDirection, breakEvenLevel, profitOfLevel, valueOfWaste, type Flows } from './flows.ts'
import { sensitivity } from './sensitivity.ts'
import { signedMetric } from './signed.ts'
import { recordOf } from '../typed.ts'

export const STATUS = codesOf(STATUSES)

function codesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return recordOf(names, (_, code) => code)
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

/** Where an enterprise is: an optimum, or a place of a path. */
export interface Place {
  factors: number[]
  /** Codes of REGIMES; none off an optimum. */
  regime: number[]
  flows: Flows
  /** See Optimum; NaN off an optimum. */
  costWeight: number
}

// Constants: looked up as properties of an object they would take a tenth of a point's time.
const codeOf = (name: Metric) => METRICS.indexOf(name)
const LEVEL = codeOf('level')
const FACTOR = codeOf('factors[0]')
const REGIME = codeOf('regime[0]')
const OUTPUT = codeOf('output')
const WASTE = codeOf('waste')
const RECYCLED = codeOf('recycled')
const DISCHARGED = codeOf('discharged')
const ADDITIONAL_OUTPUT = codeOf('additionalOutput')
const REVENUE = codeOf('revenue')
const COST = codeOf('cost')
const PROFIT = codeOf('profit')

/** By code, the quantities of the place in hand. The registry has them first, before those that are computed where one is wanted. */
const QUANTITIES = new Float64Array(PROFIT + 1)

/** Takes the place of which `metricAt` gives metrics. */
export function take({ waste }: Enterprise, { factors, regime, flows }: Place): void {
  const isTwo = factors.length === 2
  QUANTITIES[LEVEL] = waste.level
  QUANTITIES[FACTOR] = factors[0]
  QUANTITIES[FACTOR + 1] = isTwo ? factors[1] : NaN
  QUANTITIES[REGIME] = regime[0]
  QUANTITIES[REGIME + 1] = isTwo ? regime[1] : NaN
  QUANTITIES[OUTPUT] = flows.output
  QUANTITIES[WASTE] = flows.waste
  QUANTITIES[RECYCLED] = flows.recycled
  QUANTITIES[DISCHARGED] = flows.discharged
  QUANTITIES[ADDITIONAL_OUTPUT] = flows.additionalOutput
  QUANTITIES[REVENUE] = flows.revenue
  QUANTITIES[COST] = flows.cost
  QUANTITIES[PROFIT] = flows.profit
}

/** A metric of the enterprise at the place that was taken last. */
export function metricAt({ code, slot }: TaskMetric, enterprise: Enterprise, place: Place, changes: Changes): number {
  if (code < QUANTITIES.length) return QUANTITIES[code] + 0 // no −0
  if (code !== SENSITIVITY_OF_INPUT) return derivedMetric(code, slot, enterprise, place) + 0
  const k = changes.indexOf(slot)
  const share = k < 0 ? 1 : changes.isReplaced[k] ? 0 : changes.multipliers[k]
  return share === 0 ? 0 : derivedMetric(SENSITIVITY, slot, enterprise, place) * share + 0
}

function derivedMetric(code: number, slot: number, enterprise: Enterprise, place: Place): number {
  const { factors, regime, flows, costWeight } = place
  const signed = signedMetric(code, slot, enterprise, factors, costWeight)
  if (signed !== undefined) return signed
  switch (METRICS[code]) {
    case 'profitability':
      return flows.cost === 0 ? NaN : flows.profit / flows.cost
    case 'profitOfLevel':
    case 'objectiveOfLevel':
      return profitOfLevel(enterprise, flows)
    case 'maximumProfitOfLevel':
    case 'utility':
      return flows.profit
    case 'transactionCost':
      return 0
    case 'valueOfWaste':
      return valueOfWaste(enterprise, flows)
    case 'breakEvenLevel':
      return breakEvenLevel(enterprise)
    case 'breakEvenDirection':
      return breakEvenDirection(enterprise)
    default:
      return sensitivity(slot, enterprise, factors, regime, flows)
  }
}
