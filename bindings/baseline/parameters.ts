/** Enterprises from parameter blocks, whole or part by part. */
import { isUsual, MOST_ORDINARY } from '../../assembly/shared/range.ts'
import { GROUP_OF_SLOT, OBJECTIVES, PARAMETERS, TABLE_SLOT, type ParameterPath } from '../model/layout.ts'
import { deriveTerms, newElasticities, newFactor, newOutput, newWaste, type Enterprise, type Factor } from './enterprise.ts'
import { recordOf } from '../typed.ts'

const SLOTS = recordOf(PARAMETERS, (_, slot) => slot)

export function slotOf(path: ParameterPath): number {
  return SLOTS[path]
}

// The slot of the second factor follows that of the first.
const PRICE = slotOf('factors[0].price')
const COST_EXPONENT = slotOf('factors[0].costExponent')
const LOWER = slotOf('factors[0].lower')
const UPPER = slotOf('factors[0].upper')
const VOLUME = slotOf('factors[0].volume')
const OUTPUT_ELASTICITIES = slotOf('production.elasticities[0]')
const WASTE_ELASTICITIES = slotOf('waste.elasticities[0]')
const OUTPUT_SCALE = slotOf('production.scale')
const OUTPUT_PRICE = slotOf('production.price')
const FIXED_COST = slotOf('fixedCost')
const WASTE_SCALE = slotOf('waste.scale')
const DISPOSAL_COST = slotOf('waste.disposalCost')
const YIELD = slotOf('recycling.yield')
const EXPONENT = slotOf('recycling.exponent')
const ADDITIONAL_PRICE = slotOf('recycling.price')
const PROCESSING_COST = slotOf('recycling.processingCost')
const TRANSACTION_RATE = slotOf('objective.transactionRate')
const UTILITY = OBJECTIVES.indexOf('utility')

/** A part of an enterprise, whose parameters are read together. */
export interface Part {
  /** An enterprise that has a part of its own here and shares the others. */
  separate(enterprise: Enterprise): Enterprise
  /** Renews the part. The level is no parameter: the waste has it before. */
  read(enterprise: Enterprise, block: Float64Array): void
}

const factor0: Part = {
  separate: (enterprise) => ({ ...enterprise, factors: [newFactor(), ...enterprise.factors.slice(1)] }),
  read: ({ factors }, block) => readFactor(factors[0], block, 0),
}

const factor1: Part = {
  separate: (enterprise) => ({ ...enterprise, factors: [enterprise.factors[0], newFactor()] }),
  read: ({ factors }, block) => readFactor(factors[1], block, 1),
}

const elasticities: Part = {
  separate: (enterprise) => ({ ...enterprise, elasticities: newElasticities() }),
  read: readElasticities,
}

const output: Part = {
  separate: (enterprise) => ({ ...enterprise, output: newOutput() }),
  read: readOutput,
}

const waste: Part = {
  separate: (enterprise) => ({ ...enterprise, waste: newWaste() }),
  read: readWaste,
}

const objective: Part = {
  separate: (enterprise) => ({ ...enterprise, objective: { ...enterprise.objective } }),
  read: readObjective,
}

const PARTS: Record<(typeof GROUP_OF_SLOT)[number], Part> = {
  factor0,
  factor1,
  elasticities,
  output,
  waste,
  objective,
  level: waste,
  none: waste,
}

/** The group of a parameter or of a knot of the table law, which lies behind them. */
const groupOf = (slot: number) => (slot < TABLE_SLOT ? GROUP_OF_SLOT[slot] : 'level')

/** The part that a parameter or a knot belongs to; what the level follows from belongs to the waste. */
export function partOf(slot: number): Part {
  return PARTS[groupOf(slot)]
}

/** Whether the level follows from a parameter. */
export function movesLevel(slot: number): boolean {
  return groupOf(slot) === 'level'
}

export function readAll(enterprise: Enterprise, block: Float64Array): void {
  factor0.read(enterprise, block)
  if (enterprise.factors.length === 2) factor1.read(enterprise, block)
  readElasticities(enterprise, block)
  readOutput(enterprise, block)
  readWaste(enterprise, block)
  readObjective(enterprise, block)
}

const isPositive = (x: number) => x > 0 && x < Infinity
const isAtLeastZero = (x: number) => x >= 0 && x < Infinity

function readFactor(factor: Factor, block: Float64Array, i: number): void {
  const price = block[PRICE + i]
  const costExponent = block[COST_EXPONENT + i]
  const lower = block[LOWER + i]
  const upper = block[UPPER + i]
  const volume = block[VOLUME + i]
  factor.price = price
  factor.costExponent = costExponent
  factor.lower = lower
  factor.upper = upper
  factor.logPrice = Math.log(price)
  factor.logCostExponent = Math.log(costExponent)
  factor.logLower = Math.log(lower)
  factor.logUpper = Math.log(upper)
  const isFree = Number.isNaN(volume)
  factor.volume = volume
  factor.valid =
    Number.isFinite(price) && isPositive(costExponent) && (isFree ? lower > 0 && lower < upper && upper < Infinity : isPositive(volume))
  factor.ordinary = price > 0 && isFree
}

function readElasticities({ factors, elasticities }: Enterprise, block: Float64Array): void {
  elasticities.valid = true
  for (let i = 0; i < factors.length; i++) {
    const output = block[OUTPUT_ELASTICITIES + i]
    const waste = block[WASTE_ELASTICITIES + i]
    elasticities.output[i] = output
    elasticities.waste[i] = waste
    elasticities.logOutput[i] = Math.log(output)
    elasticities.logWaste[i] = Math.log(waste)
    if (!isPositive(output) || !isAtLeastZero(waste)) elasticities.valid = false
  }
}

function readOutput({ output }: Enterprise, block: Float64Array): void {
  const scale = block[OUTPUT_SCALE]
  const price = block[OUTPUT_PRICE]
  const fixedCost = block[FIXED_COST]
  output.scale = scale
  output.price = price
  output.fixedCost = fixedCost
  output.logRevenue = Math.log(price * scale)
  output.valid = isPositive(scale) && Number.isFinite(price) && isAtLeastZero(fixedCost)
  output.ordinary = price > 0 && Math.max(price, scale) <= MOST_ORDINARY && isUsual(price * scale)
}

function readWaste({ waste }: Enterprise, block: Float64Array): void {
  const { level } = waste
  const exponent = block[EXPONENT]
  waste.scale = block[WASTE_SCALE]
  waste.disposalCost = block[DISPOSAL_COST]
  waste.yield = block[YIELD]
  waste.exponent = exponent
  waste.additionalPrice = block[ADDITIONAL_PRICE]
  waste.processingCost = block[PROCESSING_COST]
  deriveTerms(waste)
  waste.valid =
    isAtLeastZero(waste.scale) &&
    Number.isFinite(waste.disposalCost) &&
    isAtLeastZero(waste.yield) &&
    Number.isFinite(waste.additionalPrice) &&
    Number.isFinite(waste.processingCost) &&
    exponent > 0 &&
    exponent <= 1 &&
    level >= 0 &&
    level <= 1
  const { disposalCost, additionalPrice, processingCost } = waste
  const most = Math.max(disposalCost, additionalPrice, processingCost, waste.yield, waste.scale)
  waste.ordinary = Math.min(disposalCost, additionalPrice, processingCost) >= 0 && most <= MOST_ORDINARY
}

function readObjective({ objective }: Enterprise, block: Float64Array): void {
  objective.transactionRate = block[TRANSACTION_RATE]
  objective.valid = objective.kind !== UTILITY || isAtLeastZero(objective.transactionRate)
}
