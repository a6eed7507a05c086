import { PARAMETERS, type ParameterPath } from '../layout.ts'

/** The static enterprise of model.md section 1 at one transformation level. */
export interface Enterprise {
  factorCount: number
  /** c_i */
  price: number[]
  /** k_i */
  costExponent: number[]
  lower: number[]
  upper: number[]
  /** A, a_i, p */
  outputScale: number
  outputElasticities: number[]
  outputPrice: number
  /** B, b_i, d */
  wasteScale: number
  wasteElasticities: number[]
  disposalCost: number
  /** E, g, q, r */
  yield: number
  exponent: number
  additionalPrice: number
  processingCost: number
  fixedCost: number
  /** θ */
  level: number
}

const SLOTS = Object.fromEntries(PARAMETERS.map((path, slot) => [path, slot])) as Record<ParameterPath, number>

export function slotOf(path: ParameterPath): number {
  return SLOTS[path]
}

export function readEnterprise(block: Float64Array, factorCount: number, level: number): Enterprise {
  const at = (path: ParameterPath) => block[SLOTS[path]]
  const perFactor = (first: ParameterPath, second: ParameterPath) =>
    factorCount === 1 ? [at(first)] : [at(first), at(second)]
  return {
    factorCount,
    price: perFactor('factors[0].price', 'factors[1].price'),
    costExponent: perFactor('factors[0].costExponent', 'factors[1].costExponent'),
    lower: perFactor('factors[0].lower', 'factors[1].lower'),
    upper: perFactor('factors[0].upper', 'factors[1].upper'),
    outputScale: at('production.scale'),
    outputElasticities: perFactor('production.elasticities[0]', 'production.elasticities[1]'),
    outputPrice: at('production.price'),
    wasteScale: at('waste.scale'),
    wasteElasticities: perFactor('waste.elasticities[0]', 'waste.elasticities[1]'),
    disposalCost: at('waste.disposalCost'),
    yield: at('recycling.yield'),
    exponent: at('recycling.exponent'),
    additionalPrice: at('recycling.price'),
    processingCost: at('recycling.processingCost'),
    fixedCost: at('fixedCost'),
    level,
  }
}

/** Whether model.md allows these values; a sweep may combine axes into an enterprise that it does not. */
export function isValid(enterprise: Enterprise): boolean {
  const positive = (x: number) => x > 0 && x < Infinity
  const atLeastZero = (x: number) => x >= 0 && x < Infinity
  return (
    enterprise.price.every(positive) && enterprise.costExponent.every(positive) &&
    enterprise.outputElasticities.every(positive) && enterprise.wasteElasticities.every(atLeastZero) &&
    enterprise.lower.every((lower, i) => lower > 0 && lower < enterprise.upper[i] && enterprise.upper[i] < Infinity) &&
    positive(enterprise.outputScale) && positive(enterprise.outputPrice) &&
    atLeastZero(enterprise.wasteScale) && atLeastZero(enterprise.disposalCost) &&
    atLeastZero(enterprise.yield) && atLeastZero(enterprise.additionalPrice) &&
    atLeastZero(enterprise.processingCost) && atLeastZero(enterprise.fixedCost) &&
    enterprise.exponent > 0 && enterprise.exponent <= 1 &&
    enterprise.level >= 0 && enterprise.level <= 1
  )
}

/** Every flow of model.md section 1 at given resource volumes. */
export interface Flows {
  output: number
  waste: number
  recycled: number
  discharged: number
  additionalOutput: number
  revenue: number
  cost: number
  profit: number
}

export function flowsAt(enterprise: Enterprise, factors: number[]): Flows {
  let output = enterprise.outputScale
  let waste = enterprise.wasteScale
  let cost = enterprise.fixedCost
  for (let i = 0; i < enterprise.factorCount; i++) {
    output *= factors[i] ** enterprise.outputElasticities[i]
    waste *= factors[i] ** enterprise.wasteElasticities[i]
    cost += enterprise.price[i] * factors[i] ** enterprise.costExponent[i]
  }
  const recycled = enterprise.level * waste
  const discharged = (1 - enterprise.level) * waste
  const additionalOutput = recycled > 0 ? enterprise.yield * recycled ** enterprise.exponent : 0
  const revenue = enterprise.outputPrice * output + enterprise.additionalPrice * additionalOutput
  cost += enterprise.disposalCost * discharged + enterprise.processingCost * recycled
  return { output, waste, recycled, discharged, additionalOutput, revenue, cost, profit: revenue - cost }
}

/** ∂Π/∂θ at fixed resources, which at an optimum is its derivative by θ (envelope theorem). */
export function profitOfLevel(enterprise: Enterprise, flows: Flows): number {
  const { level, exponent, additionalPrice, disposalCost, processingCost } = enterprise
  const saved = (disposalCost - processingCost) * flows.waste
  const scale = additionalPrice * enterprise.yield * exponent
  if (scale === 0 || flows.waste === 0) return saved
  return scale * level ** (exponent - 1) * flows.waste ** exponent + saved
}
