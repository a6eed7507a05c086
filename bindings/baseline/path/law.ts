import { LAWS, TABLE_SLOT, type ParameterPath } from '../../model/layout.ts'
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
  const at = (name: string) => block[slotOf(`transformation.${name}` as ParameterPath)]
  switch (LAWS[law]) {
    case 'linear':
    case 'smoothstep':
      return [at('start'), at('start') + at('duration')]
    case 'exponential':
    case 'bass':
      return [at('start')]
    case 'table':
      return Array.from(block.subarray(TABLE_SLOT, TABLE_SLOT + knots))
    default:
      return []
  }
}
