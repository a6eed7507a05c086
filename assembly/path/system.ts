/**
 * Two enterprises on their way, one a lane, each beside the same enterprise whose level stays at θ(t0). The two of a lane
 * share each step, so that the advantage of the one over the other is integrated as such and not lost in the difference of
 * two sums.
 *
 * States are the ln x_i of both, but in mode `optimum`, so that volumes stay positive; and with the law `invested` h, where
 * 1 − θ = (1 − from) e^{−h}, so that the level stays at most 1. Integrals follow behind, on which no derivative depends.
 */
import { EVERYTHING, Law, Mode, Parameter } from '../layout'
import { exp, expMinusOne } from '../math/exp'
import { log } from '../math/log'
import { one, select } from '../math/lanes'
import { derive, isFree, setLevel, valid } from '../model/enterprise'
import { placeFreely } from '../model/flows'
import { LEVEL, WASTE, wasteOf } from '../model/groups'
import { parameter } from '../model/parameters'
import { Point, point, pointAt } from '../model/points'
import { factorCount, law, mode } from '../task'
import { fill, levelAtTime, momentAt, optimize, timeAt } from './moments'

/** Most components: two volumes of each of the two, h, and the integrals. */
const MOST_COMPONENTS: i32 = 10
export const ROW: usize = <usize>MOST_COMPONENTS << 4

/** From the start of the horizon on. */
enum Integral {
  /** ∫ e^{−ρ(t−t0)} Π dt */
  profit,
  /** ∫ e^{−ρ(t−t0)} (θ − θ(t0)) dt, from which the discounted investment follows by parts, without θ'. */
  level,
  /** ∫ e^{−ρ(t−t0)} max(0, Π) dt, whose shares capitalisation spends. */
  surplus,
  /** Of profit less what capitalisation spends: the enterprise's integral minus that of the one whose level stays. */
  gain,
  /** ∫ D dt */
  discharged,
  count,
}

/** An integral's error is judged beside its size, or beside this share of what it may add up to. */
const FLOOR: f64 = 1e-4
/** Beside a state, or what an integral may add up to, a smaller error is rounding. */
const RESOLUTION: f64 = 1e-15
/** Below it an integral is nothing: one that is 0 has no relative error. */
const NOTHING: f64 = 1e-280
/** A profit this far beyond zero, beside revenue and cost, is no rounding error. */
const CROSSED: f64 = 1e-12

@unmanaged
class Path {
  startLevel: v128
  /** Of the one whose level stays: its optimum, and the profit there. */
  still0: v128
  still1: v128
  stillProfit: v128
  /** Lanes whose derivatives are those of a profit above zero. */
  profitable: v128
  stillProfitable: v128
  /** Σ s_i, and what the invested law raises h by, per unit of surplus. */
  spent: v128
  conversion: v128
  /** Lanes of which an optimum did not converge. */
  failed: v128
  /** Sizes at the last point for which derivatives were computed: e^{−ρ(t−t0)}, that times revenue + cost, and waste. */
  discount: v128
  turnover: v128
  waste: v128
  // Filled by `value`.
  discountedProfit: v128
  discountedInvestment: v128
  npv: v128
  advantage: v128
  totalDischarged: v128
}

export const path = changetype<Path>(memory.data(offsetof<Path>(), 16))

/** Where the one whose level stays is. */
const still = pointAt(1)

export let states: i32 = 0
export let components: i32 = 0
let investedAt: usize = 0
let stillAt: usize = 0
let integralsAt: usize = 0
let switches: bool = false

/** Lays out the components of the task's mode and law. */
export function layOut(): void {
  const volumes = mode == Mode.optimum ? 0 : factorCount
  const invested = law == Law.invested ? 1 : 0
  states = 2 * volumes + invested
  components = states + Integral.count
  investedAt = <usize>volumes << 4
  stillAt = <usize>(volumes + invested) << 4
  integralsAt = <usize>states << 4
  switches = law == Law.invested || mode == Mode.capitalisation
}

// @ts-ignore: decorator
@inline
function keep(at: usize, mask: v128, value: v128): void {
  v128.store(at, select(mask, value, v128.load(at)))
}

/** Starts the lanes of `mask` with their parameters; `y` gets their components. Returns the lanes that are enterprises. */
export function begin(mask: v128, y: usize): v128 {
  const start = parameter(Parameter.horizonStart)
  derive(0, EVERYTHING & ~(LEVEL | WASTE), factorCount, law, 0)
  optimize(law == Law.invested ? parameter(Parameter.transformationFrom) : levelAtTime(start))
  const p = path
  p.startLevel = select(mask, wasteOf(0).level, p.startLevel)
  setLevel(wasteOf(1), p.startLevel)
  p.still0 = select(mask, point.y0, p.still0)
  p.still1 = select(mask, point.y1, p.still1)
  p.stillProfit = select(mask, point.profit, p.stillProfit)
  p.failed = select(mask, point.failed, p.failed)
  const share1 = factorCount == 2 ? parameter(Parameter.dynamicsShare1) : f64x2.splat(0)
  p.spent = mode == Mode.capitalisation ? f64x2.add(parameter(Parameter.dynamicsShare0), share1) : f64x2.splat(0)
  p.conversion = f64x2.div(parameter(Parameter.transformationShare), parameter(Parameter.investmentConversionCost))
  for (let i = 0; i < components; i++) keep(y + (<usize>i << 4), mask, f64x2.splat(0))
  if (mode != Mode.optimum) {
    for (let i = 0; i < factorCount; i++) {
      const given = parameter(Parameter.dynamicsInitial0 + i)
      const optimum = i ? point.y1 : point.y0
      const initial = select(v128.and(f64x2.eq(given, given), isFree(i)), log(given), optimum)
      keep(y + (<usize>i << 4), mask, initial)
      keep(y + stillAt + (<usize>i << 4), mask, initial)
    }
  }
  return v128.and(valid(0, factorCount), f64x2.le(start, parameter(Parameter.horizonEnd)))
}

/** θ(t), or θ where it is a state. */
function levelOf(t: v128, y: usize): v128 {
  return law == Law.invested ? f64x2.add(path.startLevel, raised(y)) : levelAtTime(t)
}

/** θ − θ(t0) where the level is a state. */
function raised(y: usize): v128 {
  return f64x2.mul(f64x2.sub(path.startLevel, one()), expMinusOne(f64x2.neg(v128.load(y + investedAt))))
}

// @ts-ignore: decorator
@inline
function discountAt(t: v128): v128 {
  return exp(f64x2.mul(parameter(Parameter.discountRate), f64x2.sub(parameter(Parameter.horizonStart), t)))
}

/** Places the enterprise and, with `count` 2, the one whose level stays. */
function placeVolumes(y: usize, level: v128, count: i32): void {
  setLevel(wasteOf(0), level)
  point.y0 = v128.load(y)
  point.y1 = v128.load(y, 16)
  still.y0 = v128.load(y + stillAt)
  still.y1 = v128.load(y + stillAt, 16)
  placeFreely(count, factorCount)
}

/** Sets `point` to where the enterprise is. */
export function stand(t: v128, y: usize): void {
  const level = levelOf(t, y)
  if (mode == Mode.optimum) {
    optimize(level)
    path.failed = v128.or(path.failed, point.failed)
    return
  }
  placeVolumes(y, level, 1)
}

/**
 * Derivatives of all components at moment `k`, which has to be foreseen. Returns the lanes whose profits are on the side of zero
 * that the derivatives are meant for.
 */
export function derivatives(k: i32, y: usize, out: usize): v128 {
  const p = path
  const m = momentAt(k)
  const zero = f64x2.splat(0)
  if (law == Law.invested) fill(k, f64x2.add(p.startLevel, raised(y)))
  const level = m.level
  let here = point
  let consistent = f64x2.eq(zero, zero)
  let stillProfit = p.stillProfit
  let stillSurplus = zero
  if (mode != Mode.capitalisation) p.failed = v128.or(p.failed, m.failed)
  if (mode == Mode.optimum) {
    if (law != Law.invested) here = pointAt(k)
  } else {
    placeVolumes(y, level, 2)
    stillProfit = still.profit
    stillSurplus = v128.and(stillProfit, p.stillProfitable)
    if (mode == Mode.capitalisation) consistent = onSide(still, p.stillProfitable)
    move(still, y + stillAt, stillSurplus, p.still0, p.still1, out + stillAt)
  }
  const profit = here.profit
  const surplus = v128.and(profit, p.profitable)
  if (mode != Mode.optimum) move(point, y, surplus, m.target0, m.target1, out)
  if (law == Law.invested) v128.store(out + investedAt, f64x2.mul(p.conversion, surplus))
  if (switches) consistent = v128.and(consistent, onSide(here, p.profitable))

  const discount = discountAt(timeAt(k))
  const spent = f64x2.mul(p.spent, f64x2.sub(surplus, stillSurplus))
  p.discount = discount
  p.turnover = f64x2.mul(discount, turnoverOf(here))
  p.waste = here.waste
  const at = out + integralsAt
  v128.store(at, f64x2.mul(discount, profit), Integral.profit * 16)
  v128.store(at, f64x2.mul(discount, f64x2.sub(level, p.startLevel)), Integral.level * 16)
  v128.store(at, switches ? f64x2.mul(discount, surplus) : zero, Integral.surplus * 16)
  v128.store(at, f64x2.mul(discount, f64x2.sub(f64x2.sub(profit, stillProfit), spent)), Integral.gain * 16)
  v128.store(at, here.discharged, Integral.discharged * 16)
  return consistent
}

/** Rates of ln x_i of an enterprise. */
function move(at: Point, y: usize, surplus: v128, target0: v128, target1: v128, out: usize): void {
  v128.store(out, moving(0, v128.load(y), surplus, target0, at.factor0))
  if (factorCount == 2) v128.store(out, moving(1, v128.load(y, 16), surplus, target1, at.factor1), 16)
}

/** The rate of a factor's ln x_i; one that is fixed stays. */
function moving(factor: i32, y: v128, surplus: v128, target: v128, volume: v128): v128 {
  return v128.and(rate(factor, y, surplus, target, volume), isFree(factor))
}

function rate(factor: i32, y: v128, surplus: v128, target: v128, volume: v128): v128 {
  if (mode == Mode.adjustment) {
    const gap = f64x2.sub(exp(f64x2.sub(target, y)), one())
    return f64x2.div(gap, parameter(Parameter.dynamicsTimescale0 + factor))
  }
  const price = f64x2.mul(parameter(Parameter.dynamicsUnitCost0 + factor), volume)
  const bought = f64x2.div(f64x2.mul(parameter(Parameter.dynamicsShare0 + factor), surplus), price)
  const none = f64x2.eq(surplus, f64x2.splat(0)) // of a volume that underflows, 0 / 0
  return f64x2.sub(v128.andnot(bought, none), parameter(Parameter.dynamicsDepreciation0 + factor))
}

/** Money that is turned over, whichever way it goes. */
// @ts-ignore: decorator
@inline
function turnoverOf(at: Point): v128 {
  return f64x2.add(f64x2.abs(at.revenue), f64x2.abs(at.cost))
}

/** Lanes in which the profit of an enterprise is on its side of zero, but for rounding. */
function onSide(at: Point, profitable: v128): v128 {
  const slack = f64x2.mul(f64x2.splat(CROSSED), turnoverOf(at))
  return select(profitable, f64x2.ge(at.profit, f64x2.neg(slack)), f64x2.le(at.profit, slack))
}

/** Changes the lanes of `mask` to the sides of zero on which their profits are. */
export function switchSides(mask: v128, t: v128, y: usize): void {
  if (!switches) return
  const p = path
  const zero = f64x2.splat(0)
  let stillProfit = p.stillProfit
  if (mode == Mode.optimum) {
    stand(t, y)
  } else {
    placeVolumes(y, levelOf(t, y), 2)
    stillProfit = still.profit
  }
  p.profitable = select(mask, f64x2.gt(point.profit, zero), p.profitable)
  p.stillProfitable = select(mask, f64x2.gt(stillProfit, zero), p.stillProfitable)
}

/** What rounding leaves of the times of the horizon; no step is shorter. */
export function resolution(): v128 {
  const latest = f64x2.pmax(f64x2.abs(parameter(Parameter.horizonStart)), f64x2.abs(parameter(Parameter.horizonEnd)))
  return f64x2.mul(f64x2.splat(1e-15), latest)
}

/** How large an error of component `i` may be in a step to `t` that has just been computed. */
export function allowance(i: i32, t: v128, from: v128, to: v128): v128 {
  const tolerance = parameter(Parameter.dynamicsTolerance)
  const finest = f64x2.splat(RESOLUTION)
  const floor = f64x2.splat(FLOOR)
  const size = f64x2.abs(to)
  if (i < states) {
    // An absolute error of ln x is a relative one of x; a relative one of h makes at most 0.4 of it in θ.
    if (law == Law.invested && <usize>i << 4 == investedAt) return f64x2.mul(f64x2.add(tolerance, finest), f64x2.pmax(size, floor))
    return f64x2.add(tolerance, f64x2.mul(finest, size))
  }
  const least = f64x2.mul(f64x2.pmax(f64x2.mul(tolerance, floor), finest), f64x2.sub(t, parameter(Parameter.horizonStart)))
  const integral = i - states
  const unit = integral == Integral.level ? path.discount : integral == Integral.discharged ? path.waste : path.turnover
  const relative = f64x2.mul(tolerance, f64x2.pmax(f64x2.abs(from), size))
  return f64x2.pmax(f64x2.splat(NOTHING), f64x2.pmax(relative, f64x2.mul(least, unit)))
}

/** Computes the values from the start of the horizon to `t`. */
export function value(t: v128, y: usize): void {
  const p = path
  const at = y + integralsAt
  const gained = law == Law.invested ? raised(y) : f64x2.sub(levelOf(t, y), p.startLevel)
  const kept = f64x2.mul(parameter(Parameter.discountRate), v128.load(at, Integral.level * 16))
  p.discountedInvestment = f64x2.mul(
    parameter(Parameter.investmentConversionCost), f64x2.add(f64x2.mul(discountAt(t), gained), kept),
  )
  p.discountedProfit = v128.load(at, Integral.profit * 16)
  const spent = f64x2.mul(p.spent, v128.load(at, Integral.surplus * 16))
  p.npv = f64x2.sub(f64x2.sub(p.discountedProfit, p.discountedInvestment), spent)
  p.advantage = f64x2.sub(v128.load(at, Integral.gain * 16), p.discountedInvestment)
  p.totalDischarged = v128.load(at, Integral.discharged * 16)
}
