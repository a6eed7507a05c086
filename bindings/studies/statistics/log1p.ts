import { log } from '../../numbers/elementary.ts'

/** ln(1 + x) to a few ulp, the same on every host: what 1 + x has lost is made good by the quotient. */
export function log1p(x: number): number {
  const sum = 1 + x
  return sum === 1 || sum === Infinity ? x : (log(sum) * x) / (sum - 1)
}
