/** Envelope sensitivities: derivatives of the optimal profit by a parameter, the resources' own move being of second order. */
import { Parameter } from '../layout'
import { exp } from '../math/exp'
import { log } from '../math/log'
import { all, infinity, select } from '../math/lanes'
import { isProportional, power, worth } from './enterprise'
import { wasteOf } from './groups'
import { ofFactor, pointAt } from './points'
import { parameter } from './parameters'

/**
 * Of pair `i` by a parameter other than `level`. Infinite where the model is (the first unit of waste with g < 1); NaN for a
 * parameter without a sensitivity.
 */
export function sensitivity(slot: i32, i: i32, factorCount: i32): v128 {
  const p = pointAt(i)
  const zero = f64x2.splat(0)
  const outputValue = f64x2.mul(parameter(Parameter.productionPrice), p.output)
  switch (slot) {
    case Parameter.factors0Price: return byFactor(i, 0, 0)
    case Parameter.factors0CostExponent: return byFactor(i, 0, 1)
    case Parameter.factors0Lower: return byFactor(i, 0, 2)
    case Parameter.factors0Upper: return byFactor(i, 0, 3)
    case Parameter.factors1Price: return byFactor(i, 1, 0)
    case Parameter.factors1CostExponent: return byFactor(i, 1, 1)
    case Parameter.factors1Lower: return byFactor(i, 1, 2)
    case Parameter.factors1Upper: return byFactor(i, 1, 3)
    case Parameter.productionScale: return f64x2.div(outputValue, parameter(Parameter.productionScale))
    case Parameter.productionPrice: return p.output
    case Parameter.productionElasticities0: return f64x2.mul(outputValue, p.y0)
    case Parameter.productionElasticities1: return f64x2.mul(outputValue, p.y1)
    case Parameter.wasteScale: return byWasteScale(i, factorCount)
    case Parameter.wasteElasticities0: return f64x2.mul(marginalWaste(i), p.y0)
    case Parameter.wasteElasticities1: return f64x2.mul(marginalWaste(i), p.y1)
    case Parameter.wasteDisposalCost: return f64x2.neg(p.discharged)
    case Parameter.recyclingYield:
      return worth(parameter(Parameter.recyclingPrice), power(p.recycled, parameter(Parameter.recyclingExponent)))
    case Parameter.recyclingExponent: {
      const value = worth(parameter(Parameter.recyclingPrice), p.additionalOutput)
      return v128.and(f64x2.mul(value, log(p.recycled)), f64x2.gt(p.recycled, zero))
    }
    case Parameter.recyclingPrice: return p.additionalOutput
    case Parameter.recyclingProcessingCost: return f64x2.neg(p.recycled)
    case Parameter.fixedCost: return f64x2.splat(-1)
  }
  // A free factor has no volume to be moved, and profit no transaction rate.
  return slot == Parameter.factors0Volume || slot == Parameter.factors1Volume ? zero : f64x2.splat(NaN)
}

/** W times the marginal net value of waste: g q U − (d (1 − θ) + r θ) W. */
function marginalWaste(i: i32): v128 {
  const p = pointAt(i)
  const gain = worth(
    f64x2.mul(parameter(Parameter.recyclingExponent), parameter(Parameter.recyclingPrice)), p.additionalOutput,
  )
  return f64x2.sub(gain, worth(wasteOf(i).streamCost, p.waste))
}

/** By the price, the cost exponent, the lower or the upper bound of a factor (`field` 0 to 3). */
function byFactor(i: i32, factor: i32, field: i32): v128 {
  const p = ofFactor(pointAt(i), factor)
  if (field == 0) return f64x2.neg(f64x2.div(p.factorCost0, parameter(Parameter.factors0Price + factor)))
  if (field == 1) return f64x2.neg(f64x2.mul(p.factorCost0, p.y0))
  const outputValue = f64x2.mul(parameter(Parameter.productionPrice), pointAt(i).output)
  const marginal = f64x2.sub(
    f64x2.add(
      f64x2.mul(parameter(Parameter.productionElasticities0 + factor), outputValue),
      f64x2.mul(parameter(Parameter.wasteElasticities0 + factor), marginalWaste(i)),
    ),
    f64x2.mul(parameter(Parameter.factors0CostExponent + factor), p.factorCost0),
  )
  return v128.and(f64x2.div(marginal, p.factor0), field == 2 ? p.atLower0 : p.atUpper0)
}

/** (g q U − (d (1 − θ) + r θ) W) / B, with its limit at B = 0. */
function byWasteScale(i: i32, factorCount: i32): v128 {
  const p = pointAt(i)
  const w = wasteOf(i)
  const zero = f64x2.splat(0)
  const ratio = f64x2.div(marginalWaste(i), parameter(Parameter.wasteScale))
  const some = f64x2.gt(p.waste, zero)
  if (all(some)) return ratio
  let unitLog = f64x2.mul(parameter(Parameter.wasteElasticities0), p.y0)
  if (factorCount == 2) unitLog = f64x2.add(unitLog, f64x2.mul(parameter(Parameter.wasteElasticities1), p.y1))
  const proportional = isProportional()
  const value = f64x2.mul(f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield)), w.level)
  const net = worth(f64x2.sub(v128.and(value, proportional), w.streamCost), exp(unitLog))
  const unbounded = v128.andnot(f64x2.gt(value, zero), proportional)
  return select(some, ratio, select(unbounded, infinity(), net))
}
