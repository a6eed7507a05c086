import { Journey, LEFT_RANGE, NOT_CONVERGED, REACHED } from '../../../assembly/shared/path/journey.ts'
import { Changes } from '../../../assembly/shared/path/changes.ts'
import { INVESTED } from '../../../assembly/shared/path/law-numbers.ts'
import type { Setting } from '../../../assembly/shared/path/enterprises.ts'
import { FIRST_PATH_METRIC, PATH_METRICS, SENSITIVITY_OF_INPUT, type ParameterPath, type PathMetric } from '../../model/layout.ts'
import { axisWindow } from '../../plan/axis.ts'
import { newRoom, pointsPerPath, timesOfPaths, type Chunk, type Task, type TaskMetric } from '../../plan/task.ts'
import { slotOf } from '../parameters.ts'
import { metricAt, setPoint, STATUS, take } from '../point.ts'
import { isFree, PathEnterprises } from './enterprises.ts'

const EXTREMES: readonly string[] = ['minimumProfit', 'maximumProfit', 'timeOfLowestProfit']
const PAYBACKS: readonly string[] = ['payback', 'yearsToPayback', 'yearsFromTransition']
const WHOLE_HORIZON: readonly string[] = [...PAYBACKS, 'totalDischarged', ...EXTREMES]

const enterprises = new PathEnterprises()
const changes = new Changes()
const journey = new Journey(enterprises, changes, slotOf('investment.conversionCost'))

/** As Kernel.run, for a task of paths. A path of which the chunk holds some times only is followed all the same. */
export function runPathChunk(task: Task, start: number, count: number, { columns, status } = newRoom(task, count)): Chunk {
  for (const column of columns) column.fill(NaN)
  status.fill(STATUS.domainError)
  if (task.changes.length > 0) changes.describe(task.changes)
  else changes.clear()
  const perPath = pointsPerPath(task)
  for (let point = start; point < start + count; ) {
    const inPath = Math.min(perPath - (point % perPath), start + count - point)
    const window = (array: Float64Array) => array.subarray(point - start, point - start + inPath)
    runPath(task, point, columns.map(window), status.subarray(point - start, point - start + inPath))
    point += inPath
  }
  return { start, count, columns, status }
}

/** Fills the points of one path, from `first` on. */
function runPath(task: Task, first: number, columns: Float64Array[], status: Uint8Array): void {
  const block = task.parameters.slice()
  setPoint(task, block, first)
  const times = timesOf(task, block, first, status.length)
  const order = Int32Array.from(times.keys()).sort((i, j) => times[i] - times[j])
  const names = task.metrics.map(({ code }) => PATH_METRICS[code - FIRST_PATH_METRIC])
  journey.watch.wantsPayback = names.some((name) => PAYBACKS.includes(name))
  journey.watch.wantsExtremes = names.some((name) => EXTREMES.includes(name))
  set(journey.setting, task, block)
  changes.read(block)
  enterprises.take(block, task.factorCount, task.objective, changes, (i, at, atBound) => {
    const { system } = journey
    const { npv, advantage } = system.integrals
    if (![at.flows.profit, npv, advantage].every(Number.isFinite)) return
    if (task.mode > 0)
      at.factors.forEach((_, i) => {
        if (isFree(at.enterprise.factors[i])) at.factors[i] = system.volumes.at(i)
      })
    take(at.enterprise, at)
    status[i] = atBound ? STATUS.atBound : STATUS.ok
    task.metrics.forEach((wanted, m) => {
      columns[m][i] = quantity(wanted)
    })
  })
  journey.follow(times, order, status.length)
  const needsEnd = names.some((name) => WHOLE_HORIZON.includes(name))
  for (let i = 0; i < status.length; i++) status[i] = finalStatus(status[i], needsEnd)
  names.forEach((name, m) => {
    const value = ofWholePath(name)
    if (value !== undefined) columns[m].fill(value)
  })
}

function set(setting: Setting, { mode, law, factorCount, knots }: Task, block: Float64Array): void {
  const at = (path: ParameterPath) => block[slotOf(path)]
  setting.mode = mode
  setting.factorCount = factorCount
  setting.start = at('horizon.start')
  setting.end = at('horizon.end')
  setting.discountRate = at('discountRate')
  setting.conversionCost = at('investment.conversionCost')
  setting.reversalCost = at('investment.reversalCost')
  setting.tolerance = at('dynamics.tolerance')
  setting.isInvested = law === INVESTED
  setting.from = at('transformation.from')
  setting.investedShare = at('transformation.share')
  setting.law.take(law, block, knots)
  ;[setting.factor0, setting.factor1].forEach((factor, i) => {
    for (const name of PER_FACTOR) factor[name] = at(`dynamics.${name}[${i}]` as ParameterPath)
  })
}

const PER_FACTOR = ['initial', 'timescale', 'share', 'unitCost', 'depreciation'] as const

/** Times of `count` points, from point `first` of the grid on. */
function timesOf(task: Task, block: Float64Array, first: number, count: number): Float64Array {
  const times = timesOfPaths(task)
  return times ? axisWindow(times, first % times.points, count) : Float64Array.of(block[slotOf('horizon.end')])
}

/** The value of a metric at the sample in hand; NaN for one of the whole horizon, which is filled in later. */
function quantity(wanted: TaskMetric): number {
  const { latest } = enterprises
  if (wanted.code <= SENSITIVITY_OF_INPUT) return metricAt(wanted, latest.enterprise, latest, changes)
  const { discountedProfit, discountedInvestment, npv, advantage } = journey.system.integrals
  const ofTime: Partial<Record<PathMetric, number>> = { discountedProfit, discountedInvestment, npv, advantage }
  return (ofTime[PATH_METRICS[wanted.code - FIRST_PATH_METRIC]] ?? NaN) + 0 // no −0
}

/** The value of a metric that is the same at all times of the path; undefined for others. */
function ofWholePath(name: PathMetric | undefined): number | undefined {
  const { outcome, steps, rejections, domainErrorFrom, watch, system, setting } = journey
  if (name === 'steps') return steps
  if (name === 'rejections') return rejections
  if (name === 'domainErrorFrom') return domainErrorFrom
  if (!WHOLE_HORIZON.includes(name ?? '')) return undefined
  if (outcome !== REACHED) return NaN
  switch (name) {
    case 'payback':
      return watch.payback + 0
    case 'yearsToPayback':
      return watch.since(setting.start)
    case 'yearsFromTransition':
      return watch.since(watch.transition)
    case 'minimumProfit':
      return watch.minimum + 0
    case 'maximumProfit':
      return watch.maximum + 0
    case 'timeOfLowestProfit':
      return watch.timeOfMinimum + 0
    default:
      return system.integrals.totalDischarged
  }
}

/**
 * A time that the path did not reach is a failure, and so is a wanted quantity of a horizon that it did not end; such a quantity
 * is at a bound where any optimum on the way was.
 */
function finalStatus(status: number, needsEnd: boolean): number {
  const { outcome, wasAtBound } = journey
  if (outcome === REACHED) return status === STATUS.ok && needsEnd && wasAtBound ? STATUS.atBound : status
  if (!needsEnd && status !== STATUS.domainError) return status
  return outcome === NOT_CONVERGED ? STATUS.notConverged : outcome === LEFT_RANGE ? STATUS.domainError : status
}
