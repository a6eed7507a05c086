/** θ(t) from a parameter block: see assembly/shared/path/law.ts. */
import { CONSTANT, INVESTED, Law, TABLE } from '../../assembly/shared/path/law.ts'
import { LAWS, TABLE_SLOT } from '../model/layout.ts'
import { slotOf } from './parameters.ts'

const LEVEL = slotOf('level')
const CONSTANT_LEVEL = slotOf('transformation.level')
const FROM = slotOf('transformation.from')
const TO = slotOf('transformation.to')
const INNOVATION = slotOf('transformation.innovation')
const IMITATION = slotOf('transformation.imitation')
const DURATION = slotOf('transformation.duration')
const TIMESCALE = slotOf('transformation.timescale')
const ORIGINS = LAWS.map((name) =>
  slotOf(name === 'logistic' ? 'transformation.midpoint' : name === 'gompertz' ? 'transformation.inflection' : 'transformation.start'),
)
const UNITS = LAWS.map((name) => (name === 'linear' || name === 'smoothstep' ? DURATION : TIMESCALE))

/**
 * Fills `law` with the law of code `code`, or, for −1, with the constant that the slot `level` holds. The law `invested` is a state:
 * it stays a constant.
 */
export function readLaw(law: Law, code: number, block: Float64Array, knots: number): void {
  const isState = code === INVESTED
  law.code = code < 0 || isState ? CONSTANT : code
  if (law.code === CONSTANT) {
    law.from = law.to = block[isState ? FROM : code < 0 ? LEVEL : CONSTANT_LEVEL]
    return
  }
  law.from = block[FROM]
  law.to = block[TO]
  law.origin = block[ORIGINS[code]]
  law.unit = block[UNITS[code]]
  law.innovation = block[INNOVATION]
  law.imitation = block[IMITATION]
  law.table.numbers = block
  law.table.count = code === TABLE ? knots : 0
  law.table.timesAt = TABLE_SLOT
  law.table.valuesAt = TABLE_SLOT + knots
}

const LAW = new Law()

/** θ(t) of the law with code `law`. NaN for `invested`, which is a state and not a function of t. */
export function levelAt(law: number, block: Float64Array, knots: number, t: number): number {
  if (law === INVESTED) return NaN
  readLaw(LAW, law, block, knots)
  LAW.enter(t)
  return LAW.at(t)
}
