/** What the groups of groups.ts are, from the parameters. */
import { Parameter } from '../layout'
import { exp } from '../math/exp'
import { log } from '../math/log'
import { absent, all, infinity, one, select, two } from '../math/lanes'
import {
  Elasticities, ELASTICITIES, elasticitiesOf, Factor, FACTOR0, FACTOR1, factorOf, LEVEL, Output, OUTPUT, outputOf, sharedLevel,
  Waste, WASTE, wasteOf,
} from './groups'
import { LEAST_USUAL, MOST_ORDINARY } from '../shared/range'
import { levelAt } from './level'
import { parameter } from './parameters'

/** ln of waste that is not there. */
const NOTHING: f64 = -1e4

/**
 * Renews groups of pair `i`, whose parameters have to be set; `law` is a code of Law, or −1 where the parameter `level` is the
 * level.
 */
export function derive(i: i32, groups: i32, factorCount: i32, law: i32, knots: i32): void {
  if (groups & WASTE && !(groups & LEVEL)) wasteOf(i).level = sharedLevel()
  if (groups & LEVEL) wasteOf(i).level = law < 0 ? parameter(Parameter.level) : levelAt(law, knots)
  if (groups & OUTPUT) deriveOutput(outputOf(i))
  if (groups & WASTE) deriveWaste(wasteOf(i))
  if (groups & ELASTICITIES) deriveElasticities(elasticitiesOf(i), factorCount)
  if (groups & FACTOR0) deriveFactor(factorOf(0, i), 0)
  if (groups & FACTOR1 && factorCount == 2) deriveFactor(factorOf(1, i), 1)
}

@inline
function isPositive(x: v128): v128 {
  return v128.and(f64x2.gt(x, f64x2.splat(0)), f64x2.lt(x, infinity()))
}

@inline
function isAtLeastZero(x: v128): v128 {
  return v128.and(f64x2.ge(x, f64x2.splat(0)), f64x2.lt(x, infinity()))
}

@inline
function isNumber(x: v128): v128 {
  return f64x2.lt(f64x2.abs(x), infinity())
}

/** What the vectorised search sees in lanes that are not for it: something that it soon has done with. */
@inline
function harmless(ordinary: v128, x: v128): v128 {
  return select(ordinary, x, one())
}

function deriveOutput(to: Output): void {
  const scale = parameter(Parameter.productionScale)
  const price = parameter(Parameter.productionPrice)
  const value = f64x2.mul(price, scale)
  const most = f64x2.splat(MOST_ORDINARY)
  to.ordinary = v128.and(f64x2.ge(value, f64x2.splat(LEAST_USUAL)), f64x2.le(f64x2.pmax(price, scale), most))
  to.log = log(harmless(to.ordinary, value))
  to.valid = v128.and(v128.and(isPositive(scale), isNumber(price)), isAtLeastZero(parameter(Parameter.fixedCost)))
  to.ordinary = v128.and(to.ordinary, to.valid)
}

function deriveElasticities(to: Elasticities, factorCount: i32): void {
  const a0 = parameter(Parameter.productionElasticities0)
  const b0 = parameter(Parameter.wasteElasticities0)
  to.logOutput0 = log(a0)
  to.logWaste0 = log(b0)
  to.valid = v128.and(isPositive(a0), isAtLeastZero(b0))
  if (factorCount == 1) return
  const a1 = parameter(Parameter.productionElasticities1)
  const b1 = parameter(Parameter.wasteElasticities1)
  to.logOutput1 = log(a1)
  to.logWaste1 = log(b1)
  to.valid = v128.and(to.valid, v128.and(isPositive(a1), isAtLeastZero(b1)))
}

/** Sets the level and what the flows need to know of it. */
export function setLevel(to: Waste, level: v128): void {
  const disposal = f64x2.mul(parameter(Parameter.wasteDisposalCost), f64x2.sub(one(), level))
  to.level = level
  to.streamCost = f64x2.add(disposal, f64x2.mul(parameter(Parameter.recyclingProcessingCost), level))
  if (!all(isProportional())) to.additionalScale = f64x2.mul(parameter(Parameter.recyclingYield), exp(logRecycledPower(level)))
}

/** Whether U is proportional to R: g = 1. */
@inline
export function isProportional(): v128 {
  return f64x2.eq(parameter(Parameter.recyclingExponent), one())
}

/** ln (θB)^g */
function logRecycledPower(level: v128): v128 {
  const logUnit = f64x2.add(log(level), log(parameter(Parameter.wasteScale)))
  return f64x2.mul(parameter(Parameter.recyclingExponent), logUnit)
}

/** Renews the group WASTE for its level. */
export function deriveWaste(to: Waste): void {
  const zero = f64x2.splat(0)
  const scale = parameter(Parameter.wasteScale)
  const disposalCost = parameter(Parameter.wasteDisposalCost)
  const additionalYield = parameter(Parameter.recyclingYield)
  const g = parameter(Parameter.recyclingExponent)
  const price = parameter(Parameter.recyclingPrice)
  const processingCost = parameter(Parameter.recyclingProcessingCost)
  const level = to.level
  setLevel(to, level)

  const proportional = isProportional()
  const least = f64x2.pmin(f64x2.pmin(f64x2.pmin(disposalCost, price), processingCost), f64x2.pmin(additionalYield, scale))
  const total = f64x2.add(f64x2.add(f64x2.add(disposalCost, price), processingCost), f64x2.add(additionalYield, scale))
  to.ordinary = v128.and(f64x2.ge(least, zero), f64x2.le(total, f64x2.splat(MOST_ORDINARY)))
  // Without waste in lanes that are not for the vectorised search: it soon has done with them.
  const value = v128.and(f64x2.mul(price, additionalYield), to.ordinary)
  const charge = v128.and(to.streamCost, to.ordinary)
  const net = f64x2.sub(f64x2.mul(value, level), charge)
  to.net = f64x2.mul(f64x2.abs(net), scale)
  const size = log(to.net)
  const positive = f64x2.gt(net, zero)
  to.gain = select(positive, size, absent())
  to.burden = select(positive, absent(), size)
  to.single = f64x2.eq(zero, zero)
  to.rising = v128.and(positive, f64x2.gt(size, absent()))
  to.logNet = f64x2.pmax(size, f64x2.splat(NOTHING))
  to.gainExponent = one()
  to.logGainExponent = zero
  if (!all(proportional)) {
    const gain = f64x2.add(log(value), logRecycledPower(level))
    const gains = v128.andnot(f64x2.gt(gain, absent()), proportional)
    to.gain = select(proportional, to.gain, gain)
    to.burden = select(proportional, to.burden, log(f64x2.mul(charge, scale)))
    to.single = v128.not(gains)
    to.gainExponent = select(gains, g, one())
    to.logGainExponent = v128.and(log(g), gains)
  }
  const shares = v128.and(
    v128.and(f64x2.gt(g, zero), f64x2.le(g, one())),
    v128.and(f64x2.ge(level, zero), f64x2.le(level, one())),
  )
  to.valid = shares
  // Ordinary ones are allowed.
  if (!all(to.ordinary)) {
    const amounts = v128.and(isAtLeastZero(scale), isAtLeastZero(additionalYield))
    const prices = v128.and(v128.and(isNumber(disposalCost), isNumber(price)), isNumber(processingCost))
    to.valid = v128.and(v128.and(amounts, prices), shares)
  }
  to.ordinary = v128.and(to.ordinary, to.valid)
}

/** Lanes in which a factor is free: its volume is not given. */
export function isFree(factor: i32): v128 {
  const volume = parameter(Parameter.factors0Volume + factor)
  return f64x2.ne(volume, volume)
}

function deriveFactor(to: Factor, factor: i32): void {
  const price = parameter(Parameter.factors0Price + factor)
  const exponent = parameter(Parameter.factors0CostExponent + factor)
  const lower = parameter(Parameter.factors0Lower + factor)
  const upper = parameter(Parameter.factors0Upper + factor)
  const volume = parameter(Parameter.factors0Volume + factor)
  const free = isFree(factor)
  to.ordinary = v128.and(f64x2.gt(price, f64x2.splat(0)), free)
  to.logPrice = log(harmless(to.ordinary, price))
  to.logCostExponent = log(exponent)
  to.lower = log(harmless(free, lower))
  to.upper = log(select(free, upper, two()))
  const within = v128.and(isPositive(lower), v128.and(f64x2.lt(lower, upper), isPositive(upper)))
  to.valid = v128.and(v128.and(isNumber(price), isPositive(exponent)), select(free, within, isPositive(volume)))
  to.ordinary = v128.and(to.ordinary, to.valid)
}

/** x^e for x ≥ 0, with 0^e = 0. */
export function power(x: v128, e: v128): v128 {
  return exp(f64x2.mul(e, log(x)))
}

/** A price times an amount: what has no price is worth nothing, however much there is of it. */
export function worth(price: v128, amount: v128): v128 {
  return v128.andnot(f64x2.mul(price, amount), f64x2.eq(price, f64x2.splat(0)))
}

/** Lanes of pair `i` whose parameters model.md allows. */
export function valid(i: i32, factorCount: i32): v128 {
  const common = v128.and(v128.and(outputOf(i).valid, wasteOf(i).valid), elasticitiesOf(i).valid)
  const first = v128.and(common, factorOf(0, i).valid)
  return factorCount == 2 ? v128.and(first, factorOf(1, i).valid) : first
}

/** Lanes of pair `i` that are for the vectorised search. */
export function ordinary(i: i32, factorCount: i32): v128 {
  const common = v128.and(v128.and(outputOf(i).ordinary, wasteOf(i).ordinary), elasticitiesOf(i).valid)
  const first = v128.and(common, factorOf(0, i).ordinary)
  return factorCount == 2 ? v128.and(first, factorOf(1, i).ordinary) : first
}
