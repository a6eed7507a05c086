/** θ(t) from a parameter block. */
import { Law } from '../../assembly/shared/path/law.ts'
import { INVESTED } from '../../assembly/shared/path/law-numbers.ts'

const LAW = new Law()

/** θ(t) of the law with code `law`. NaN for `invested`, which is a state and not a function of t. */
export function levelAt(law: number, block: Float64Array, knots: number, t: number): number {
  if (law === INVESTED) return NaN
  LAW.take(law, block, knots)
  LAW.enter(t)
  return LAW.at(t)
}
