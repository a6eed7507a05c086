import { existing } from '../../errors.ts'
import type { Input, NumericInput, Sample } from './sample.ts'

/** What a box allows of each input: an interval with its ends, or, by code, a set of words. */
export type Limits = readonly (Interval | WordSet)[]
export interface Interval {
  low: number
  high: number
}
export interface WordSet {
  allowed: Uint8Array
}

/** Of a numeric input. */
export function intervalOf(limits: Limits, input: number): Interval {
  const limit = limits[input]
  return existing('allowed' in limit ? undefined : limit, 'the interval of a numeric input')
}

/** Of an input of words, by code: 1 where it is allowed. */
export function allowedOf(limits: Limits, input: number): Uint8Array {
  const limit = limits[input]
  return existing('allowed' in limit ? limit.allowed : undefined, 'the words of a categorical input')
}

/** A box, and how many points, and points of interest, lie in it. */
export interface Box {
  limits: Limits
  n: number
  k: number
}

export function wholeSample({ inputs, rows, ofInterest }: Sample): Box {
  return {
    limits: inputs.map((input) => (input.kind === 'numeric' ? endsOf(input) : { allowed: new Uint8Array(input.words.length).fill(1) })),
    n: rows,
    k: ofInterest,
  }
}

/** The least and the greatest value of the sample. */
export function endsOf({ sorted }: NumericInput): Interval {
  return { low: sorted[0], high: sorted[sorted.length - 1] }
}

/** A restriction of one end of an interval, or of a set of words. */
export interface Restriction {
  input: number
  end: 'low' | 'high' | 'set'
}

export function restrictionsOf(inputs: readonly Input[], limits: Limits): Restriction[] {
  return inputs.flatMap((input, i): Restriction[] => {
    if (input.kind === 'categorical') return allowedOf(limits, i).includes(0) ? [{ input: i, end: 'set' }] : []
    const { low, high } = intervalOf(limits, i)
    const ends = endsOf(input)
    return [
      ...(low !== ends.low ? [{ input: i, end: 'low' as const }] : []),
      ...(high !== ends.high ? [{ input: i, end: 'high' as const }] : []),
    ]
  })
}

/** How many of the inputs are left as they are. */
function unrestricted(inputs: readonly Input[], limits: Limits): number {
  return inputs.length - new Set(restrictionsOf(inputs, limits).map(({ input }) => input)).size
}

/**
 * A candidate's gain of density for each point that it takes out or adds, as the fraction gain/size: exact whole numbers, so that ties are ties.
 */
export interface Candidate {
  limits: Limits
  n: number
  k: number
  /** k n₀ − k₀ n. */
  gain: number
  /** n |n₀ − n|. */
  size: number
}

export function candidate(from: Box, limits: Limits, n: number, k: number): Candidate {
  return { limits, n, k, gain: k * from.n - from.k * n, size: n * Math.abs(from.n - n) }
}

/** The best of the candidates: the greatest score, then the most unrestricted inputs, then the first. */
export function best(candidates: readonly Candidate[], inputs: readonly Input[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (leader, each) => (leader === undefined || leads(each, leader, inputs) ? each : leader),
    undefined,
  )
}

function leads(a: Candidate, b: Candidate, inputs: readonly Input[]): boolean {
  const order = compareScores(a, b)
  return order > 0 || (order === 0 && unrestricted(inputs, a.limits) > unrestricted(inputs, b.limits))
}

function compareScores(a: Candidate, b: Candidate): number {
  const [left, right] = [a.gain * b.size, b.gain * a.size]
  // Only where the rounded products nearly agree do the exact ones decide.
  if (Math.abs(left - right) > 1e-14 * (Math.abs(left) + Math.abs(right))) return left - right
  const exact = BigInt(a.gain) * BigInt(b.size) - BigInt(b.gain) * BigInt(a.size)
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}

/**
 * Where a share `alpha` of sorted values is cut off: between two that differ, where there are such.
 * @param side the one from which values are cut.
 */
export function cut(value: (i: number) => number, count: number, alpha: number, side: 'low' | 'high'): number {
  const place = (count - 1) * alpha
  let low = Math.floor(place)
  let high = Math.ceil(place)
  if (side === 'low') while (value(low) === value(high) && high < count - 1) high++
  else while (value(low) === value(high) && low > 0) low--
  return (value(low) + value(high)) / 2
}

export function withLimit(limits: Limits, input: number, limit: Interval | WordSet): Limits {
  return limits.map((each, i) => (i === input ? limit : each))
}
