/**
 * Monotone cubic interpolation. F. N. Fritsch and R. E. Carlson, SIAM J. Numer. Anal. 17 (1980), with the weighted harmonic
 * mean of Fritsch and J. Butland (1984) for the slopes.
 */

/** The slope at a knot between two pieces, from their widths and secants. */
export function innerSlope(widthBefore: f64, widthAfter: f64, before: f64, after: f64): f64 {
  if (before * after <= 0) return 0
  const weightBefore = widthBefore + 2 * widthAfter
  const weightAfter = 2 * widthBefore + widthAfter
  return (weightBefore + weightAfter) / (weightBefore / before + weightAfter / after)
}

/** The three-point slope at an end, limited so that its piece stays monotone: from that piece and its neighbour. */
export function endSlope(width: f64, widthBeside: f64, secant: f64, secantBeside: f64): f64 {
  const estimate = ((2 * width + widthBeside) * secant - width * secantBeside) / (width + widthBeside)
  if (estimate * secant <= 0) return 0
  return secant * secantBeside <= 0 && Math.abs(estimate) > 3 * Math.abs(secant) ? 3 * secant : estimate
}

/** The value at the share `u` of a piece's width, from its ends' values and slopes. Between equal values exactly that value. */
export function cubic(u: f64, width: f64, left: f64, right: f64, leftSlope: f64, rightSlope: f64): f64 {
  const v = 1 - u
  return left + (right - left) * (1 + 2 * v) * u * u + width * u * v * (leftSlope * v - rightSlope * u)
}
