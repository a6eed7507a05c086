/** The points of the block: where the enterprises are, and every flow of model.md section 1 there. */
import { BLOCK } from '../math/lanes'

/** Two points, one a lane. */
@unmanaged
export class Point {
  /** Logarithms of the resource volumes, the volumes, and their regimes as masks. */
  y0: v128
  y1: v128
  factor0: v128
  factor1: v128
  atLower0: v128
  atLower1: v128
  atUpper0: v128
  atUpper1: v128
  /** c_i x_i^{k_i} */
  factorCost0: v128
  factorCost1: v128
  output: v128
  waste: v128
  recycled: v128
  discharged: v128
  additionalOutput: v128
  revenue: v128
  cost: v128
  profit: v128
  /** The cost's weight in the objective that is best there, of lanes that the portable solver has solved. */
  costWeight: v128
  /** Lanes whose parameters are allowed and whose profit is a number, and lanes whose optimum was not found. */
  defined: v128
  failed: v128
}

const POINTS: usize = memory.data(BLOCK * <i32>offsetof<Point>(), 16)

/** The points of pair `i` of the block. */
@inline
export function pointAt(i: i32): Point {
  return changetype<Point>(POINTS + <usize>i * offsetof<Point>())
}

/** Those of the first pair. */
export const point = changetype<Point>(POINTS)

/** Whether the points are optima. */
export let areOptimal: bool = false

export function setOptimal(value: bool): void {
  areOptimal = value
}

/** Whether the block's points are known to be defined, found, and inside the bounds. */
export let arePlain: bool = false

export function setPlain(value: bool): void {
  arePlain = value
}

/** What belongs to factor `i` of a point, in the fields of factor 0. */
@inline
export function ofFactor(p: Point, i: i32): Point {
  return changetype<Point>(changetype<usize>(p) + (<usize>i << 4))
}
