/** Interval arithmetic, one interval at a time: each function leaves its result in INTERVAL. */
class Interval {
  low: f64 = NaN
  high: f64 = NaN
}

export const INTERVAL = new Interval()

/** Bounds a function between two points, from its values there and the bounds of its slope. */
export function between(atLeft: f64, atRight: f64, rateLow: f64, rateHigh: f64, width: f64): void {
  INTERVAL.low = Math.min(atLeft, atRight)
  INTERVAL.high = Math.max(atLeft, atRight)
  if (rateLow >= 0 || rateHigh <= 0) return
  const span = rateHigh - rateLow
  // The lines of steepest rise and fall through both ends meet at the extremes.
  INTERVAL.low = Math.min(INTERVAL.low, (rateHigh * atLeft - rateLow * (atRight - rateHigh * width)) / span)
  INTERVAL.high = Math.max(INTERVAL.high, (rateHigh * (atRight - rateLow * width) - rateLow * atLeft) / span)
}

export function multiply(aLow: f64, aHigh: f64, bLow: f64, bHigh: f64): void {
  const p = aLow * bLow
  const q = aLow * bHigh
  const r = aHigh * bLow
  const s = aHigh * bHigh
  INTERVAL.low = Math.min(Math.min(p, q), Math.min(r, s))
  INTERVAL.high = Math.max(Math.max(p, q), Math.max(r, s))
}
