import { binomialAtLeast } from '../statistics/distributions.ts'
import { restrictionsOf, type Box } from './box.ts'
import { brokenBy } from './broken.ts'
import type { Sample } from './sample.ts'

/**
 * For each restriction, by `column end`: the probability that a binomial variable with the box's number of points and the density of the box without the restriction is at
 * least as great as the box's cases of interest.
 */
export function quasiPOf(sample: Sample, box: Box): Record<string, number> {
  const { inputs, interest } = sample
  const restrictions = restrictionsOf(inputs, box.limits)
  const n = restrictions.map(() => box.n)
  const k = restrictions.map(() => box.k)
  const { times, last } = brokenBy(sample, box.limits, restrictions)
  for (let row = 0; row < interest.length; row++) {
    if (times[row] !== 1) continue
    n[last[row]]++
    k[last[row]] += interest[row]
  }
  return Object.fromEntries(
    restrictions.map(({ input, end }, i) => [`${inputs[input].name} ${end}`, binomialAtLeast(box.k, box.n, k[i] / n[i])]),
  )
}
