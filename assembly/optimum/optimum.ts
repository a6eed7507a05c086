/** From the enterprises of a block to their optima. */
import { Method } from '../layout'
import { bound, computeFlows } from '../model/flows'
import { usePair } from '../model/parameters'
import { arePlain, pointAt } from '../model/points'
import { raise } from '../model/powers'
import { areOrdinary, areSomeOrdinary, hasFailed, solveSignedLanes } from '../model/signed-lanes'
import { searchLine, searchPlane } from './dense'
import { solveOneFactor } from './one-factor'
import { describeOneFactor, problemAt } from './one-factor-problem'
import { solveTwoFactor } from './two-factor'
import { describeTwoFactor, twoFactorAt } from './two-factor-problem'

/** Places the first `count` pairs at their optima. */
export function findOptima(count: i32, factorCount: i32, method: i32): void {
  const ordinary = areOrdinary(count, factorCount)
  if (ordinary || areSomeOrdinary(count, factorCount)) findOrdinary(count, factorCount, method)
  if (!ordinary || (!arePlain && hasFailed(count))) solveSignedLanes(count, factorCount, method)
}

/** With the vectorised search. */
function findOrdinary(count: i32, factorCount: i32, method: i32): void {
  if (factorCount == 1 && method == Method.exact) {
    solveOneFactor(count)
  } else {
    if (factorCount == 1) findOnLines(count)
    else findInPlanes(count, method)
    for (let f = 0; f < factorCount; f++) bound(count, f)
    raise(count, factorCount)
  }
  computeFlows(count, factorCount, true)
}

function findOnLines(count: i32): void {
  for (let i = 0; i < count; i++) {
    usePair(i)
    const problem = problemAt(i)
    describeOneFactor(problem, i)
    searchLine(problem)
    pointAt(i).y0 = problem.y
    pointAt(i).failed = f64x2.splat(0)
  }
}

function findInPlanes(count: i32, method: i32): void {
  for (let i = 0; i < count; i++) {
    usePair(i)
    describeTwoFactor(twoFactorAt(i), i)
  }
  if (method == Method.exact) solveTwoFactor(count)
  else for (let i = 0; i < count; i++) searchPlane(twoFactorAt(i))
  for (let i = 0; i < count; i++) {
    const problem = twoFactorAt(i)
    const point = pointAt(i)
    point.y0 = problem.y0
    point.y1 = problem.y1
    point.failed = problem.failed
  }
}
