/** A price whose process moves it the same way every time, such as one without volatility: ln M on an even grid, and where it comes to in a step. */
import type { Transition } from './step.ts'

/** Spacing of the grid where the price does not move, and half its width beyond where it comes to. */
const SPACING = 0.02
const BESIDE = 1
const MOST_NODES = 4000

/** @param move of ln M in a step: decay · ln M + drift. @param length of a step, years. @param span of all steps, years. */
export function certainOf({ decay, drift }: { decay: number; drift: number }, length: number, span: number): Transition {
  const steps = Math.round(span / length)
  // A step moves the price from a node to a node.
  const h = drift === 0 ? SPACING : Math.abs(drift) / Math.max(1, Math.round(Math.abs(drift) / SPACING))
  const origin = Math.min(MOST_NODES, Math.ceil((Math.abs(drift) * steps + BESIDE) / h))
  const count = 2 * origin + 1
  const nodes = Float64Array.from({ length: count }, (_, n) => (n - origin) * h)
  const placeOf = (x: number) => {
    const place = Math.min(count - 1, Math.max(0, x / h + origin))
    const nearest = Math.round(place)
    return Math.abs(place - nearest) < 1e-9 * count ? nearest : place
  }
  const next = nodes.map((x) => placeOf(decay * x + drift))
  const at = (values: Float64Array, first: number, place: number) => {
    const n = Math.min(count - 2, Math.floor(place))
    // A value beside may be −∞.
    if (place === n) return values[first + n]
    if (place === n + 1) return values[first + n + 1]
    return values[first + n] * (n + 1 - place) + values[first + n + 1] * (place - n)
  }
  return {
    nodes,
    origin,
    isDense: false,
    expect: (values) => values.map((_, i) => at(values, i - (i % count), next[i % count])),
    mean: (values, elapsed) => at(values, 0, placeOf(drift * (elapsed / length))),
    spread(mass) {
      const result = new Float64Array(count)
      mass.forEach((own, i) => {
        const n = Math.min(count - 2, Math.floor(next[i]))
        result[n] += own * (n + 1 - next[i])
        result[n + 1] += own * (next[i] - n)
      })
      return result
    },
  }
}
