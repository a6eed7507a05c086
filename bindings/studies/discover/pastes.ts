import { allowedOf, candidate, cut, intervalOf, restrictionsOf, withLimit, type Box, type Candidate, type Limits } from './box.ts'
import { brokenBy } from './broken.ts'
import type { NumericInput, Sample } from './sample.ts'

/** For each end of a restricted interval, and each word shut out: the box that takes some of what lies beyond, all other restrictions kept. */
export function pastes(sample: Sample, box: Box, pasteAlpha: number): Candidate[] {
  const { inputs, interest, member } = sample
  const restrictions = restrictionsOf(inputs, box.limits)
  const { times, last } = brokenBy(sample, box.limits, restrictions)
  // The rows that would be in the box but for one restriction.
  const beyond = restrictions.map((): number[] => [])
  for (let row = 0; row < times.length; row++) if (times[row] === 1 && member[row] === 1) beyond[last[row]].push(row)

  const more = (limits: Limits, added: readonly number[]): Candidate[] => {
    const ofInterest = added.reduce((sum, row) => sum + interest[row], 0)
    return added.length === 0 ? [] : [candidate(box, limits, box.n + added.length, box.k + ofInterest)]
  }
  const wordPastes = (i: number, codes: Uint32Array, rows: readonly number[]) => {
    const allowed = allowedOf(box.limits, i)
    return [...allowed].flatMap((is, code) => {
      if (is === 1) return []
      const limit = { allowed: allowed.with(code, 1) }
      return more(
        withLimit(box.limits, i, limit),
        rows.filter((row) => codes[row] === code),
      )
    })
  }
  const endPaste = (i: number, of: NumericInput, end: 'low' | 'high', rows: readonly number[]) => {
    const limit = intervalOf(box.limits, i)
    const values = new Float64Array(rows.length + pointsOn(of, limit[end], times)).fill(limit[end])
    rows.forEach((row, place) => (values[place] = of.values[row]))
    if (values.length === 0) return []
    values.sort()
    const moved = {
      ...limit,
      [end]: cut((place) => values[place], values.length, end === 'low' ? 1 - pasteAlpha : pasteAlpha, OPPOSITE[end]),
    }
    const added = rows.filter((row) => of.values[row] >= moved.low && of.values[row] <= moved.high)
    return more(withLimit(box.limits, i, moved), added)
  }
  return restrictions
    .map((restriction, at) => ({ ...restriction, rows: beyond[at] }))
    .toSorted((a, b) => a.input - b.input || a.end.localeCompare(b.end)) // High before low.
    .flatMap(({ input, end, rows }) => {
      const of = inputs[input]
      if (of.kind === 'categorical') return wordPastes(input, of.codes, rows)
      return end === 'set' ? [] : endPaste(input, of, end, rows)
    })
}

const OPPOSITE = { low: 'high', high: 'low' } as const

/** Points in the box that stand on an end of it: they count where the end is cut anew. */
function pointsOn({ order, sorted }: NumericInput, end: number, times: Uint8Array): number {
  let count = 0
  for (let place = firstFrom(sorted, end); sorted[place] === end; place++) count += Number(times[order[place]] === 0)
  return count
}

/** Place of the first of ascending values that is no less. */
function firstFrom(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
