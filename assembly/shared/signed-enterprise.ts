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
  setUnit(Math.max(Math.abs(revenueWeight), Math.abs(costWeight)))
  for (let i = 0; i < 2; i++) setSlopes(i)
  const revenue = revenueWeight / unit
  const cost = costWeight / unit
  const isLinear = e.exponent === 1
  const recycled = e.level * e.wasteScale
  const gain = isLinear ? revenue * e.recyclingPrice * e.additionalYield * e.level : 0
  const disposal = cost * e.disposalCost * (1 - e.level)
  const processing = cost * e.processingCost * e.level
  setTerm(OUTPUT, revenue * e.productionPrice, e.productionScale)
  setTerm(BURDEN, gain - cost * streamCost(), e.wasteScale)
  SIZE[BURDEN] = (Math.abs(gain) + Math.abs(disposal) + Math.abs(processing)) * e.wasteScale
  const isSeparate = !isLinear && recycled > 0
  setTerm(GAIN, isSeparate ? revenue * e.recyclingPrice * e.additionalYield : 0, isSeparate ? Math.exp(e.exponent * Math.log(recycled)) : 1)
  for (let i = 0; i < 2; i++) setTerm(COST + i, i < e.factors ? -cost * e.price[i] : 0, 1)
  joinTwins(productError(revenue * e.productionPrice, e.productionScale))
  pose(e.factors, e.exponent, cost * e.fixedCost + dropConstants())
}

function setUnit(weight: f64): void {
  const e = ENTERPRISE
  let most = Math.max(Math.max(Math.abs(e.productionPrice), Math.abs(e.recyclingPrice)), Math.abs(streamCost()))
  for (let i = 0; i < e.factors; i++) most = Math.max(most, Math.abs(e.price[i]))
  unit = 1
  if (!(most * weight > 0)) return
  while (most * (weight / unit) > LARGE) unit *= LARGE
  while (most * (weight / unit) < 1 / LARGE) unit /= LARGE
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

function setTerm(j: i32, value: f64, scale: f64): void {
  SIGN[j] = value > 0 && scale > 0 ? 1 : value < 0 && scale > 0 ? -1 : 0
  COEFFICIENT[j] = Math.abs(value) * scale
  SIZE[j] = COEFFICIENT[j]
  LOG[j] = Math.log(Math.abs(value)) + Math.log(scale)
}

/**
 * Makes one term of two with the same exponents, without loss where they nearly cancel: `outputError` is what rounding took off
 * the coefficient of output. Waste has more roundings, so that its coefficient cancels another within some.
 */
function joinTwins(outputError: f64): void {
  for (let j = 0; j < TERMS; j++) {
    for (let k = 0; k < j; k++) {
      if (SIGN[j] === 0 || SIGN[k] === 0 || SLOPE[j] !== SLOPE[k] || SLOPE[TERMS + j] !== SLOPE[TERMS + k]) continue
      const larger = Math.max(COEFFICIENT[j], COEFFICIENT[k])
      const sum = SIGN[j] * COEFFICIENT[j] + SIGN[k] * COEFFICIENT[k] + (k === OUTPUT ? outputError : 0)
      const isRounding = j < COST || k !== OUTPUT ? Math.abs(sum) <= TWIN_ROUNDING * larger : sum === 0
      SIGN[k] = 0
      SIGN[j] = isRounding ? 0 : sum > 0 ? 1 : -1
      LOG[j] = isFinite(sum) ? Math.log(Math.abs(sum)) : Math.max(LOG[j], LOG[k])
      COEFFICIENT[j] = Math.abs(sum)
      SIZE[j] += SIZE[k]
      SIZE[k] = 0
    }
  }
}

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
