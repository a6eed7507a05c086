/**
 * The enterprise of model.md section 1 for two neighbouring points: what the solvers need of its parameters. What one axis
 * leaves unchanged is not computed again: each parameter belongs to groups of derived quantities, and `derive` renews the
 * groups asked for.
 */
import { Parameter } from '../layout'
import { exp } from '../math/exp'
import { log } from '../math/log'
import { absent, all, BLOCK, infinity, one, select } from '../math/lanes'
import { levelAt } from './level'
import { parameter } from './parameters'

/** Two enterprises, one a lane. The quantities of a group follow one another. */
@unmanaged
export class Enterprise {
  // LEVEL and WASTE
  level: v128
  /**
   * ln of the coefficients of the two waste terms, −∞ for one that is not there; with g = 1 their net is one of them and
   * the other is −∞.
   */
  gain: v128
  burden: v128
  /**
   * Lanes where only one of them is there, with the power b, as with g = 1; whether that is the gain; its coefficient and
   * the logarithm, which without waste is −1e4, as good as −∞ but a number.
   */
  single: v128
  rising: v128
  netWaste: v128
  logNetWaste: v128
  /** The gain's exponents over b_i: g where there is a gain, else 1; and its logarithm. */
  gainExponent: v128
  logGainExponent: v128
  /** d (1 − θ) + r θ */
  streamCost: v128
  /** E (θB)^g; only where some g is below 1 */
  additionalScale: v128
  /** Lanes whose parameters model.md allows, here and below, group by group; a sweep may combine axes into others. */
  validWaste: v128

  // OUTPUT: ln pA
  logOutput: v128
  validOutput: v128

  // ELASTICITIES: ln a_i and ln b_i
  logOutputElasticity0: v128
  logOutputElasticity1: v128
  logWasteElasticity0: v128
  logWasteElasticity1: v128
  validElasticities: v128

  // FACTOR0 and FACTOR1: ln c_i, ln k_i, and ln of the bounds
  logPrice0: v128
  logPrice1: v128
  logCostExponent0: v128
  logCostExponent1: v128
  lower0: v128
  lower1: v128
  upper0: v128
  upper1: v128
  validFactor0: v128
  validFactor1: v128
}

/** ln of waste that is not there. */
const NOTHING: f64 = -1e4

const ENTERPRISES: usize = memory.data(BLOCK * <i32>offsetof<Enterprise>(), 16)

/** The enterprises of pair `i` of the block. */
// @ts-ignore: decorator
@inline
export function enterpriseAt(i: i32): Enterprise {
  return changetype<Enterprise>(ENTERPRISES + <usize>i * offsetof<Enterprise>())
}

/** Those of the first pair. */
export const enterprise = changetype<Enterprise>(ENTERPRISES)

/** Groups of derived quantities, as bits. */
const LEVEL: i32 = 1
const OUTPUT: i32 = 2
export const WASTE: i32 = 4
const FACTOR0: i32 = 8
const FACTOR1: i32 = 16
const ELASTICITIES: i32 = 32
export const EVERYTHING: i32 = 63

/** The groups that a parameter belongs to. */
export function groupsOf(slot: i32): i32 {
  if (slot >= Parameter.count) return LEVEL | WASTE // a knot of the table law
  switch (slot) {
    case Parameter.factors0Price: case Parameter.factors0CostExponent:
    case Parameter.factors0Lower: case Parameter.factors0Upper:
      return FACTOR0
    case Parameter.factors1Price: case Parameter.factors1CostExponent:
    case Parameter.factors1Lower: case Parameter.factors1Upper:
      return FACTOR1
    case Parameter.productionElasticities0: case Parameter.productionElasticities1:
    case Parameter.wasteElasticities0: case Parameter.wasteElasticities1:
      return ELASTICITIES
    case Parameter.productionScale: case Parameter.productionPrice: case Parameter.fixedCost:
      return OUTPUT
    case Parameter.wasteScale: case Parameter.wasteDisposalCost:
    case Parameter.recyclingYield: case Parameter.recyclingExponent:
    case Parameter.recyclingPrice: case Parameter.recyclingProcessingCost:
      return WASTE
    case Parameter.level: case Parameter.time:
    case Parameter.transformationLevel: case Parameter.transformationFrom: case Parameter.transformationTo:
    case Parameter.transformationStart: case Parameter.transformationDuration: case Parameter.transformationTimescale:
    case Parameter.transformationMidpoint: case Parameter.transformationInflection:
    case Parameter.transformationInnovation: case Parameter.transformationImitation:
      return LEVEL | WASTE
    // Of paths alone.
    case Parameter.transformationShare: case Parameter.horizonStart: case Parameter.horizonEnd:
    case Parameter.discountRate: case Parameter.investmentConversionCost:
    case Parameter.dynamicsTimescale0: case Parameter.dynamicsTimescale1:
    case Parameter.dynamicsInitial0: case Parameter.dynamicsInitial1:
    case Parameter.dynamicsShare0: case Parameter.dynamicsShare1:
    case Parameter.dynamicsUnitCost0: case Parameter.dynamicsUnitCost1:
    case Parameter.dynamicsDepreciation0: case Parameter.dynamicsDepreciation1: case Parameter.dynamicsTolerance:
      return 0
  }
  return EVERYTHING
}

/** Groups that are renewed or kept together: both factors, whose quantities alternate, and level with waste. */
export function together(groups: i32): i32 {
  return groups & (FACTOR0 | FACTOR1) ? groups | FACTOR0 | FACTOR1 : groups & LEVEL ? groups | WASTE : groups
}

/** The most bytes of groups that are kept together. */
export const MOST_BYTES: i32 = 192

/** Where in Enterprise the quantities of the groups start that one parameter belongs to, and where they end. */
export function startOf(groups: i32): usize {
  if (groups & (LEVEL | WASTE)) return 0
  if (groups & OUTPUT) return offsetof<Enterprise>('logOutput')
  return groups & ELASTICITIES ? offsetof<Enterprise>('logOutputElasticity0') : offsetof<Enterprise>('logPrice0')
}

export function endOf(groups: i32): usize {
  if (groups & (FACTOR0 | FACTOR1)) return offsetof<Enterprise>()
  if (groups & ELASTICITIES) return offsetof<Enterprise>('logPrice0')
  return groups & OUTPUT ? offsetof<Enterprise>('logOutputElasticity0') : offsetof<Enterprise>('logOutput')
}

/** Renews groups; `law` is a code of Law, or −1 where the parameter `level` is the level. */
export function derive(e: Enterprise, groups: i32, factorCount: i32, law: i32, knots: i32): void {
  if (groups & LEVEL) e.level = law < 0 ? parameter(Parameter.level) : levelAt(law, knots)
  if (groups & OUTPUT) deriveOutput(e)
  if (groups & WASTE) deriveWaste(e)
  if (groups & ELASTICITIES) deriveElasticities(e, factorCount)
  if (groups & FACTOR0) deriveFactor(e, 0)
  if (groups & FACTOR1 && factorCount == 2) deriveFactor(e, 1)
}

// @ts-ignore: decorator
@inline
function isPositive(x: v128): v128 {
  return v128.and(f64x2.gt(x, f64x2.splat(0)), f64x2.lt(x, infinity()))
}

// @ts-ignore: decorator
@inline
function isAtLeastZero(x: v128): v128 {
  return v128.and(f64x2.ge(x, f64x2.splat(0)), f64x2.lt(x, infinity()))
}

function deriveOutput(e: Enterprise): void {
  const scale = parameter(Parameter.productionScale)
  const price = parameter(Parameter.productionPrice)
  e.logOutput = log(f64x2.mul(price, scale))
  e.validOutput = v128.and(v128.and(isPositive(scale), isPositive(price)), isAtLeastZero(parameter(Parameter.fixedCost)))
}

function deriveElasticities(e: Enterprise, factorCount: i32): void {
  const a0 = parameter(Parameter.productionElasticities0)
  const b0 = parameter(Parameter.wasteElasticities0)
  e.logOutputElasticity0 = log(a0)
  e.logWasteElasticity0 = log(b0)
  e.validElasticities = v128.and(isPositive(a0), isAtLeastZero(b0))
  if (factorCount == 1) return
  const a1 = parameter(Parameter.productionElasticities1)
  const b1 = parameter(Parameter.wasteElasticities1)
  e.logOutputElasticity1 = log(a1)
  e.logWasteElasticity1 = log(b1)
  e.validElasticities = v128.and(e.validElasticities, v128.and(isPositive(a1), isAtLeastZero(b1)))
}

/** Sets the level and what the flows need to know of it. */
export function setLevel(e: Enterprise, level: v128): void {
  const disposal = f64x2.mul(parameter(Parameter.wasteDisposalCost), f64x2.sub(one(), level))
  e.level = level
  e.streamCost = f64x2.add(disposal, f64x2.mul(parameter(Parameter.recyclingProcessingCost), level))
  if (!all(isProportional())) e.additionalScale = f64x2.mul(parameter(Parameter.recyclingYield), exp(logRecycledPower(level)))
}

/** Whether U is proportional to R: g = 1. */
// @ts-ignore: decorator
@inline
export function isProportional(): v128 {
  return f64x2.eq(parameter(Parameter.recyclingExponent), one())
}

/** ln (θB)^g */
function logRecycledPower(level: v128): v128 {
  const logUnit = f64x2.add(log(level), log(parameter(Parameter.wasteScale)))
  return f64x2.mul(parameter(Parameter.recyclingExponent), logUnit)
}

function deriveWaste(e: Enterprise): void {
  const zero = f64x2.splat(0)
  const scale = parameter(Parameter.wasteScale)
  const disposalCost = parameter(Parameter.wasteDisposalCost)
  const additionalYield = parameter(Parameter.recyclingYield)
  const g = parameter(Parameter.recyclingExponent)
  const price = parameter(Parameter.recyclingPrice)
  const processingCost = parameter(Parameter.recyclingProcessingCost)
  const level = e.level
  setLevel(e, level)

  const proportional = isProportional()
  const value = f64x2.mul(price, additionalYield)
  const net = f64x2.sub(f64x2.mul(value, level), e.streamCost)
  e.netWaste = f64x2.mul(f64x2.abs(net), scale)
  const size = log(e.netWaste)
  const positive = f64x2.gt(net, zero)
  e.gain = select(positive, size, absent())
  e.burden = select(positive, absent(), size)
  e.single = f64x2.eq(zero, zero)
  e.rising = v128.and(positive, f64x2.gt(size, absent()))
  e.logNetWaste = f64x2.pmax(size, f64x2.splat(NOTHING))
  e.gainExponent = one()
  e.logGainExponent = zero
  if (!all(proportional)) {
    const gain = f64x2.add(log(value), logRecycledPower(level))
    const gains = v128.andnot(f64x2.gt(gain, absent()), proportional)
    e.gain = select(proportional, e.gain, gain)
    e.burden = select(proportional, e.burden, log(f64x2.mul(e.streamCost, scale)))
    e.single = v128.not(gains)
    e.gainExponent = select(gains, g, one())
    e.logGainExponent = v128.and(log(g), gains)
  }
  const amounts = v128.and(isAtLeastZero(scale), isAtLeastZero(disposalCost))
  const prices = v128.and(v128.and(isAtLeastZero(additionalYield), isAtLeastZero(price)), isAtLeastZero(processingCost))
  const shares = v128.and(
    v128.and(f64x2.gt(g, zero), f64x2.le(g, one())),
    v128.and(f64x2.ge(level, zero), f64x2.le(level, one())),
  )
  e.validWaste = v128.and(v128.and(amounts, prices), shares)
}

function deriveFactor(enterprise: Enterprise, factor: i32): void {
  const slot = factor ? Parameter.factors1Price : Parameter.factors0Price
  const price = parameter(slot)
  const exponent = parameter(slot + 1)
  const lower = parameter(slot + 2)
  const upper = parameter(slot + 3)
  const valid = v128.and(
    v128.and(isPositive(price), isPositive(exponent)),
    v128.and(isPositive(lower), v128.and(f64x2.lt(lower, upper), isPositive(upper))),
  )
  const e = changetype<Enterprise>(changetype<usize>(enterprise) + (<usize>factor << 4))
  e.logPrice0 = log(price)
  e.logCostExponent0 = log(exponent)
  e.lower0 = log(lower)
  e.upper0 = log(upper)
  e.validFactor0 = valid
}

/** x^e for x ≥ 0, with 0^e = 0. */
export function power(x: v128, e: v128): v128 {
  return exp(f64x2.mul(e, log(x)))
}

export function valid(e: Enterprise, factorCount: i32): v128 {
  const all = v128.and(v128.and(e.validOutput, e.validWaste), v128.and(e.validElasticities, e.validFactor0))
  return factorCount == 2 ? v128.and(all, e.validFactor1) : all
}
