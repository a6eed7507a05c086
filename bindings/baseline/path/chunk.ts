import { axisWindow } from '../../plan/axis.ts'
import { FIRST_PATH_METRIC, PATH_METRICS, SENSITIVITY, type ParameterPath, type PathMetric } from '../../model/layout.ts'
import { newRoom, pointsPerPath, timesOfPaths, type Chunk, type Task, type TaskMetric } from '../../plan/task.ts'
import { slotOf } from '../parameters.ts'
import { isAtBound, newQuantities, place, setQuantities, STATUS } from '../point.ts'
import { sensitivity } from '../sensitivity.ts'
import { signedMetric } from '../signed.ts'
import { followPath, type PathResult } from './path.ts'
import type { PathPoint, PathValue } from './system.ts'

const QUANTITIES = newQuantities()
const EXTREMES: readonly string[] = ['minimumProfit', 'maximumProfit', 'timeOfLowestProfit']
const WHOLE_HORIZON: readonly string[] = ['payback', 'totalDischarged', ...EXTREMES]

type WholeHorizonMetric = Exclude<keyof PathResult, 'integration' | 'converged'>
const isOfWholeHorizon = (name: PathMetric | undefined): name is WholeHorizonMetric => WHOLE_HORIZON.includes(name ?? '')

/** As Kernel.run, for a task of paths. A path of which the chunk holds some times only is followed all the same. */
export function runPathChunk(task: Task, start: number, count: number, { columns, status } = newRoom(task, count)): Chunk {
  for (const column of columns) column.fill(NaN)
  status.fill(STATUS.domainError)
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
  place(task, block, first)
  const times = timesOf(task, block, first, status.length)
  const order = [...times.keys()].sort((i, j) => times[i] - times[j])
  const names = task.metrics.map(({ code }) => PATH_METRICS[code - FIRST_PATH_METRIC])
  const wants = { payback: names.includes('payback'), extremes: names.some((name) => EXTREMES.includes(name)) }

  const result = followPath({ ...task, block }, order.map((i) => times[i]), wants, (index, point, value) => {
    if (![point.flows.profit, value.npv, value.advantage].every(Number.isFinite)) return
    const i = order[index]
    status[i] = isAtBound(point.optimum?.regime ?? []) ? STATUS.atBound : STATUS.ok
    task.metrics.forEach((wanted, m) => { columns[m][i] = quantity(wanted, point, value) })
  })
  if (!result) return
  const needsEnd = names.some(isOfWholeHorizon)
  for (let i = 0; i < status.length; i++) status[i] = finalStatus(status[i], result, needsEnd)
  names.forEach((name, m) => {
    const value = name && ofWholePath(name, result, block)
    if (value !== undefined) columns[m].fill(value)
  })
}

/** Times of `count` points, from point `first` of the grid on. */
function timesOf(task: Task, block: Float64Array, first: number, count: number): number[] {
  const times = timesOfPaths(task)
  return times ? Array.from(axisWindow(times, first % times.points, count)) : [block[slotOf('horizon.end')]]
}

/** The value of a metric at a time of the path; NaN for one of the whole horizon, which is filled in later. */
function quantity(metric: TaskMetric, point: PathPoint, value: PathValue): number {
  const { code, slot } = metric
  const { enterprise, factors, flows, optimum } = point
  const regime = optimum?.regime ?? []
  const signed = signedMetric(metric, enterprise, factors, optimum?.costWeight ?? NaN)
  if (signed !== undefined) return signed
  if (code < SENSITIVITY) {
    setQuantities(QUANTITIES, enterprise, factors, regime, flows)
    return QUANTITIES[code]
  }
  if (code === SENSITIVITY) return sensitivity(slot, enterprise, factors, regime, flows)
  const name = PATH_METRICS[code - FIRST_PATH_METRIC]
  return name in value ? value[name as keyof PathValue] : NaN
}

/** The value of a metric that is the same at all times of the path; undefined for others. */
function ofWholePath(name: PathMetric, { integration, ...result }: PathResult, block: Float64Array): number | undefined {
  switch (name) {
    case 'steps': return integration.steps
    case 'rejections': return integration.rejections
    case 'breakEvenLevel': return breakEvenLevel(block)
    default: return isOfWholeHorizon(name) ? (integration.outcome === 'reached' ? result[name] : NaN) : undefined
  }
}

/** m(θ) = 0, the level at which waste stops being a net burden; NaN where there is none, or g < 1. */
function breakEvenLevel(block: Float64Array): number {
  const at = (path: ParameterPath) => block[slotOf(path)]
  if (at('recycling.exponent') !== 1) return NaN
  const disposalCost = at('waste.disposalCost')
  const level = disposalCost / (at('recycling.price') * at('recycling.yield') + disposalCost - at('recycling.processingCost'))
  return level >= 0 && level <= 1 ? Math.abs(level) : NaN // no −0
}

/** A time that the integration did not reach is a failure, and so is a wanted quantity of a horizon that it did not end. */
function finalStatus(status: number, { integration, converged }: PathResult, needsEnd: boolean): number {
  const reached = integration.outcome === 'reached'
  if (!reached && (needsEnd || status === STATUS.domainError)) {
    return integration.outcome === 'tooManySteps' ? STATUS.notConverged : STATUS.domainError
  }
  return status !== STATUS.domainError && !converged ? STATUS.notConverged : status
}
