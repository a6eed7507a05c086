import { binomialAtLeast } from '../statistics/distributions.ts'
import { restrictionsOf, type Box, type Interval, type Restriction, type WordSet } from './box.ts'
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
  const { times, last } = broken(sample, box, restrictions)
  for (let row = 0; row < interest.length; row++) {
    if (times[row] !== 1) continue
    n[last[row]]++
    k[last[row]] += interest[row]
  }
  return Object.fromEntries(
    restrictions.map(({ input, end }, i) => [`${inputs[input].name} ${end}`, binomialAtLeast(box.k, box.n, k[i] / n[i])]),
  )
}

/** How many restrictions each row breaks, and the last of them. */
function broken(
  { inputs, interest }: Sample,
  { limits }: Box,
  restrictions: readonly Restriction[],
): { times: Uint8Array; last: Uint16Array } {
  const times = new Uint8Array(interest.length)
  const last = new Uint16Array(interest.length)
  restrictions.forEach(({ input, end }, i) => {
    const of = inputs[input]
    if (of.kind === 'categorical') {
      const { allowed } = limits[input] as WordSet
      for (let row = 0; row < times.length; row++) if (allowed[of.codes[row]] === 0) mark(times, last, row, i)
      return
    }
    const { low, high } = limits[input] as Interval
    const { order, sorted } = of
    if (end === 'low') for (let place = 0; sorted[place] < low; place++) mark(times, last, order[place], i)
    else for (let place = order.length - 1; sorted[place] > high; place--) mark(times, last, order[place], i)
  })
  return { times, last }
}

function mark(times: Uint8Array, last: Uint16Array, row: number, restriction: number): void {
  // Two are as many as matter; more would overflow.
  if (times[row] < 2) times[row]++
  last[row] = restriction
}
