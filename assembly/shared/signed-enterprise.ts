/**
 * An enterprise whose prices may have any sign, whose factors may be fixed, and what its management maximises (model.md, sections 1 and 2).
 * There is one at a time, ENTERPRISE: whoever wants its optimum fills it.
 */
import { BURDEN, COEFFICIENT, COST, GAIN, LOG, LOWER, OUTPUT, pose, SIGN, SIZE, SLOPE, TERMS, UPPER } from './signed-problem.ts'

export class Enterprise {
  factors: i32 = 1
  productionScale: f64 = 0
  productionPrice: f64 = 0
  wasteScale: f64 = 0
  disposalCost: f64 = 0
  additionalYield: f64 = 0
  exponent: f64 = 1
  recyclingPrice: f64 = 0
  processingCost: f64 = 0
  fixedCost: f64 = 0
  level: f64 = 0
  /** By factor. A factor with a volume is fixed there; otherwise that is NaN. */
  outputElasticity: Float64Array = new Float64Array(2)
  wasteElasticity: Float64Array = new Float64Array(2)
  price: Float64Array = new Float64Array(2)
  costExponent: Float64Array = new Float64Array(2)
  lower: Float64Array = new Float64Array(2)
  upper: Float64Array = new Float64Array(2)
  volume: Float64Array = new Float64Array(2)
}

export const ENTERPRISE = new Enterprise()

/** d (1 − θ) + r θ, what a unit of waste costs. */
export function streamCost(): f64 {
  return ENTERPRISE.disposalCost * (1 - ENTERPRISE.level) + ENTERPRISE.processingCost * ENTERPRISE.level
}

/** Money in which no price is an extreme number: a power of two, 1 for ordinary ones. */
let unit: f64 = 1

/** Poses the problem in signed-problem.ts: the maximum of revenueWeight · revenue − costWeight · cost. */
export function poseObjective(revenueWeight: f64, costWeight: f64): void {
  const e = ENTERPRISE
  for (let i = 0; i < 2; i++) setSlopes(i)
  const weightUnit = unitOf(Math.max(Math.abs(revenueWeight), Math.abs(costWeight)))
  const revenue = revenueWeight / weightUnit
  const cost = costWeight / weightUnit
  setUnit()
  const isLinear = e.exponent === 1
  const isSeparate = !isLinear && e.level > 0 && e.wasteScale > 0
  const output = revenue * (e.productionPrice / unit)
  const additional = revenue * (e.recyclingPrice / unit)
  // What a large yield makes of a unit of waste is counted in larger units of waste.
  const wasteUnit = isLinear ? Math.max(unitOf(e.additionalYield), 1) : 1
  const gain = isLinear ? additional * (e.additionalYield / wasteUnit) * e.level : 0
  const disposal = cost * (e.disposalCost / unit / wasteUnit) * (1 - e.level)
  const processing = cost * (e.processingCost / unit / wasteUnit) * e.level
  setTerm(OUTPUT, output, e.productionScale, 0)
  setTerm(BURDEN, gain - cost * (streamCost() / unit / wasteUnit), e.wasteScale, Math.log(wasteUnit))
  SIZE[BURDEN] = (Math.abs(gain) + Math.abs(disposal) + Math.abs(processing)) * e.wasteScale * wasteUnit
  setTerm(GAIN, isSeparate ? additional : 0, e.additionalYield, isSeparate ? e.exponent * (Math.log(e.level) + Math.log(e.wasteScale)) : 0)
  for (let i = 0; i < 2; i++) setTerm(COST + i, i < e.factors ? -cost * (e.price[i] / unit) : 0, 1, 0)
  joinTwins(productError(output, e.productionScale))
  pose(e.factors, e.exponent, cost * (e.fixedCost / unit) + dropConstants())
}

function setUnit(): void {
  const e = ENTERPRISE
  let most = Math.max(Math.max(Math.abs(e.productionPrice), Math.abs(e.recyclingPrice)), Math.abs(streamCost()))
  for (let i = 0; i < e.factors; i++) most = Math.max(most, Math.abs(e.price[i]))
  unit = unitOf(most)
}

/** The power of 2^64 in whose units a size is no extreme number. */
function unitOf(size: f64): f64 {
  let found: f64 = 1
  if (!(size > 0)) return found
  while (size / found > LARGE) found *= LARGE
  while (size / found < 1 / LARGE) found /= LARGE
  return found
}

/** 2^64 */
const LARGE: f64 = 18446744073709551616.0

/** Exponents and bounds of factor `i`; a factor that is not there has exponents 0. */
function setSlopes(i: i32): void {
  const e = ENTERPRISE
  const at = i * TERMS
  for (let j = 0; j < TERMS; j++) SLOPE[at + j] = 0
  if (i >= e.factors) return
  SLOPE[at + OUTPUT] = e.outputElasticity[i]
  SLOPE[at + GAIN] = e.exponent * e.wasteElasticity[i]
  SLOPE[at + BURDEN] = e.wasteElasticity[i]
  SLOPE[at + COST + i] = e.costExponent[i]
  const isFixed = !isNaN(e.volume[i])
  LOWER[i] = Math.log(isFixed ? e.volume[i] : e.lower[i])
  UPPER[i] = isFixed ? LOWER[i] : Math.log(e.upper[i])
}

/** Sets a term whose coefficient is value · scale · e^further. */
function setTerm(j: i32, value: f64, scale: f64, further: f64): void {
  SIGN[j] = value > 0 && scale > 0 ? 1 : value < 0 && scale > 0 ? -1 : 0
  COEFFICIENT[j] = Math.abs(value) * scale * Math.exp(further)
  SIZE[j] = COEFFICIENT[j]
  LOG[j] = Math.log(Math.abs(value)) + Math.log(scale) + further
}

/**
 * Makes one term of two with the same exponents, without loss where they nearly cancel: `outputError` is what rounding took off
 * the coefficient of output. Waste has more roundings, so that its coefficient cancels another within some.
 */
function joinTwins(outputError: f64): void {
  for (let j = 0; j < TERMS; j++) {
    for (let k = 0; k < j; k++) {
      if (SIGN[j] === 0 || SIGN[k] === 0 || SLOPE[j] !== SLOPE[k] || SLOPE[TERMS + j] !== SLOPE[TERMS + k]) continue
      const most = Math.max(LOG[j], LOG[k])
      // Coefficients out of range are added beside the larger one.
      const isModerate = Math.abs(most) < MOST_LOG
      const larger = isModerate ? Math.max(COEFFICIENT[j], COEFFICIENT[k]) : 1
      const second = isModerate ? COEFFICIENT[j] : Math.exp(LOG[j] - most)
      const first = isModerate ? COEFFICIENT[k] : Math.exp(LOG[k] - most)
      const sum = SIGN[j] * second + SIGN[k] * first + (k === OUTPUT && isModerate ? outputError : 0)
      const isRounding = j < COST || k !== OUTPUT || !isModerate ? Math.abs(sum) <= TWIN_ROUNDING * larger : sum === 0
      SIGN[k] = 0
      SIGN[j] = isRounding ? 0 : sum > 0 ? 1 : -1
      LOG[j] = Math.log(Math.abs(sum)) + (isModerate ? 0 : most)
      COEFFICIENT[j] = isModerate ? Math.abs(sum) : Math.exp(LOG[j])
      SIZE[j] += SIZE[k]
      SIZE[k] = 0
    }
  }
}

/** Numbers whose logarithms are smaller are exact, and so are their inverses. */
const MOST_LOG: f64 = 700
const TWIN_ROUNDING: f64 = 1e-15
/** 2^27 + 1, which splits a number into two halves. */
const SPLITTER: f64 = 134217729

/** What rounding takes off a product (Dekker); 0 where its parts overflow. */
function productError(a: f64, b: f64): f64 {
  const product = a * b
  const aSplit = SPLITTER * a
  const bSplit = SPLITTER * b
  const aHigh = aSplit - (aSplit - a)
  const bHigh = bSplit - (bSplit - b)
  const error = (a - aHigh) * (b - bHigh) - (product - aHigh * bHigh - (a - aHigh) * bHigh - aHigh * (b - bHigh))
  return isFinite(error) ? error : 0
}

/** Takes terms out that are the same everywhere, and returns their size. */
function dropConstants(): f64 {
  let size: f64 = 0
  for (let j = 0; j < TERMS; j++) {
    if (SLOPE[j] !== 0 || SLOPE[TERMS + j] !== 0) continue
    SIGN[j] = 0
    size += SIZE[j]
    SIZE[j] = 0
  }
  return size
}
