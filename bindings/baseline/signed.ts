/**
 * Enterprises whose prices have other signs than the fast search is for, or that have a fixed factor or another objective than profit: they go
 * through the portable solver (assembly/shared), which the WebAssembly module has compiled in.
 */
import { ENTERPRISE } from '../../assembly/shared/signed-enterprise.ts'
import * as derivatives from '../../assembly/shared/signed-derivatives.ts'
import {
  maximumProfit,
  profitability,
  resume,
  solve,
  solveDensely,
  SOLUTION,
  transactionCost,
  utility,
} from '../../assembly/shared/signed-solution.ts'
import { METRICS, PARAMETERS, SENSITIVITY, type Metric } from '../model/layout.ts'
import { isOrdinary, type Enterprise } from './enterprise.ts'
import type { Optimum } from './powers.ts'

/** Fills `optimum`; `defined` tells whether there is one. */
export function findSigned(enterprise: Enterprise, optimum: Optimum): void {
  read(enterprise)
  solve(enterprise.objective.kind, enterprise.objective.transactionRate)
  write(optimum)
}

/** The same by a dense grid of volumes. */
export function findSignedDensely(enterprise: Enterprise, optimum: Optimum): void {
  read(enterprise)
  solveDensely(enterprise.objective.kind, enterprise.objective.transactionRate)
  write(optimum)
}

function read({ factors, elasticities, output, waste }: Enterprise): void {
  const e = ENTERPRISE
  e.factors = factors.length
  e.productionScale = output.scale
  e.productionPrice = output.price
  e.wasteScale = waste.scale
  e.disposalCost = waste.disposalCost
  e.additionalYield = waste.yield
  e.exponent = waste.exponent
  e.recyclingPrice = waste.additionalPrice
  e.processingCost = waste.processingCost
  e.fixedCost = output.fixedCost
  e.level = waste.level
  for (let i = 0; i < factors.length; i++) {
    e.outputElasticity[i] = elasticities.output[i]
    e.wasteElasticity[i] = elasticities.waste[i]
    e.price[i] = factors[i].price
    e.costExponent[i] = factors[i].costExponent
    e.lower[i] = factors[i].lower
    e.upper[i] = factors[i].upper
    e.volume[i] = factors[i].volume
  }
}

function write(optimum: Optimum): void {
  const { flows } = optimum
  for (let i = 0; i < optimum.factors.length; i++) {
    optimum.factors[i] = SOLUTION.factor[i]
    optimum.regime[i] = SOLUTION.regime[i]
  }
  optimum.failed = !SOLUTION.isComplete
  optimum.defined = SOLUTION.isDefined
  optimum.costWeight = SOLUTION.costWeight
  flows.output = SOLUTION.output
  flows.waste = SOLUTION.waste
  flows.recycled = SOLUTION.recycled
  flows.discharged = SOLUTION.discharged
  flows.additionalOutput = SOLUTION.additionalOutput
  flows.factorCosts = ENTERPRISE.price.reduce((sum, price, i) => (i < ENTERPRISE.factors ? sum + price * SOLUTION.costPower[i] : sum), 0)
  flows.revenue = SOLUTION.revenue
  flows.cost = SOLUTION.cost
  flows.profit = SOLUTION.profit
}

/** Metrics for which there is more to an enterprise of other signs than its flows. */
const DERIVED: Partial<Record<Metric, () => number>> = {
  profitability,
  profitOfLevel: derivatives.profitOfLevel,
  maximumProfitOfLevel: maximumProfit,
  transactionCost,
  utility,
  objectiveOfLevel: () => derivatives.objectiveBy(derivatives.BY_LEVEL, 0),
}

const MAXIMUM_PROFIT = METRICS.indexOf('maximumProfitOfLevel')

/**
 * A metric at given volumes, for which the ordinary formulas do not do; undefined where they do. `costWeight` is the optimum's, and NaN where the
 * volumes are no optimum.
 */
export function signedMetric(
  code: number,
  slot: number,
  enterprise: Enterprise,
  volumes: number[],
  costWeight: number,
): number | undefined {
  if (isOrdinary(enterprise) && !(code === MAXIMUM_PROFIT && Number.isNaN(costWeight))) return undefined
  const derived = code === SENSITIVITY ? () => sensitivity(slot) : DERIVED[METRICS[code]]
  if (derived === undefined) return undefined
  const { kind, transactionRate } = enterprise.objective
  read(enterprise)
  resume(kind, transactionRate, costWeight, Math.log(volumes[0]), volumes.length === 2 ? Math.log(volumes[1]) : 0)
  return derived()
}

/** What a parameter is to the portable derivatives, by its path without the number of the factor. */
const KINDS: Record<string, number> = {
  'factors.price': derivatives.BY_PRICE,
  'factors.costExponent': derivatives.BY_COST_EXPONENT,
  'factors.lower': derivatives.BY_LOWER,
  'factors.upper': derivatives.BY_UPPER,
  'factors.volume': derivatives.BY_VOLUME,
  'production.scale': derivatives.BY_PRODUCTION_SCALE,
  'production.elasticities': derivatives.BY_OUTPUT_ELASTICITY,
  'production.price': derivatives.BY_PRODUCTION_PRICE,
  'waste.scale': derivatives.BY_WASTE_SCALE,
  'waste.elasticities': derivatives.BY_WASTE_ELASTICITY,
  'waste.disposalCost': derivatives.BY_DISPOSAL_COST,
  'recycling.yield': derivatives.BY_YIELD,
  'recycling.exponent': derivatives.BY_EXPONENT,
  'recycling.price': derivatives.BY_RECYCLING_PRICE,
  'recycling.processingCost': derivatives.BY_PROCESSING_COST,
  fixedCost: derivatives.BY_FIXED_COST,
  'objective.transactionRate': derivatives.BY_TRANSACTION_RATE,
  level: derivatives.BY_LEVEL,
}

/** By slot: the kind, and the factor. */
const SLOTS = PARAMETERS.map((path) => ({ kind: KINDS[path.replace(/\[\d\]/, '')] ?? -1, factor: path.includes('[1]') ? 1 : 0 }))

function sensitivity(slot: number): number {
  return derivatives.objectiveBy(SLOTS[slot].kind, SLOTS[slot].factor)
}
