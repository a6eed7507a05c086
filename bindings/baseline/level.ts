import { cubic, endSlope, innerSlope } from '../../assembly/shared/monotone-cubic.ts'
import { LAWS, TABLE_SLOT, type Law } from '../model/layout.ts'
import { slotOf } from './parameters.ts'

const LEVEL = slotOf('transformation.level')
const FROM = slotOf('transformation.from')
const TO = slotOf('transformation.to')
const START = slotOf('transformation.start')
const DURATION = slotOf('transformation.duration')
const TIMESCALE = slotOf('transformation.timescale')
const MIDPOINT = slotOf('transformation.midpoint')
const INFLECTION = slotOf('transformation.inflection')
const INNOVATION = slotOf('transformation.innovation')
const IMITATION = slotOf('transformation.imitation')

const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high)

/** Share s(t) of the way from `from` to `to`, a function of time for each ramp law of model.md section 4, from a parameter block. */
const SHARES: Record<Exclude<Law, 'constant' | 'table' | 'invested'>, (t: number, block: Float64Array) => number> = {
  linear: (t, block) => clamp((t - block[START]) / block[DURATION], 0, 1),
  smoothstep: (t, block) => {
    const u = clamp((t - block[START]) / block[DURATION], 0, 1)
    return u * u * (3 - 2 * u)
  },
  exponential: (t, block) => -Math.expm1(-Math.max(0, t - block[START]) / block[TIMESCALE]),
  logistic: (t, block) => 1 / (1 + Math.exp(-(t - block[MIDPOINT]) / block[TIMESCALE])),
  gompertz: (t, block) => Math.exp(-Math.exp(-(t - block[INFLECTION]) / block[TIMESCALE])),
  bass: (t, block) => {
    const u = Math.max(0, t - block[START])
    const rate = block[INNOVATION] + block[IMITATION]
    return -Math.expm1(-rate * u) / (1 + (block[IMITATION] / block[INNOVATION]) * Math.exp(-rate * u))
  },
}

/** θ(t) of the law with code `law`, from a parameter block. NaN for `invested`, which is a state and not a function of t. */
export function levelAt(law: number, block: Float64Array, knots: number, t: number): number {
  const name = LAWS[law]
  if (name === 'constant') return block[LEVEL]
  // Rounding may carry a level past the ends by a bit.
  if (name === 'table') {
    return clamp(pchip(block.subarray(TABLE_SLOT, TABLE_SLOT + knots), block.subarray(TABLE_SLOT + knots), t), 0, 1)
  }
  return name === 'invested' ? NaN : clamp(block[FROM] + (block[TO] - block[FROM]) * SHARES[name](t, block), 0, 1)
}

/** Monotone cubic interpolation, constant outside the table. */
function pchip(times: Float64Array, levels: Float64Array, t: number): number {
  const last = times.length - 1
  if (t <= times[0]) return levels[0]
  if (t >= times[last]) return levels[last]
  let i = 0
  while (t >= times[i + 1]) i++
  const width = times[i + 1] - times[i]
  return cubic((t - times[i]) / width, width, levels[i], levels[i + 1], knotSlope(times, levels, i), knotSlope(times, levels, i + 1))
}

function knotSlope(times: Float64Array, levels: Float64Array, i: number): number {
  const last = times.length - 1
  const width = (j: number) => times[j + 1] - times[j]
  const slope = (j: number) => (levels[j + 1] - levels[j]) / width(j)
  if (last === 1) return slope(0)
  if (i === 0) return endSlope(width(0), width(1), slope(0), slope(1))
  if (i === last) return endSlope(width(last - 1), width(last - 2), slope(last - 1), slope(last - 2))
  return innerSlope(width(i - 1), width(i), slope(i - 1), slope(i))
}
