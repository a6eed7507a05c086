/** From the enterprise to a solver and back: sets `point` to the optimum and returns the lanes that did not converge. */
import { Method, Parameter } from '../layout'
import { enterprise, parameter } from '../model/enterprise'
import { placeAt } from '../model/flows'
import { searchLine, searchPlane } from './grid'
import { OneFactor, solveOneFactor } from './one-factor'
import { solveTwoFactor, TwoFactor } from './two-factor'

const ONE = changetype<OneFactor>(memory.data(offsetof<OneFactor>(), 16))
const TWO = changetype<TwoFactor>(memory.data(offsetof<TwoFactor>(), 16))

export function findOptimum(factorCount: i32, method: i32): v128 {
  if (factorCount == 1) {
    describeOneFactor(ONE)
    if (method == Method.exact) solveOneFactor(ONE)
    else searchLine(ONE)
    placeAt(1, ONE.y, ONE.y)
    return ONE.failed
  }
  describeTwoFactor(TWO)
  if (method == Method.exact) solveTwoFactor(TWO)
  else searchPlane(TWO)
  placeAt(2, TWO.y0, TWO.y1)
  return TWO.failed
}

function describeOneFactor(p: OneFactor): void {
  const e = enterprise
  p.output = e.logOutput
  p.outputSlope = parameter(Parameter.productionElasticities0)
  p.logOutputSlope = e.logOutputElasticity0
  p.gain = e.gain
  p.burden = e.burden
  p.burdenSlope = parameter(Parameter.wasteElasticities0)
  p.logBurdenSlope = e.logWasteElasticity0
  p.gainSlope = f64x2.mul(e.gainExponent, p.burdenSlope)
  p.logGainSlope = f64x2.add(e.logGainExponent, p.logBurdenSlope)
  p.cost = e.logPrice0
  p.costSlope = parameter(Parameter.factors0CostExponent)
  p.logCostSlope = e.logCostExponent0
  p.lower = e.lower0
  p.upper = e.upper0
}

function describeTwoFactor(p: TwoFactor): void {
  const e = enterprise
  p.output = e.logOutput
  p.outputSlope0 = parameter(Parameter.productionElasticities0)
  p.outputSlope1 = parameter(Parameter.productionElasticities1)
  p.logOutputSlope0 = e.logOutputElasticity0
  p.logOutputSlope1 = e.logOutputElasticity1
  p.gain = e.gain
  p.burden = e.burden
  p.burdenSlope0 = parameter(Parameter.wasteElasticities0)
  p.burdenSlope1 = parameter(Parameter.wasteElasticities1)
  p.logBurdenSlope0 = e.logWasteElasticity0
  p.logBurdenSlope1 = e.logWasteElasticity1
  p.exponent = e.gainExponent
  p.logExponent = e.logGainExponent
  p.gainSlope0 = f64x2.mul(p.exponent, p.burdenSlope0)
  p.gainSlope1 = f64x2.mul(p.exponent, p.burdenSlope1)
  p.logGainSlope0 = f64x2.add(p.logExponent, p.logBurdenSlope0)
  p.logGainSlope1 = f64x2.add(p.logExponent, p.logBurdenSlope1)
  p.cost0 = e.logPrice0
  p.cost1 = e.logPrice1
  p.costSlope0 = parameter(Parameter.factors0CostExponent)
  p.costSlope1 = parameter(Parameter.factors1CostExponent)
  p.logCostSlope0 = e.logCostExponent0
  p.logCostSlope1 = e.logCostExponent1
  p.lower0 = e.lower0
  p.lower1 = e.lower1
  p.upper0 = e.upper0
  p.upper1 = e.upper1
}
