/** Envelope sensitivities: derivatives of the optimal profit by a parameter, the resources' own move being of second order. */
import { Parameter } from '../layout'
import { exp } from '../math/exp'
import { log } from '../math/log'
import { all, infinity, one, select } from '../math/lanes'
import { enterprise, power } from './enterprise'
import { Point, point, profitOfLevel } from './flows'
import { parameter } from './parameters'

/** Infinite where the model is (the first unit of waste with g < 1); NaN for a parameter without a sensitivity. */
export function sensitivity(slot: i32, factorCount: i32): v128 {
  const p = point
  const zero = f64x2.splat(0)
  const outputValue = f64x2.mul(parameter(Parameter.productionPrice), p.output)
  switch (slot) {
    case Parameter.factors0Price: return ofFactor(0, 0)
    case Parameter.factors0CostExponent: return ofFactor(0, 1)
    case Parameter.factors0Lower: return ofFactor(0, 2)
    case Parameter.factors0Upper: return ofFactor(0, 3)
    case Parameter.factors1Price: return ofFactor(1, 0)
    case Parameter.factors1CostExponent: return ofFactor(1, 1)
    case Parameter.factors1Lower: return ofFactor(1, 2)
    case Parameter.factors1Upper: return ofFactor(1, 3)
    case Parameter.productionScale: return f64x2.div(outputValue, parameter(Parameter.productionScale))
    case Parameter.productionPrice: return p.output
    case Parameter.productionElasticities0: return f64x2.mul(outputValue, p.y0)
    case Parameter.productionElasticities1: return f64x2.mul(outputValue, p.y1)
    case Parameter.wasteScale: return ofWasteScale(factorCount)
    case Parameter.wasteElasticities0: return f64x2.mul(marginalWaste(), p.y0)
    case Parameter.wasteElasticities1: return f64x2.mul(marginalWaste(), p.y1)
    case Parameter.wasteDisposalCost: return f64x2.neg(p.discharged)
    case Parameter.recyclingYield:
      return f64x2.mul(parameter(Parameter.recyclingPrice), power(p.recycled, parameter(Parameter.recyclingExponent)))
    case Parameter.recyclingExponent: {
      const value = f64x2.mul(parameter(Parameter.recyclingPrice), p.additionalOutput)
      return v128.and(f64x2.mul(value, log(p.recycled)), f64x2.gt(p.recycled, zero))
    }
    case Parameter.recyclingPrice: return p.additionalOutput
    case Parameter.recyclingProcessingCost: return f64x2.neg(p.recycled)
    case Parameter.fixedCost: return f64x2.splat(-1)
    case Parameter.level: return profitOfLevel()
  }
  return f64x2.splat(NaN)
}

/** W times the marginal net value of waste: g q U − (d (1 − θ) + r θ) W. */
function marginalWaste(): v128 {
  const gain = f64x2.mul(
    f64x2.mul(parameter(Parameter.recyclingExponent), parameter(Parameter.recyclingPrice)), point.additionalOutput,
  )
  return f64x2.sub(gain, f64x2.mul(enterprise.streamCost, point.waste))
}

/** By the price, the cost exponent, the lower or the upper bound of a factor (`field` 0 to 3). */
function ofFactor(factor: i32, field: i32): v128 {
  const p = changetype<Point>(changetype<usize>(point) + (<usize>factor << 4))
  const slot = factor ? Parameter.factors1Price : Parameter.factors0Price
  if (field == 0) return f64x2.neg(f64x2.div(p.factorCost0, parameter(slot)))
  if (field == 1) return f64x2.neg(f64x2.mul(p.factorCost0, p.y0))
  const outputValue = f64x2.mul(parameter(Parameter.productionPrice), point.output)
  const marginal = f64x2.sub(
    f64x2.add(
      f64x2.mul(parameter(Parameter.productionElasticities0 + factor), outputValue),
      f64x2.mul(parameter(Parameter.wasteElasticities0 + factor), marginalWaste()),
    ),
    f64x2.mul(parameter(slot + 1), p.factorCost0),
  )
  return v128.and(f64x2.div(marginal, p.factor0), field == 2 ? p.atLower0 : p.atUpper0)
}

/** (g q U − (d (1 − θ) + r θ) W) / B, with its limit at B = 0. */
function ofWasteScale(factorCount: i32): v128 {
  const zero = f64x2.splat(0)
  const ratio = f64x2.div(marginalWaste(), parameter(Parameter.wasteScale))
  const some = f64x2.gt(point.waste, zero)
  if (all(some)) return ratio
  let unitLog = f64x2.mul(parameter(Parameter.wasteElasticities0), point.y0)
  if (factorCount == 2) unitLog = f64x2.add(unitLog, f64x2.mul(parameter(Parameter.wasteElasticities1), point.y1))
  const proportional = f64x2.eq(parameter(Parameter.recyclingExponent), one())
  const revenue = v128.and(enterprise.recyclingValue, proportional)
  const net = f64x2.mul(f64x2.sub(revenue, enterprise.streamCost), exp(unitLog))
  const unbounded = v128.andnot(f64x2.gt(enterprise.recyclingValue, zero), proportional)
  return select(some, ratio, select(unbounded, infinity(), net))
}
