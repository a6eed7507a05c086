/** From the enterprise to a solver and back, in blocks of problems: pose each, solve all, take each optimum. */
import { Method, Parameter } from '../layout'
import { enterprise } from '../model/enterprise'
import { placeAt } from '../model/flows'
import { parameter } from '../model/parameters'
import { searchLine, searchPlane } from './grid'
import { BLOCK, solveOneFactor } from './one-factor'
import { OneFactor } from './one-factor-problem'
import { solveTwoFactor } from './two-factor'
import { TwoFactor } from './two-factor-problem'

const ONE: usize = memory.data(BLOCK * <i32>offsetof<OneFactor>(), 16)
const TWO: usize = memory.data(BLOCK * <i32>offsetof<TwoFactor>(), 16)

// @ts-ignore: decorator
@inline
function oneAt(i: i32): OneFactor {
  return changetype<OneFactor>(ONE + <usize>i * offsetof<OneFactor>())
}

// @ts-ignore: decorator
@inline
function twoAt(i: i32): TwoFactor {
  return changetype<TwoFactor>(TWO + <usize>i * offsetof<TwoFactor>())
}

/** Puts the enterprise as problem `i` of a block. */
export function pose(i: i32, factorCount: i32): void {
  if (factorCount == 1) describeOneFactor(oneAt(i))
  else describeTwoFactor(twoAt(i))
}

/** Solves the first `count` problems of the block. */
export function solveBlock(count: i32, factorCount: i32, method: i32): void {
  if (factorCount == 1 && method == Method.exact) return solveOneFactor(oneAt(0), count)
  for (let i = 0; i < count; i++) {
    if (factorCount == 1) searchLine(oneAt(i))
    else if (method == Method.exact) solveTwoFactor(twoAt(i))
    else searchPlane(twoAt(i))
  }
}

/** Sets `point` to the optimum of problem `i` and returns the lanes that did not converge. */
export function takeOptimum(i: i32, factorCount: i32): v128 {
  if (factorCount == 1) {
    const one = oneAt(i)
    placeAt(1, one.y, one.y)
    return one.failed
  }
  const two = twoAt(i)
  placeAt(2, two.y0, two.y1)
  return two.failed
}

/** The optimum of the enterprise as it is: sets `point`, returns the lanes that did not converge. */
export function findOptimum(factorCount: i32, method: i32): v128 {
  pose(0, factorCount)
  solveBlock(1, factorCount, method)
  return takeOptimum(0, factorCount)
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
