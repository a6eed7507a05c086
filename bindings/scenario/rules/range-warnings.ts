import type { Problem } from '../../errors.ts'
import { parameterEntry, SHARE } from '../../model/parameters.ts'
import type { Quantile } from '../../numbers/normal.ts'
import { quantileOf } from '../../numbers/quantiles.ts'
import type { Scenario } from '../types.ts'

/** Distributions that reach outside the range of their parameter, with the share of draws that do. Apart, as it takes the quantiles. */
export function rangeWarnings({ uncertainty }: Scenario): Problem[] {
  return Object.entries(uncertainty?.parameters ?? {}).flatMap(([path, distribution]) => {
    const { above = -Infinity, least = above, most = Infinity } = path === 'level' ? SHARE : (parameterEntry(path)?.range ?? {})
    const quantile = quantileOf(distribution)
    const below = shareBelow(quantile, least, above > -Infinity)
    const beyond = 1 - shareBelow(quantile, most, false)
    const share = below + (most < Infinity ? beyond : 0)
    if (share <= 0) return []
    const percent = `${Number((100 * share).toPrecision(2))} %`
    const range = `${least > -Infinity ? `${above > -Infinity ? 'above' : 'at least'} ${least}` : ''}${least > -Infinity && most < Infinity ? ' and ' : ''}${most < Infinity ? `at most ${most}` : ''}`
    const fix = 'truncate it with "low" or "high", or take another distribution'
    return [
      {
        path: `uncertainty.parameters["${path}"]`,
        value: distribution,
        expected: `numbers ${range}; about ${percent} of the draws are outside, and these points are marked domainError`,
        fix,
      },
    ]
  })
}

/** The share of draws below a value, or up to it where `inclusive`. */
function shareBelow(quantile: Quantile, value: number, inclusive: boolean): number {
  const isBelow = (u: number) => (inclusive ? quantile(u, 1 - u) <= value : quantile(u, 1 - u) < value)
  if (value === -Infinity || !isBelow(Number.MIN_VALUE)) return 0
  if (isBelow(1 - 2 ** -53)) return 1
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step++) {
    const middle = 0.5 * (low + high)
    if (isBelow(middle)) low = middle
    else high = middle
  }
  return low
}
