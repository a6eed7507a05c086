/**
 * The exact optimum over one factor. With y = ln x the profit is a sum of four exponentials,
 *
 *     e^{output} + e^{gain} − e^{burden} − e^{cost},  each exponent a line in y,
 *
 * where gain is the revenue of recycled waste and burden the cost of the waste stream. With g = 1 the two waste terms are
 * one power of x and merge, so one of them is absent; without a burden nothing but the exponent g b differs.
 */
import { Parameter } from '../layout'
import { expAll } from '../math/exp'
import { absent, all, any, BLOCK, clamp, constant, one, select, signBit } from '../math/lanes'
import { elasticitiesOf, factorOf, outputOf, wasteOf } from '../model/groups'
import { parameter, usePair } from '../model/parameters'
import { pointAt } from '../model/points'
import { areFurtherRaised, costRowOf, MOST_MOVED, move, moveFurther, powerAt, raise, raiseAgain, Row, setAgain } from '../model/powers'
import { solveThreeTerms } from '../shared/three-terms'
import { checkLeft, correct, Lines, linesAt, step } from './falling-root'
import { solveFourTerms } from './four-terms'
import { approachRoots } from './rough-root'
import { ALONE, describeOneFactor, giveLane, OneFactor, problemAt, takeLane } from './one-factor-problem'

/** Fills `y0`, inside the bounds, of the first `count` pairs' points, and raises the powers there. It never fails. */
export function solveOneFactor(count: i32): void {
  let steepest = absent()
  for (let i = 0; i < count; i++) {
    pointAt(i).failed = f64x2.splat(0)
    steepest = f64x2.pmax(steepest, drawEnterprise(i))
  }
  if (any(f64x2.gt(steepest, f64x2.splat(0)))) {
    for (let i = 0; i < count; i++) {
      const f = factorOf(0, i)
      checkLeft(linesAt(i), select(linesAt(i).mirrored, f64x2.neg(f.upper), f.lower))
    }
  }
  if (any(f64x2.gt(steepest, absent()))) {
    findFallingRoots(count)
    raiseAgain(solveRest(count))
  } else {
    for (let i = 0; i < count; i++) linesAt(i).solved = f64x2.splat(0)
    solveRest(count)
    raise(count, 1)
  }
}

/** Solves the lanes that are `wanted`, in ordinary enterprises all of them. */
function findFallingRoots(count: i32): void {
  approachRoots(count)
  for (let i = 0; i < count; i++) standNear(i)
  raise(count, 1)
  const costRow = costRowOf(0)
  for (let i = 0; i < count; i++) stepFrom(i, costRow)
  for (let i = 0; i < count; i++) correct(linesAt(i))
  for (let i = 0; i < count; i++) stepWithin(i)
  if (areFurtherRaised()) for (let i = 0; i < count; i++) moveFurther(i, linesAt(i).delta)
}

/** Puts a pair where its root is nearly, inside the bounds. */
@inline
function standNear(i: i32): void {
  const f = factorOf(0, i)
  const l = linesAt(i)
  pointAt(i).y0 = clamp(v128.xor(l.root, signOf(l)), f.lower, f.upper)
}

/** The sign by which η mirrors y, to be flipped by an exclusive or. */
@inline
function signOf(l: Lines): v128 {
  return v128.and(l.mirrored, signBit())
}

/** ν from the terms of the derivative by y, and those from the powers. */
@inline
function stepFrom(i: i32, costRow: i32): void {
  usePair(i)
  const l = linesAt(i)
  const outputScale = f64x2.mul(parameter(Parameter.productionPrice), parameter(Parameter.productionScale))
  const output = f64x2.mul(f64x2.mul(outputScale, parameter(Parameter.productionElasticities0)), powerAt(Row.output, i))
  const waste = f64x2.mul(f64x2.mul(wasteOf(i).net, parameter(Parameter.wasteElasticities0)), powerAt(Row.waste, i))
  const marginalPrice = f64x2.mul(parameter(Parameter.factors0Price), parameter(Parameter.factors0CostExponent))
  const cost = f64x2.mul(marginalPrice, powerAt(costRow, i))
  const mirrored = l.mirrored
  step(l, select(mirrored, cost, output), waste, select(mirrored, output, cost))
}

/** Steps to the root, or stays at a bound beyond which it lies, and so do the powers; `delta` is the step then. */
@inline
function stepWithin(i: i32): void {
  usePair(i)
  const f = factorOf(0, i)
  const l = linesAt(i)
  const p = pointAt(i)
  const lower = f.lower
  const upper = f.upper
  const y = p.y0
  const sign = signOf(l)
  // From far away the series strays, but ν knows the direction.
  const rises = f64x2.gt(v128.xor(l.nu, sign), f64x2.splat(0))
  const beyond = select(rises, f64x2.ge(y, upper), f64x2.le(y, lower))
  const moved = select(beyond, y, clamp(f64x2.add(y, v128.xor(l.delta, sign)), lower, upper))
  const distance = f64x2.sub(moved, y)
  const exponent = f64x2.pmax(
    f64x2.pmax(parameter(Parameter.productionElasticities0), parameter(Parameter.wasteElasticities0)),
    f64x2.pmax(parameter(Parameter.factors0CostExponent), one()),
  )
  const near = f64x2.le(f64x2.mul(f64x2.abs(distance), exponent), constant(MOST_MOVED))
  p.y0 = moved
  l.delta = distance
  l.solved = v128.and(v128.or(l.solved, v128.and(beyond, l.wanted)), near)
  move(i, distance)
}

/** Solves the lanes that the falling root does not answer; returns how many problems they are. */
function solveRest(count: i32): i32 {
  let problems = 0
  for (let i = 0; i < count; i++) {
    const solved = linesAt(i).solved
    if (all(solved)) continue
    usePair(i)
    const p = problemAt(problems)
    describeOneFactor(p, i)
    p.open = v128.not(solved)
    p.pair = i
    problems++
  }
  solveProblems(problems)
  for (let j = 0; j < problems; j++) {
    const p = problemAt(j)
    const point = pointAt(p.pair)
    point.y0 = select(p.open, clamp(p.y, p.lower, p.upper), point.y0)
    setAgain(j, p.pair, p.open)
  }
  return problems
}

const EXPONENTS_U: usize = memory.data(BLOCK * 16, 16)
const EXPONENTS_W: usize = memory.data(BLOCK * 16, 16)
const POWERS_U: usize = memory.data(BLOCK * 16, 16)
const POWERS_W: usize = memory.data(BLOCK * 16, 16)

/** Fills `y` in the open lanes of the first `count` problems. */
export function solveProblems(count: i32): void {
  let wanted = f64x2.splat(0)
  let four = wanted
  for (let j = 0; j < count; j++) {
    wanted = v128.or(wanted, drawProblem(problemAt(j), linesAt(j)))
    four = v128.or(four, problemAt(j).four)
  }
  if (any(wanted)) findProblemsRoots(count)
  for (let j = 0; j < count; j++) finishProblem(problemAt(j), linesAt(j))
  if (any(four)) solveFourTerms(count)
}

/** As `findFallingRoots`, with powers of the lines' own. */
function findProblemsRoots(count: i32): void {
  approachRoots(count)
  for (let j = 0; j < count; j++) {
    const l = linesAt(j)
    const eta = l.root
    const at = <usize>j << 4
    v128.store(EXPONENTS_U + at, f64x2.neg(f64x2.add(l.u, f64x2.mul(l.uSlope, eta))))
    v128.store(EXPONENTS_W + at, f64x2.neg(f64x2.add(l.w, f64x2.mul(l.wSlope, eta))))
  }
  expAll(EXPONENTS_U, POWERS_U, count)
  expAll(EXPONENTS_W, POWERS_W, count)
  for (let j = 0; j < count; j++) {
    step(linesAt(j), one(), v128.load(POWERS_U + (<usize>j << 4)), v128.load(POWERS_W + (<usize>j << 4)))
  }
  for (let j = 0; j < count; j++) correct(linesAt(j))
}

/** The open lanes with three terms; `solved` is of those that are `wanted`. */
function finishProblem(p: OneFactor, l: Lines): void {
  const solved = v128.and(l.wanted, l.solved)
  p.y = clamp(v128.xor(f64x2.add(l.root, l.delta), signOf(l)), p.lower, p.upper)
  const left = i64x2.bitmask(v128.andnot(p.open, v128.or(solved, p.four)))
  for (let i = 0; i < 2; i++) if (left & (1 << i)) solveLane(p, i)
}

/** A lane without a root to find, or whose root the quick steps did not find. */
function solveLane(p: OneFactor, lane: i32): void {
  takeLane(p, lane)
  solveThreeTerms(ALONE)
  giveLane(p, lane)
}

/**
 * The two lines of shared/three-terms.ts, from the terms of the derivative by y, `wanted` in the open lanes where one of them falls.
 * Returns the slope of the other there, −∞ elsewhere.
 */
@inline
function draw(
  l: Lines, open: v128, output: v128, outputSlope: v128, cost: v128, costSlope: v128, waste: v128, wasteSlope: v128, rising: v128,
): v128 {
  const sign = v128.and(rising, signBit())
  const wSlope = f64x2.sub(outputSlope, costSlope)
  const uSlope = v128.xor(f64x2.sub(select(rising, costSlope, outputSlope), wasteSlope), sign)
  l.mirrored = rising
  l.w = v128.xor(f64x2.sub(output, cost), sign)
  l.wSlope = wSlope
  l.u = f64x2.sub(select(rising, cost, output), waste)
  l.uSlope = uSlope
  const wanted = v128.and(open, f64x2.lt(f64x2.pmin(uSlope, wSlope), f64x2.splat(0)))
  l.wanted = wanted
  return select(wanted, f64x2.pmax(uSlope, wSlope), absent())
}

/** The lines of pair `i`, as `draw`, wanted in the lanes in which there is a single waste term and a root to find. */
@inline
function drawEnterprise(i: i32): v128 {
  usePair(i)
  const e = elasticitiesOf(i)
  const f = factorOf(0, i)
  const w = wasteOf(i)
  const l = linesAt(i)
  return draw(
    l, w.single,
    f64x2.add(outputOf(i).log, e.logOutput0), parameter(Parameter.productionElasticities0),
    f64x2.add(f.logPrice, f.logCostExponent), parameter(Parameter.factors0CostExponent),
    f64x2.add(w.logNet, e.logWaste0), parameter(Parameter.wasteElasticities0), w.rising,
  )
}

/** Returns the open lanes in which there are three terms and a root to find. */
function drawProblem(p: OneFactor, l: Lines): v128 {
  const gain = f64x2.add(p.gain, p.logGainSlope)
  const burden = f64x2.add(p.burden, p.logBurdenSlope)
  const rising = f64x2.gt(gain, absent())
  draw(
    l, p.open, f64x2.add(p.output, p.logOutputSlope), p.outputSlope, f64x2.add(p.cost, p.logCostSlope), p.costSlope,
    select(rising, gain, burden), select(rising, p.gainSlope, p.burdenSlope), rising,
  )
  // Without waste e^{−w − 800}, which is nothing beside e^{−w}.
  const hasWaste = v128.or(rising, f64x2.gt(burden, absent()))
  l.u = select(hasWaste, l.u, f64x2.add(l.w, f64x2.splat(800)))
  l.uSlope = select(hasWaste, l.uSlope, l.wSlope)
  const four = v128.and(p.open, v128.and(rising, f64x2.gt(burden, absent())))
  const falls = f64x2.lt(f64x2.pmin(l.uSlope, l.wSlope), f64x2.splat(0))
  p.four = four
  l.wanted = v128.andnot(v128.and(p.open, falls), four)
  checkLeft(l, select(rising, f64x2.neg(p.upper), p.lower))
  return l.wanted
}
