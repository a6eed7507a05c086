/** Log-normal values from normal scores. */
import { VALUES } from './block'
import { exp } from './elementary'

const MOST: f64 = 700

/** Puts median · e^{spread x} in the place of each value x. Does nothing and returns false where one is too far out. */
export function multiples(count: i32, median: f64, spread: f64): bool {
  const end = VALUES + (<usize>count << 3)
  let largest: f64 = 0
  for (let at = VALUES; at < end; at += 8) largest = max(largest, abs(load<f64>(at)))
  if (!(largest * abs(spread) <= MOST)) return false
  for (let at = VALUES; at < end; at += 16) {
    v128.store(at, f64x2.mul(f64x2.splat(median), exp(f64x2.mul(f64x2.splat(spread), v128.load(at)))))
  }
  return true
}
