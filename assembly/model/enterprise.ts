/**
 * The enterprise of model.md section 1 for two neighbouring points: what the solvers need of its parameters. What one axis
 * leaves unchanged is not computed again: each parameter belongs to groups of derived quantities, and `derive` renews the
 * groups asked for.
 */
import { Parameter } from '../layout'
import { exp } from '../math/exp'
import { log } from '../math/log'
import { absent, all, infinity, one, select } from '../math/lanes'
import { levelAt } from './level'
import { parameter } from './parameters'

/** Two enterprises, one a lane. */
@unmanaged
export class Enterprise {
  // The groups LEVEL and WASTE, which `saveWaste` copies as a whole.
  level: v128
  /** ln of the coefficients of the two waste terms; with g = 1 their net is one of them and the other is −∞. */
  gain: v128
  burden: v128
  /** The gain's exponents over b_i: g where it is a term of its own, else 1; and its logarithm. */
  gainExponent: v128
  logGainExponent: v128
  /** q E θ^g and d (1 − θ) + r θ */
  recyclingValue: v128
  streamCost: v128
  /** Lanes whose parameters model.md allows, here and below, group by group; a sweep may combine axes into others. */
  validWaste: v128

  /** ln pA and ln a_i */
  logOutput: v128
  logOutputElasticity0: v128
  logOutputElasticity1: v128
  logWasteElasticity0: v128
  logWasteElasticity1: v128
  /** ln c_i, ln k_i */
  logPrice0: v128
  logPrice1: v128
  logCostExponent0: v128
  logCostExponent1: v128
  /** ln of the bounds */
  lower0: v128
  lower1: v128
  upper0: v128
  upper1: v128
  validOutput: v128
  validElasticities: v128
  validFactor0: v128
  validFactor1: v128
}

export const enterprise = changetype<Enterprise>(memory.data(offsetof<Enterprise>(), 16))

/** Groups of derived quantities, as bits. */
export const LEVEL: i32 = 1
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
    case Parameter.productionScale: case Parameter.productionPrice:
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
    // Read where it is used.
    case Parameter.fixedCost:
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

/** Bytes of the groups LEVEL and WASTE. */
export const WASTE_BYTES: i32 = 128

export function saveWaste(to: usize): void {
  const from = changetype<usize>(enterprise)
  for (let at: usize = 0; at < <usize>WASTE_BYTES; at += 16) v128.store(to + at, v128.load(from + at))
}

export function restoreWaste(from: usize): void {
  const to = changetype<usize>(enterprise)
  for (let at: usize = 0; at < <usize>WASTE_BYTES; at += 16) v128.store(to + at, v128.load(from + at))
}

/** Renews groups; `law` is a code of Law, or −1 where the parameter `level` is the level. */
export function derive(groups: i32, factorCount: i32, law: i32, knots: i32): void {
  if (groups & LEVEL) enterprise.level = law < 0 ? parameter(Parameter.level) : levelAt(law, knots)
  if (groups & OUTPUT) deriveOutput()
  if (groups & WASTE) deriveWaste()
  if (groups & ELASTICITIES) deriveElasticities(factorCount)
  if (groups & FACTOR0) deriveFactor(0)
  if (groups & FACTOR1 && factorCount == 2) deriveFactor(1)
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

function deriveOutput(): void {
  const e = enterprise
  const scale = parameter(Parameter.productionScale)
  const price = parameter(Parameter.productionPrice)
  e.logOutput = log(f64x2.mul(price, scale))
  e.validOutput = v128.and(isPositive(scale), isPositive(price))
}

function deriveElasticities(factorCount: i32): void {
  const e = enterprise
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

function deriveWaste(): void {
  const e = enterprise
  const zero = f64x2.splat(0)
  const scale = parameter(Parameter.wasteScale)
  const disposalCost = parameter(Parameter.wasteDisposalCost)
  const additionalYield = parameter(Parameter.recyclingYield)
  const g = parameter(Parameter.recyclingExponent)
  const price = parameter(Parameter.recyclingPrice)
  const processingCost = parameter(Parameter.recyclingProcessingCost)
  const level = e.level

  const proportional = f64x2.eq(g, one())
  const value = f64x2.mul(price, additionalYield)
  e.streamCost = f64x2.add(f64x2.mul(disposalCost, f64x2.sub(one(), level)), f64x2.mul(processingCost, level))
  if (all(proportional)) {
    e.recyclingValue = f64x2.mul(value, level)
    const net = f64x2.sub(e.recyclingValue, e.streamCost)
    const size = log(f64x2.mul(f64x2.abs(net), scale))
    const positive = f64x2.gt(net, zero)
    e.gain = select(positive, size, absent())
    e.burden = select(positive, absent(), size)
    e.gainExponent = one()
    e.logGainExponent = zero
  } else {
    const levelPower = select(proportional, level, power(level, g))
    e.recyclingValue = f64x2.mul(value, levelPower)
    const net = f64x2.sub(e.recyclingValue, e.streamCost)
    const size = log(f64x2.mul(f64x2.abs(net), scale))
    const positive = f64x2.gt(net, zero)
    const logScale = log(scale)
    const gain = select(isPositive(scale), f64x2.add(log(e.recyclingValue), f64x2.mul(g, logScale)), absent())
    e.gain = select(proportional, select(positive, size, absent()), gain)
    e.burden = select(proportional, select(positive, absent(), size), log(f64x2.mul(e.streamCost, scale)))
    e.gainExponent = g
    e.logGainExponent = log(g)
  }
  const amounts = v128.and(isAtLeastZero(scale), isAtLeastZero(disposalCost))
  const prices = v128.and(v128.and(isAtLeastZero(additionalYield), isAtLeastZero(price)), isAtLeastZero(processingCost))
  const shares = v128.and(
    v128.and(f64x2.gt(g, zero), f64x2.le(g, one())),
    v128.and(f64x2.ge(level, zero), f64x2.le(level, one())),
  )
  e.validWaste = v128.and(v128.and(amounts, prices), shares)
}

function deriveFactor(factor: i32): void {
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

export function valid(factorCount: i32): v128 {
  const e = enterprise
  const first = v128.and(v128.and(e.validOutput, e.validWaste), v128.and(e.validElasticities, e.validFactor0))
  const fixedCost = v128.and(first, isAtLeastZero(parameter(Parameter.fixedCost)))
  return factorCount == 2 ? v128.and(fixedCost, e.validFactor1) : fixedCost
}
