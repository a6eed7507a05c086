/**
 * The parameters of two neighbouring points: one v128 a slot of the layout. The engine computes a block of such pairs at a
 * time, which differ in one parameter: `vary` says which, `usePair` gives it the value of one of the pairs.
 */
import { Parameter } from '../layout'
import { BLOCK } from '../math/lanes'

const PARAMETERS: usize = memory.data(<i32>Parameter.count * 16, 16)
const VALUES: usize = memory.data(BLOCK * 16, 16)
const NOWHERE: usize = memory.data(16, 16)
let varied: usize = NOWHERE

// @ts-ignore: decorator
@inline
export function addressOf(slot: i32): usize {
  return PARAMETERS + (<usize>slot << 4)
}

// @ts-ignore: decorator
@inline
export function parameter(slot: i32): v128 {
  return v128.load(addressOf(slot))
}

// @ts-ignore: decorator
@inline
export function setParameter(slot: i32, value: v128): void {
  v128.store(addressOf(slot), value)
}

/** Lets the parameter at `address` run through `count` values in memory. The last of an odd number is its own neighbour. */
export function vary(address: usize, values: usize, count: i32): void {
  varied = address
  for (let i = 0; i < count; i += 2) {
    const at = values + (<usize>i << 3)
    v128.store(VALUES + (<usize>i << 3), i + 1 < count ? v128.load(at) : v128.load64_splat(at))
  }
}

/** All pairs are the same. */
export function varyNothing(): void {
  varied = NOWHERE
}

/** Sets the parameter that varies to its value at pair `i` of the block. */
// @ts-ignore: decorator
@inline
export function usePair(i: i32): void {
  v128.store(varied, v128.load(VALUES + (<usize>i << 4)))
}
