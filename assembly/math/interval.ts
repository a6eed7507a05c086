/** Interval arithmetic, one interval at a time: each function leaves the ends of its result in `low` and `high`. */
export let low: f64 = 0
export let high: f64 = 0

/** Bounds a export function between two points, from its values there and the bounds of its slope: `low` and `high`. */
export function between(atLeft: f64, atRight: f64, rateLow: f64, rateHigh: f64, width: f64): void {
  low = Math.min(atLeft, atRight)
  high = Math.max(atLeft, atRight)
  if (rateLow >= 0 || rateHigh <= 0) return
  const span = rateHigh - rateLow
  // The lines of steepest rise and fall through both ends meet at the extremes.
  low = Math.min(low, (rateHigh * atLeft - rateLow * (atRight - rateHigh * width)) / span)
  high = Math.max(high, (rateHigh * (atRight - rateLow * width) - rateLow * atLeft) / span)
}

export function multiply(aLow: f64, aHigh: f64, bLow: f64, bHigh: f64): void {
  const p = aLow * bLow
  const q = aLow * bHigh
  const r = aHigh * bLow
  const s = aHigh * bHigh
  low = Math.min(Math.min(p, q), Math.min(r, s))
  high = Math.max(Math.max(p, q), Math.max(r, s))
}
