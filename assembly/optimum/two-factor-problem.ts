/** The problem of two-factor.ts. */
import { Parameter } from '../layout'
import { BLOCK, laneAt, setLaneAt } from '../math/lanes'
import { elasticitiesOf, factorOf, outputOf, wasteOf } from '../model/groups'
import { parameter } from '../model/parameters'
import { TwoFactorProblem } from '../shared/two-factor-problem'

/** Two problems, one a lane; the fields up to the bounds are those of TwoFactorProblem, in the same order. */
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
  // What is known of a lane (the diagram in two-factor.ts), as masks.
  /** (y0, y1) is the interior stationary point, and the global maximum if it is in the box. */
  certified: v128
  /** (y0, y1) is the only point inside that may be the maximum. */
  single: v128
  /** The points inside that may be the maximum are known: the certified one, the single one, or none. */
  known: v128
  /** The answer is found. */
  solved: v128
  /** The answer: the volumes' logarithms, and a mask of the lanes whose search gave up. */
  y0: v128
  y1: v128
  failed: v128
}

const PROBLEMS: usize = memory.data(BLOCK * <i32>offsetof<TwoFactor>(), 16)

@inline
export function twoFactorAt(j: i32): TwoFactor {
  return changetype<TwoFactor>(PROBLEMS + <usize>j * offsetof<TwoFactor>())
}

/** Field `field` of factor `factor`: the fields of the second factor follow those of the first. */
@inline
export function read(p: TwoFactor, field: usize, factor: i32, lane: i32): f64 {
  return laneAt(changetype<usize>(p) + field + (<usize>factor << 4), lane)
}

/** The problem of pair `i`, whose parameters have to be set. */
export function describeTwoFactor(p: TwoFactor, i: i32): void {
  const e = elasticitiesOf(i)
  const w = wasteOf(i)
  const f0 = factorOf(0, i)
  const f1 = factorOf(1, i)
  p.output = outputOf(i).log
  p.outputSlope0 = parameter(Parameter.productionElasticities0)
  p.outputSlope1 = parameter(Parameter.productionElasticities1)
  p.logOutputSlope0 = e.logOutput0
  p.logOutputSlope1 = e.logOutput1
  p.gain = w.gain
  p.burden = w.burden
  p.burdenSlope0 = parameter(Parameter.wasteElasticities0)
  p.burdenSlope1 = parameter(Parameter.wasteElasticities1)
  p.logBurdenSlope0 = e.logWaste0
  p.logBurdenSlope1 = e.logWaste1
  p.exponent = w.gainExponent
  p.logExponent = w.logGainExponent
  p.gainSlope0 = f64x2.mul(p.exponent, p.burdenSlope0)
  p.gainSlope1 = f64x2.mul(p.exponent, p.burdenSlope1)
  p.logGainSlope0 = f64x2.add(p.logExponent, p.logBurdenSlope0)
  p.logGainSlope1 = f64x2.add(p.logExponent, p.logBurdenSlope1)
  p.cost0 = f0.logPrice
  p.cost1 = f1.logPrice
  p.costSlope0 = parameter(Parameter.factors0CostExponent)
  p.costSlope1 = parameter(Parameter.factors1CostExponent)
  p.logCostSlope0 = f0.logCostExponent
  p.logCostSlope1 = f1.logCostExponent
  p.lower0 = f0.lower
  p.lower1 = f1.lower
  p.upper0 = f0.upper
  p.upper1 = f1.upper
}

/** The problem of one lane, of which there is one at a time. */
export const ALONE = new TwoFactorProblem()

/** Fills ALONE. */
export function takeLane(p: TwoFactor, lane: i32): void {
  for (let at: usize = 0; at <= offsetof<TwoFactorProblem>('upper1'); at += 8) {
    store<f64>(changetype<usize>(ALONE) + at, laneAt(changetype<usize>(p) + 2 * at, lane))
  }
  ALONE.failed = false
}

/** Lets the answer of ALONE be that of a lane. */
export function giveLane(p: TwoFactor, lane: i32): void {
  const base = changetype<usize>(p)
  setLaneAt(base + offsetof<TwoFactor>('y0'), lane, ALONE.y0)
  setLaneAt(base + offsetof<TwoFactor>('y1'), lane, ALONE.y1)
  if (ALONE.failed) store<i64>(base + offsetof<TwoFactor>('failed') + (<usize>lane << 3), -1)
}
