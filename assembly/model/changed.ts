/** How the parameters that change over time depend on the scenario's own numbers: their values then over those. */
import { Parameter } from '../layout'
import { BLOCK, one } from '../math/lanes'

const SLOTS: usize = memory.data(<i32>Parameter.count * 4)
const SHARES: usize = memory.data(<i32>Parameter.count * BLOCK * 16, 16)
let count: i32 = 0

/** Says how many parameters change; none by default. */
export function setChanged(newCount: i32): void {
  count = newCount
}

/** Says that number `k` of them is that of `slot`, and its share at pair `i`: 0 where a schedule replaces the number. */
export function setShare(k: i32, slot: i32, i: i32, share: v128): void {
  store<i32>(SLOTS + (<usize>k << 2), slot)
  v128.store(SHARES + (<usize>(k * BLOCK + i) << 4), share)
}

/** The value at pair `i` over the scenario's own number. */
export function shareOf(slot: i32, i: i32): v128 {
  for (let k = 0; k < count; k++) {
    if (load<i32>(SLOTS + (<usize>k << 2)) == slot) return v128.load(SHARES + (<usize>(k * BLOCK + i) << 4))
  }
  return one()
}
