/** Where a slider of a parameter runs, and a value in the middle of what is usual. */
import { existing } from '../errors.ts'
import { entryOf, parameterEntry, REAL } from './parameters.ts'

/** Where a slider begins and ends. */
export interface SliderRange {
  /** At its left end. */
  from: number
  /** At its right end. */
  to: number
  /** Whether equal steps add or multiply. */
  spacing: 'linear' | 'log'
}

/** The years that a scenario looks at. */
export interface Horizon {
  /** The first of them. */
  start: number
  /** The last of them. */
  end: number
}

/** The range of a parameter's slider around `base`, the value that a scenario has; undefined where the path is no parameter. */
export function sliderRange(path: string, base: number | undefined, { start, end }: Horizon): SliderRange | undefined {
  const { slider, range } = parameterEntry(path) ?? {}
  if (slider === undefined) return undefined
  if (base !== undefined && base <= 0 && range === REAL && !('within' in slider)) return aroundZero(base)
  const value = base === 0 ? 0 : base !== undefined && base > 0 ? base : 1
  const length = Math.max(end - start, 1)
  if ('around' in slider) {
    const to = roundish(value * slider.around)
    return { from: roundish(value / slider.around) || to / 1000, to, spacing: 'log' }
  }
  if ('upTo' in slider) return { from: 0, to: Math.max(slider.upTo, roundish(value * (slider.times ?? 4))), spacing: 'linear' }
  if ('within' in slider) return { from: start, to: end, spacing: 'linear' }
  if ('ofHorizon' in slider) return { from: roundish(length / 200), to: roundish(length * slider.ofHorizon), spacing: 'linear' }
  return { spacing: 'linear', ...slider }
}

/** For a price that is not above zero: as far to either side. */
function aroundZero(base: number): SliderRange {
  const to = Math.max(1, roundish(-4 * base))
  return { from: -to, to, spacing: 'linear' }
}

/** A usual value: what a scenario begins with where nothing better is known. */
export function usualValue(path: string, horizon: Horizon): number {
  const { usual } = entryOf(path)
  if (usual !== undefined) return usual
  const { from, to, spacing } = existing(sliderRange(path, undefined, horizon), `the slider of ${path}`)
  return roundish(spacing === 'log' ? Math.sqrt(from * to) : (from + to) / 2)
}

/** One or two digits that read well. */
function roundish(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2))
}
