/** The equation along the curve with gain and burden, g < 1. */
import { expModerate } from '../math/exp'
import { one, select, two } from '../math/lanes'
import { logOnePlus } from '../math/log'
import { Curve, LIMIT, weigh } from './curve'
import { TwoFactor } from './two-factor-problem'

/** The equation's value and slope with gain and burden. */
@unmanaged
class Balance {
  value: v128
  slope: v128
}

export const BALANCE = changetype<Balance>(memory.data(offsetof<Balance>(), 16))

/**
 * |ρ| pV and the smaller waste term together balance the larger one, in logarithms: from ln|ρ| and l_i, and the shares of e^τ in the
 * sums that they are made of.
 */
export function balance(p: TwoFactor, c: Curve, logRho: v128, log0: v128, log1: v128, shareOne: v128, share0: v128, share1: v128): void {
  const rhoRate = f64x2.sub(one(), shareOne)
  const rate0 = f64x2.sub(share0, shareOne)
  const rate1 = f64x2.sub(share1, shareOne)
  const inverseReturns = f64x2.div(one(), c.returns)
  const v = f64x2.mul(f64x2.add(c.outputConstant, weigh(c.outputShare0, c.outputShare1, log0, log1)), inverseReturns)
  const vRate = f64x2.mul(weigh(c.outputShare0, c.outputShare1, rate0, rate1), inverseReturns)
  const waste = f64x2.add(
    f64x2.add(f64x2.mul(c.wasteReturns, v), c.wasteConstant), weigh(c.wasteShare0, c.wasteShare1, log0, log1),
  )
  const wasteRate = f64x2.add(f64x2.mul(c.wasteReturns, vRate), weigh(c.wasteShare0, c.wasteShare1, rate0, rate1))
  const gain = f64x2.add(f64x2.add(p.gain, p.logExponent), f64x2.mul(p.exponent, waste))
  const burden = f64x2.add(p.burden, waste)
  const added = f64x2.add(logRho, v)
  const minor = select(c.rising, burden, gain)
  const major = select(c.rising, gain, burden)
  const minorRate = select(c.rising, one(), p.exponent)
  const majorRate = select(c.rising, p.exponent, one())
  const ratio = expModerate(f64x2.pmax(f64x2.neg(f64x2.abs(f64x2.sub(added, minor))), f64x2.splat(-LIMIT)))
  const onePlus = f64x2.add(one(), ratio)
  const twoPlus = f64x2.add(two(), ratio)
  const inverse = f64x2.div(one(), f64x2.mul(onePlus, twoPlus))
  const weight = f64x2.mul(select(f64x2.ge(added, minor), one(), ratio), f64x2.mul(inverse, twoPlus))
  const sum = f64x2.add(f64x2.pmax(added, minor), logOnePlus(ratio, f64x2.mul(inverse, onePlus)))
  const fromWaste = f64x2.sub(f64x2.mul(f64x2.sub(one(), weight), minorRate), majorRate)
  BALANCE.value = f64x2.sub(sum, major)
  BALANCE.slope = f64x2.add(f64x2.mul(weight, f64x2.add(rhoRate, vRate)), f64x2.mul(fromWaste, wasteRate))
}
