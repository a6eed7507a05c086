/** The problem of one-factor.ts in two lanes, and each lane's problem alone. */
import { Parameter } from '../layout'
import { BLOCK, laneAt, setLaneAt } from '../math/lanes'
import { elasticitiesOf, factorOf, outputOf, wasteOf } from '../model/groups'
import { parameter } from '../model/parameters'
import { OneFactorProblem } from '../shared/one-factor-problem'

/** Two problems, one a lane; the fields up to the bounds are those of OneFactorProblem, in the same order. */
@unmanaged
export class OneFactor {
  output: v128
  outputSlope: v128
  logOutputSlope: v128
  gain: v128
  gainSlope: v128
  logGainSlope: v128
  burden: v128
  burdenSlope: v128
  logBurdenSlope: v128
  cost: v128
  costSlope: v128
  logCostSlope: v128
  /** Bounds of y. */
  lower: v128
  upper: v128
  /** Whose it is, in the block. */
  pair: i32
  /** Lanes to solve, and those of them that have all four terms. */
  open: v128
  four: v128
  /** The answer: the volume's logarithm. */
  y: v128
}

const PROBLEMS: usize = memory.data(BLOCK * <i32>offsetof<OneFactor>(), 16)

@inline
export function problemAt(j: i32): OneFactor {
  return changetype<OneFactor>(PROBLEMS + <usize>j * offsetof<OneFactor>())
}

/** The problem of one lane, of which there is one at a time. */
export const ALONE = new OneFactorProblem()

/** Fills ALONE. */
export function takeLane(p: OneFactor, lane: i32): void {
  for (let at: usize = 0; at <= offsetof<OneFactorProblem>('upper'); at += 8) {
    store<f64>(changetype<usize>(ALONE) + at, laneAt(changetype<usize>(p) + 2 * at, lane))
  }
}

/** Lets the answer of ALONE be that of a lane. */
export function giveLane(p: OneFactor, lane: i32): void {
  setLaneAt(changetype<usize>(p) + offsetof<OneFactor>('y'), lane, ALONE.y)
}

/** The problem of pair `i`, whose parameters have to be set. */
export function describeOneFactor(p: OneFactor, i: i32): void {
  const e = elasticitiesOf(i)
  const w = wasteOf(i)
  const f0 = factorOf(0, i)
  p.output = outputOf(i).log
  p.outputSlope = parameter(Parameter.productionElasticities0)
  p.logOutputSlope = e.logOutput0
  p.gain = w.gain
  p.burden = w.burden
  p.burdenSlope = parameter(Parameter.wasteElasticities0)
  p.logBurdenSlope = e.logWaste0
  p.gainSlope = f64x2.mul(w.gainExponent, p.burdenSlope)
  p.logGainSlope = f64x2.add(w.logGainExponent, p.logBurdenSlope)
  p.cost = f0.logPrice
  p.costSlope = parameter(Parameter.factors0CostExponent)
  p.logCostSlope = f0.logCostExponent
  p.lower = f0.lower
  p.upper = f0.upper
}
