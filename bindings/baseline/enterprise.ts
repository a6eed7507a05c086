/**
 * The static enterprise of model.md section 1 at one transformation level, in parts: what is derived from the parameters of
 * one part does not depend on those of another. `valid` says whether model.md allows them; a sweep may combine axes into an
 * enterprise that it does not.
 */
export interface Enterprise {
  factors: Factor[]
  elasticities: Elasticities
  output: Output
  waste: Waste
  objective: Objective
}

/** What the management maximises: a code of OBJECTIVES, and τ. */
export interface Objective {
  kind: number
  transactionRate: number
  valid: boolean
}

/** The cost of a resource, c_i and k_i, and its bounds. */
export interface Factor {
  price: number
  costExponent: number
  lower: number
  upper: number
  logPrice: number
  logCostExponent: number
  logLower: number
  logUpper: number
  /** Where the factor is fixed; NaN where it is free. */
  volume: number
  valid: boolean
  /** Whether the fast search is for it: it is free and has a price above 0. */
  ordinary: boolean
}

/** a_i and b_i, by factor. */
export interface Elasticities {
  output: number[]
  waste: number[]
  logOutput: number[]
  logWaste: number[]
  valid: boolean
}

/** A, p, the fixed cost, and ln pA. */
export interface Output {
  scale: number
  price: number
  fixedCost: number
  logRevenue: number
  valid: boolean
  ordinary: boolean
}

/** The waste, B and d, and its recycling: E, g, q, r at the level θ. */
export interface Waste {
  scale: number
  disposalCost: number
  yield: number
  exponent: number
  additionalPrice: number
  processingCost: number
  level: number
  /**
   * ln of the coefficients of the revenue from recycled waste and of the cost of the stream, −∞ for one that is not there;
   * with g = 1 their net is one of them and the other is −∞.
   */
  gain: number
  burden: number
  /** The gain's exponents over b_i: g where there is a gain, else 1; and its logarithm. */
  gainExponent: number
  logGainExponent: number
  /** Whether at most one of the two is there; then its coefficient, ln of that, and whether it is the gain. */
  single: boolean
  net: number
  logNet: number
  rising: boolean
  /** E (θB)^g */
  additionalScale: number
  valid: boolean
  ordinary: boolean
}

// Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.

export function newEnterprise(factorCount: number, objective: number): Enterprise {
  return {
    factors: Array.from({ length: factorCount }, newFactor),
    elasticities: newElasticities(),
    output: newOutput(),
    waste: newWaste(),
    objective: { kind: objective, transactionRate: NaN, valid: false },
  }
}

export function newFactor(): Factor {
  return {
    price: NaN,
    costExponent: NaN,
    lower: NaN,
    upper: NaN,
    logPrice: NaN,
    logCostExponent: NaN,
    logLower: NaN,
    logUpper: NaN,
    volume: NaN,
    valid: false,
    ordinary: false,
  }
}

export function newElasticities(): Elasticities {
  return { output: [NaN, NaN], waste: [NaN, NaN], logOutput: [NaN, NaN], logWaste: [NaN, NaN], valid: false }
}

export function newOutput(): Output {
  return { scale: NaN, price: NaN, fixedCost: NaN, logRevenue: NaN, valid: false, ordinary: false }
}

export function newWaste(): Waste {
  return {
    scale: NaN,
    disposalCost: NaN,
    yield: NaN,
    exponent: NaN,
    additionalPrice: NaN,
    processingCost: NaN,
    level: NaN,
    gain: NaN,
    burden: NaN,
    gainExponent: NaN,
    logGainExponent: NaN,
    single: false,
    net: NaN,
    logNet: NaN,
    rising: false,
    additionalScale: NaN,
    valid: false,
    ordinary: false,
  }
}

export function isValid({ factors, elasticities, output, waste, objective }: Enterprise): boolean {
  return (
    factors[0].valid && (factors.length === 1 || factors[1].valid) && elasticities.valid && output.valid && waste.valid && objective.valid
  )
}

/** Whether the fast search is for it: prices have the ordinary signs, factors are free, and profit is the objective. */
export function isOrdinary({ factors, output, waste, objective }: Enterprise): boolean {
  return objective.kind === 0 && factors[0].ordinary && (factors.length === 1 || factors[1].ordinary) && output.ordinary && waste.ordinary
}

/** ln of waste that is not there: as good as −∞, but a number. */
const NOTHING = -1e4

/** Derives the terms of the waste stream in the profit, at its level. */
export function deriveTerms(waste: Waste): void {
  const { scale, exponent, level } = waste
  const value = waste.additionalPrice * waste.yield
  const charge = waste.disposalCost * (1 - level) + waste.processingCost * level
  const net = value * level - charge
  const size = Math.log(Math.abs(net) * scale)
  waste.net = Math.abs(net) * scale
  waste.logNet = Math.max(size, NOTHING)
  waste.rising = net > 0 && size > -Infinity
  waste.single = true
  waste.gainExponent = 1
  waste.logGainExponent = 0
  if (exponent === 1) {
    waste.additionalScale = waste.yield * (level * scale)
    waste.gain = net > 0 ? size : -Infinity
    waste.burden = net > 0 ? -Infinity : size
    return
  }
  const logRecycled = exponent * (Math.log(level) + Math.log(scale))
  waste.additionalScale = waste.yield * Math.exp(logRecycled)
  waste.gain = Math.log(value) + logRecycled
  waste.burden = Math.log(charge * scale)
  if (waste.gain === -Infinity) return
  waste.single = false
  waste.gainExponent = exponent
  waste.logGainExponent = Math.log(exponent)
}
