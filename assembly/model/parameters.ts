/**
 * The parameters of two neighbouring points: one v128 a slot of the layout. The engine computes a block of such pairs at a
 * time, which differ in one parameter or in a few: `vary` and `varyToo` say which, `usePair` gives them the values of one of
 * the pairs.
 */
import { Parameter } from '../layout'
import { all, BLOCK, one } from '../math/lanes'

const PARAMETERS: usize = memory.data(<i32>Parameter.count * 16, 16)
const VALUES: usize = memory.data(BLOCK * 16, 16)
const NOWHERE: usize = memory.data(16, 16)
let varied: usize = NOWHERE

/** A parameter that varies beside the first. */
@unmanaged
class Varied {
  address: usize
  /** A row of BLOCK pairs. */
  values: usize
}

/** Numbers that a parameter takes that may vary: its row, and what is said of it. */
export const VARIED: i32 = 2 * BLOCK + 1

let others: usize = 0
let otherCount: i32 = 0

/** Gives `count` parameters that vary together their room, from an address on. */
export function layOutVaried(room: usize, count: i32): void {
  others = room + <usize>(count * BLOCK) * 16
  for (let k = 0; k < count; k++) otherAt(k).values = room + <usize>(k * BLOCK) * 16
  otherCount = 0
}

@inline
function otherAt(k: i32): Varied {
  return changetype<Varied>(others + <usize>k * offsetof<Varied>())
}
// Where several parameters vary: their addresses, and of each a value a pair.
const ADDRESSES: usize = memory.data(<i32>Parameter.count * 4)
const VALUES_OF_MANY: usize = memory.data(<i32>Parameter.count * BLOCK * 16, 16)
let many: i32 = 0

/** How many parameters vary beside the first. */
let beside: i32 = 0

@inline
export function addressOf(slot: i32): usize {
  return PARAMETERS + (<usize>slot << 4)
}

@inline
export function parameter(slot: i32): v128 {
  return v128.load(addressOf(slot))
}

@inline
export function setParameter(slot: i32, value: v128): void {
  v128.store(addressOf(slot), value)
}

/** Lets the parameter at `address` run through `count` values in memory. The last of an odd number is its own neighbour. */
export function vary(address: usize, values: usize, count: i32): void {
  varyNothing()
  varied = address
  pairUp(values, count, VALUES)
}

/** Lets one more parameter run through values of its own. */
export function varyToo(address: usize, values: usize, count: i32): void {
  const other = otherAt(otherCount++)
  beside = otherCount
  other.address = address
  pairUp(values, count, other.values)
}

function pairUp(values: usize, count: i32, to: usize): void {
  const bytes = <usize>count << 3
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(values + at))
  if (count & 1) v128.store(to + bytes - 8, v128.load64_splat(values + bytes - 8))
}

/** All pairs are the same. */
export function varyNothing(): void {
  many = 0
  varied = NOWHERE
  otherCount = 0
  beside = 0
}

/** Lets `count` parameters vary, which `setVaried` then tells. */
export function varyMany(count: i32): void {
  varyNothing()
  many = count
  beside = count
}

/** Says that number `k` of the parameters that vary is that of `slot`, and its value at pair `i`. */
export function setVaried(k: i32, slot: i32, i: i32, value: v128): void {
  store<i32>(ADDRESSES + (<usize>k << 2), <i32>addressOf(slot))
  v128.store(VALUES_OF_MANY + (<usize>(k * BLOCK + i) << 4), value)
}

/** The value of number `k` of them at pair `i`. */
export function variedAt(k: i32, i: i32): v128 {
  return v128.load(VALUES_OF_MANY + (<usize>(k * BLOCK + i) << 4))
}

/** Sets the parameters that vary to their values at pair `i` of the block. */
@inline
export function usePair(i: i32): void {
  v128.store(varied, v128.load(VALUES + (<usize>i << 4)))
  if (beside) useOthers(i)
}

function useOthers(i: i32): void {
  for (let k = 0; k < otherCount; k++) {
    const other = otherAt(k)
    v128.store(other.address, v128.load(other.values + (<usize>i << 4)))
  }
  for (let k = 0; k < many; k++) {
    v128.store(<usize>load<i32>(ADDRESSES + (<usize>k << 2)), v128.load(VALUES_OF_MANY + (<usize>(k * BLOCK + i) << 4)))
  }
}

/** Whether a parameter is 1 in each of the first `count` pairs. */
export function isOne(slot: i32, count: i32): bool {
  const pairs = beside || varied == addressOf(slot) ? count : 1
  let is = f64x2.eq(one(), one())
  for (let i = 0; i < pairs; i++) {
    usePair(i)
    is = v128.and(is, f64x2.eq(parameter(slot), one()))
  }
  return all(is)
}
