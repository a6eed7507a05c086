/** Numbers whose order matters keep it over the whole of the axes. */
import { getNumber, lengthAt, valueOf } from '../text/json-paths.ts'
import { knotOrdering, ORDERINGS, outOfOrder, type Ordering } from './consistency.ts'
import type { ReadAxis, Report } from './rule.ts'
import { listOf } from './read-axes.ts'

export function checkAxisOrder(scenario: unknown, axes: readonly ReadAxis[], report: Report): void {
  const varied = new Map(axes.filter(({ values }) => values.length > 0).map((axis) => [axis.parameter, axis]))
  for (const ordering of [
    ...ORDERINGS,
    ...knotOrderings(varied.keys(), lengthAt(scenario, 'transformation.times')),
    ...changedOrderings(scenario, varied.keys()),
  ]) {
    const lowAxis = varied.get(ordering.low)
    const highAxis = varied.get(ordering.high)
    const axis = lowAxis ?? highAxis
    if (axis === undefined) continue
    const low = lowAxis ? extreme(lowAxis, Math.max) : getNumber(scenario, ordering.low)
    const high = highAxis ? extreme(highAxis, Math.min) : getNumber(scenario, ordering.high)
    if (lowAxis !== undefined && lowAxis.path === highAxis?.path) {
      checkPointsOrder(scenario, ordering, lowAxis, report)
      continue
    }
    if (low === undefined || high === undefined || !outOfOrder(ordering, low, high)) continue
    const relation = ordering.mayBeEqual ? 'at most' : 'below'
    report(axis.at, `${ordering.low} (up to ${low}) ${relation} ${ordering.high} (down to ${high}) at every point`, 'narrow the axis')
  }
}

/** The same of the schedules and levers of `changes`. */
function changedOrderings(scenario: unknown, parameters: Iterable<string>): Ordering[] {
  const found = new Map<string, Ordering>()
  for (const path of parameters) {
    const knot = /^(changes\[\d+\]\.times)\[(\d+)\]$/.exec(path)
    if (knot === null) continue
    for (const index of [Number(knot[2]) - 1, Number(knot[2])]) {
      if (index >= 0 && index + 1 < lengthAt(scenario, knot[1])) found.set(`${knot[1]}[${index}]`, knotOrdering(index, knot[1]))
    }
  }
  return [...found.values()]
}

/** The orders of those knots of a table that are among some parameters. */
function knotOrderings(parameters: Iterable<string>, knots: number): Ordering[] {
  const indices = [...parameters].flatMap((path) => {
    const knot = /^transformation\.times\[(\d+)\]$/.exec(path)
    return knot === null ? [] : [Number(knot[1]) - 1, Number(knot[1])]
  })
  return [...new Set(indices)].filter((index) => index >= 0 && index + 1 < knots).map((index) => knotOrdering(index))
}

/** The same where one axis moves both: point by point. */
function checkPointsOrder(scenario: unknown, ordering: Ordering, { path }: ReadAxis, report: Report): void {
  const parameters = listOf(valueOf(scenario, `${path}.parameters`))
  const [low, high] = [ordering.low, ordering.high].map((name) => parameters.indexOf(name))
  const points = listOf(valueOf(scenario, `${path}.points`)).map((point) => listOf(point) as readonly number[])
  const wrong = points.findIndex((point) => outOfOrder(ordering, point[low], point[high]))
  if (wrong < 0) return
  const relation = ordering.mayBeEqual ? 'at least' : 'above'
  report(
    `${path}.points[${wrong}][${high}]`,
    `${ordering.high} ${relation} ${ordering.low}, which is ${points[wrong][low]} at this point`,
    'raise it, or leave the point out',
  )
}

function extreme({ values }: ReadAxis, choose: (a: number, b: number) => number): number {
  return values.reduce((best, { value }) => choose(best, value), values[0].value)
}
