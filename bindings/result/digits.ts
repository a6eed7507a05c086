/** Numbers in words: as many digits as a reader needs, and no more. */
import { axisValue } from '../plan/axis.ts'
import type { AxisValues } from '../plan/task.ts'

const MOST_DIGITS = 17
const COMMON_DIGITS = 7

/** Below this no unit is rounded away: 64229.6 to four digits is 64230, and 11464.8 is 11465, as 11460 would look exact. */
const WHOLE = 1e9

/** Seven significant digits by default: enough to compare, few enough to read. --json and the files have them all. */
export function number(value: number, digits = COMMON_DIGITS): string {
  const size = Math.abs(value)
  return size >= 10 ** digits && size < WHOLE ? String(Math.round(value)) : significant(value, digits)
}

function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞')
  return String(Number(value.toPrecision(digits)) + 0)
}

/** A number with the digits that tell apart steps of this size, and at least `least` of them; what is less than half a step is 0. */
export function resolved(value: number, step: number, least = 1): string {
  return Math.abs(value) < step / 2 ? '0' : significant(value, digitsFor(value, step, least))
}

function digitsFor(value: number, step: number, least: number): number {
  if (!(step > 0)) return Math.max(least, COMMON_DIGITS)
  const digits = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(step)) + 1
  return Math.min(Math.max(digits, least), MOST_DIGITS) || least
}

/** Values closer than this, relative to their size, may be one value and its rounding. */
const ROUNDING = 1e-12

/** Whether numbers between two others differ by no more than rounding; `size` is that of the terms that they are differences of. */
export function isConstant(low: number, high: number, size = 0): boolean {
  return low === high || high / 2 - low / 2 <= (ROUNDING / 2) * Math.max(Math.abs(low), Math.abs(high), size)
}

/** Steps into which the span of some values is divided for their digits. */
const STEPS = 1000

/** Prints numbers between two others with the digits that their span needs: 2000.5 between 2000 and 2001. */
export function digitsBetween(low: number, high: number, least = 1): (value: number) => string {
  const step = isConstant(low, high) ? 0 : high / STEPS - low / STEPS
  return (value) => resolved(value, step, least)
}

/** Prints values of an axis so that neighbours do not look the same. */
export function digitsAlong(axis: AxisValues): (value: number) => string {
  const step = (axis.spacing === 'values' ? leastGap(axis.values) : gapAtEnds(axis)) / 10
  return (value) => number(value, digitsFor(value, step, COMMON_DIGITS))
}

function gapAtEnds(axis: Exclude<AxisValues, { spacing: 'values' }>): number {
  const { points } = axis
  const gap = (index: number) => Math.abs(axisValue(axis, index + 1) - axisValue(axis, index))
  return points === 1 ? 0 : Math.min(gap(0), gap(points - 2))
}

function leastGap(values: Float64Array): number {
  const gaps = values.toSorted().map((value, i, sorted) => value - sorted[Math.max(0, i - 1)])
  return gaps.reduce((least, gap) => (gap > 0 && gap < least ? gap : least), Infinity)
}
