import { existing } from '../../errors.ts'

/** Columns that boxes restrict: numbers, sorted once, or words by codes. */
export type Input = NumericInput | CategoricalInput

export interface NumericInput {
  kind: 'numeric'
  name: string
  values: Float64Array
  /** The sample's rows by ascending value, and their values. */
  order: Uint32Array
  sorted: Float64Array
}

export interface CategoricalInput {
  kind: 'categorical'
  name: string
  /** Place in `words` of each row's word. */
  codes: Uint32Array
  /** Sorted. */
  words: readonly string[]
}

/** What PRIM works on. */
export interface Sample {
  inputs: readonly Input[]
  /** 1 where the row is of interest. */
  interest: Uint8Array
  /** 1 where the row belongs to the sample. */
  member: Uint8Array
  rows: number
  ofInterest: number
}

export function numericInput(name: string, values: Float64Array): NumericInput {
  const order = ascendingOrder(values)
  const sorted = new Float64Array(order.length)
  for (let i = 0; i < order.length; i++) sorted[i] = values[order[i]]
  return { kind: 'numeric', name, values, order, sorted }
}

export function categoricalInput(name: string, words: readonly string[]): CategoricalInput {
  const sorted = [...new Set(words)].sort()
  const codes = new Map(sorted.map((word, code) => [word, code]))
  return { kind: 'categorical', name, codes: Uint32Array.from(words, (word) => existing(codes.get(word), word)), words: sorted }
}

export function sampleOf(inputs: readonly Input[], interest: Uint8Array): Sample {
  return { inputs, interest, member: new Uint8Array(interest.length).fill(1), rows: interest.length, ofInterest: total(interest) }
}

/** The same table with some of its rows only, by flags: sorted orders are filtered, and nothing else is copied. */
export function subsample({ inputs, interest }: Sample, member: Uint8Array): Sample {
  const rows = total(member)
  let ofInterest = 0
  for (let row = 0; row < member.length; row++) ofInterest += member[row] & interest[row]
  const some = inputs.map((input) => (input.kind === 'numeric' ? { ...input, ...membersOf(input, member, rows) } : input))
  return { inputs: some, interest, member, rows, ofInterest }
}

/** The rows of an order that are members, by the last bit of their flag, and their values. */
export function membersOf({ order, sorted }: Order, flags: Uint8Array, count: number): Order {
  // A place more, so that what is no member may be written before it is known.
  const members = new Uint32Array(count + 1)
  const values = new Float64Array(count + 1)
  let kept = 0
  for (let i = 0; i < order.length && kept < count; i++) {
    members[kept] = order[i]
    values[kept] = sorted[i]
    kept += flags[order[i]] & 1
  }
  return { order: members.subarray(0, count), sorted: values.subarray(0, count) }
}

export type Order = Pick<NumericInput, 'order' | 'sorted'>

function total(flags: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < flags.length; i++) sum += flags[i]
  return sum
}

const RADIX_BITS = 11
const RADIX = 1 << RADIX_BITS
const FEW = 4096

// Where the lower and the upper half of a double stand in memory.
const [LOWER, UPPER] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0]

/** Rows by ascending value, equal ones in their order: by comparison where they are few, else by six passes over 11 bits each, whose counts stay in a processor's first cache. */
function ascendingOrder(values: Float64Array): Uint32Array {
  let from = new Uint32Array(values.length)
  for (let i = 0; i < from.length; i++) from[i] = i
  if (from.length < FEW) return from.sort((a, b) => values[a] - values[b] || a - b)
  let to = new Uint32Array(values.length)
  for (const keys of sortableHalves(values)) {
    for (let shift = 0; shift < 32; shift += RADIX_BITS) {
      const starts = new Uint32Array(RADIX + 1)
      for (let i = 0; i < keys.length; i++) starts[((keys[i] >>> shift) & (RADIX - 1)) + 1]++
      // Where all agree there is nothing to sort.
      if (starts.includes(keys.length)) continue
      for (let digit = 0; digit < RADIX; digit++) starts[digit + 1] += starts[digit]
      for (let i = 0; i < from.length; i++) to[starts[(keys[from[i]] >>> shift) & (RADIX - 1)]++] = from[i]
      ;[from, to] = [to, from]
    }
  }
  return from
}

/** The lower and the upper halves of doubles, so turned that they ascend with the values. */
function sortableHalves(values: Float64Array): [Uint32Array, Uint32Array] {
  const copy = new Float64Array(values.length)
  // Adding 0 makes a negative zero positive: both are one value.
  for (let i = 0; i < values.length; i++) copy[i] = values[i] + 0
  const words = new Uint32Array(copy.buffer)
  const lower = new Uint32Array(values.length)
  const upper = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const negative = words[2 * i + UPPER] >>> 31 === 1
    lower[i] = negative ? ~words[2 * i + LOWER] : words[2 * i + LOWER]
    upper[i] = negative ? ~words[2 * i + UPPER] : words[2 * i + UPPER] | 0x80000000
  }
  return [lower, upper]
}
