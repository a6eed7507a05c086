/** From the enterprises of a block to their optima. */
import { Method } from '../layout'
import { bound, computeFlows } from '../model/flows'
import { usePair } from '../model/parameters'
import { pointAt } from '../model/points'
import { raise } from '../model/powers'
import { searchLine, searchPlane } from './grid'
import { solveOneFactor } from './one-factor'
import { describeOneFactor, OneFactor } from './one-factor-problem'
import { solveTwoFactor } from './two-factor'
import { describeTwoFactor, TwoFactor } from './two-factor-problem'

const ONE = changetype<OneFactor>(memory.data(offsetof<OneFactor>(), 16))
const TWO = changetype<TwoFactor>(memory.data(offsetof<TwoFactor>(), 16))

/** Places the first `count` pairs at their optima. */
export function findOptima(count: i32, factorCount: i32, method: i32): void {
  if (factorCount == 1 && method == Method.exact) {
    solveOneFactor(count)
  } else {
    for (let i = 0; i < count; i++) {
      usePair(i)
      if (factorCount == 1) findOnLine(i)
      else findInPlane(i, method)
    }
    for (let f = 0; f < factorCount; f++) bound(count, f)
    raise(count, factorCount)
  }
  computeFlows(count, factorCount, true)
}

function findOnLine(i: i32): void {
  describeOneFactor(ONE, i)
  searchLine(ONE)
  const point = pointAt(i)
  point.y0 = ONE.y
  point.failed = ONE.failed
}

function findInPlane(i: i32, method: i32): void {
  describeTwoFactor(TWO, i)
  if (method == Method.exact) solveTwoFactor(TWO)
  else searchPlane(TWO)
  const point = pointAt(i)
  point.y0 = TWO.y0
  point.y1 = TWO.y1
  point.failed = TWO.failed
}
