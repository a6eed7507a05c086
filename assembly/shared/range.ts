/** Which numbers are out of the range in which products keep their digits: enterprises with such go through the portable solver. */

/** Prices and scales of the fast searches are no larger, so that products of two or three are numbers. */
export const MOST_ORDINARY: f64 = 1e100
/** Smaller numbers may have lost digits, or what was multiplied to them has. */
export const LEAST_USUAL: f64 = 1e-290

/** Whether a size has all its digits. */
export function isUsual(size: f64): bool {
  return size >= LEAST_USUAL && size < Infinity
}
