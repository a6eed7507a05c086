import { KINKS, KNOTTED, LAWS, TABLE_SLOT } from '../../model/layout.ts'
import { slotOf } from '../parameters.ts'
import { levelAt } from '../level.ts'

/** The transformation law of a path as a function of time; `invested` is a state and has none. */
export interface Law {
  levelAt(t: number): number
  /** Times at which θ(t) is not smooth, increasing. */
  kinks: number[]
}

/** @param law code of LAWS, or −1 where the slot `level` holds the level. */
export function readLaw(law: number, block: Float64Array, knots: number): Law {
  if (law < 0) return { levelAt: () => block[slotOf('level')], kinks: [] }
  return {
    // Rounding may carry a level past its ends by a bit.
    levelAt: (t) => Math.min(Math.max(levelAt(law, block, knots, t), 0), 1),
    kinks: kinksOf(law, block, knots),
  }
}

function kinksOf(law: number, block: Float64Array, knots: number): number[] {
  const name = LAWS[law]
  const sums = KINKS[name].map((parameters) => parameters.reduce((sum, path) => sum + block[slotOf(path)], 0))
  return KNOTTED.includes(name) ? [...sums, ...block.subarray(TABLE_SLOT, TABLE_SLOT + knots)] : sums
}
