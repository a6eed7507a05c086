/** The problem of two-factor.ts. */
import { Parameter } from '../layout'
import { enterpriseAt } from '../model/enterprise'
import { parameter } from '../model/parameters'

/** Two problems, one a lane. A term is e^{constant + slopes · y}, absent with the constant −∞; `log…` is ln of a slope. */
@unmanaged
export class TwoFactor {
  output: v128
  outputSlope0: v128
  outputSlope1: v128
  logOutputSlope0: v128
  logOutputSlope1: v128
  gain: v128
  gainSlope0: v128
  gainSlope1: v128
  logGainSlope0: v128
  logGainSlope1: v128
  burden: v128
  burdenSlope0: v128
  burdenSlope1: v128
  logBurdenSlope0: v128
  logBurdenSlope1: v128
  /** g where both waste terms are present: the gain's slopes are g times the burden's. */
  exponent: v128
  logExponent: v128
  cost0: v128
  cost1: v128
  costSlope0: v128
  costSlope1: v128
  logCostSlope0: v128
  logCostSlope1: v128
  lower0: v128
  lower1: v128
  upper0: v128
  upper1: v128
  /** The answer: the volumes' logarithms, and a mask of the lanes that did not converge. */
  y0: v128
  y1: v128
  failed: v128
}

/** The problem of pair `i`, whose parameters have to be set. */
export function describeTwoFactor(p: TwoFactor, i: i32): void {
  const e = enterpriseAt(i)
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

/** Marks one lane as not converged. */
export function markFailed(p: TwoFactor, lane: i32): void {
  store<i64>(changetype<usize>(p) + offsetof<TwoFactor>('failed') + (<usize>lane << 3), -1)
}
