import { DIRECTIONS } from '../model/layout.ts'
import type { Enterprise } from './enterprise.ts'

const GAIN = DIRECTIONS.indexOf('gain')
const BURDEN = DIRECTIONS.indexOf('burden')

/** Every flow of model.md section 1 at given resource volumes. */
export interface Flows {
  output: number
  waste: number
  recycled: number
  discharged: number
  additionalOutput: number
  /** Σ c_i x_i^{k_i} */
  factorCosts: number
  revenue: number
  cost: number
  profit: number
}

export function newFlows(): Flows {
  return {
    output: NaN,
    waste: NaN,
    recycled: NaN,
    discharged: NaN,
    additionalOutput: NaN,
    factorCosts: NaN,
    revenue: NaN,
    cost: NaN,
    profit: NaN,
  }
}

/** A price times an amount: what has no price is worth nothing, however much there is of it. */
export function worth(price: number, amount: number): number {
  return price === 0 ? 0 : price * amount
}

/** Fills what follows from the output, the waste, the additional output and the cost of the factors. */
export function completeFlows(flows: Flows, { output, waste }: Enterprise): void {
  const recycled = worth(waste.level, flows.waste)
  const discharged = worth(1 - waste.level, flows.waste)
  const revenue = output.price * flows.output + worth(waste.additionalPrice, flows.additionalOutput)
  const cost = output.fixedCost + flows.factorCosts + (worth(waste.disposalCost, discharged) + worth(waste.processingCost, recycled))
  flows.recycled = recycled
  flows.discharged = discharged
  flows.revenue = revenue
  flows.cost = cost
  flows.profit = revenue - cost
}

/** The flows at given volumes. */
export function flowsAt(enterprise: Enterprise, volumes: readonly number[]): Flows {
  const { factors, elasticities, output, waste } = enterprise
  const flows = newFlows()
  flows.output = output.scale
  flows.waste = 1
  flows.factorCosts = 0
  for (let i = 0; i < factors.length; i++) {
    flows.output *= volumes[i] ** elasticities.output[i]
    flows.waste *= volumes[i] ** elasticities.waste[i]
    flows.factorCosts += factors[i].price * volumes[i] ** factors[i].costExponent
  }
  flows.waste = worth(waste.scale, flows.waste)
  const recycled = worth(waste.level, flows.waste)
  flows.additionalOutput = recycled > 0 ? waste.yield * recycled ** waste.exponent : 0
  completeFlows(flows, enterprise)
  return flows
}

/** The same into `flows`, from the volumes and their logarithms: exponentials take a third of the time of powers. */
export function setFlows(flows: Flows, enterprise: Enterprise, volumes: readonly number[], logs: readonly number[]): void {
  const { factors, elasticities, output, waste } = enterprise
  let logOutput = 0
  let logWaste = 0
  flows.factorCosts = 0
  for (let i = 0; i < factors.length; i++) {
    const { price, costExponent } = factors[i]
    logOutput += elasticities.output[i] * logs[i]
    logWaste += elasticities.waste[i] * logs[i]
    flows.factorCosts += price * (costExponent === 1 ? volumes[i] : Math.exp(costExponent * logs[i]))
  }
  flows.output = output.scale * Math.exp(logOutput)
  flows.waste = worth(waste.scale, Math.exp(logWaste))
  const recycled = worth(waste.level, flows.waste)
  const powered = waste.exponent === 1 ? recycled : recycled ** waste.exponent
  flows.additionalOutput = recycled > 0 ? waste.yield * powered : 0
  completeFlows(flows, enterprise)
}

/** ∂Π/∂θ at fixed resources, which at an optimum is its derivative by θ (envelope theorem). */
export function profitOfLevel({ waste }: Enterprise, flows: Flows): number {
  const { level, exponent, additionalPrice } = waste
  const saved = worth(waste.disposalCost - waste.processingCost, flows.waste)
  const value = additionalPrice * waste.yield
  if (exponent === 1) return worth(value, flows.waste) + saved
  if (value === 0 || flows.waste === 0) return saved
  return level > 0 ? (exponent * additionalPrice * flows.additionalOutput) / level + saved : Infinity
}

/** φ(W) / W, which with g = 1 is m(θ) and depends on the level alone. */
export function valueOfWaste({ waste }: Enterprise, flows: Flows): number {
  const { level, exponent, additionalPrice } = waste
  const value = additionalPrice * waste.yield
  const cost = waste.disposalCost * (1 - level) + waste.processingCost * level
  if (value === 0 || level === 0) return 0 - cost // no −0
  return value * (exponent === 1 ? level : level ** exponent * flows.waste ** (exponent - 1)) - cost
}

/** How much more a unit of waste is worth at level 1 than at level 0, where g = 1. */
export function valuePerLevel({ waste }: Enterprise): number {
  return waste.exponent === 1 ? waste.additionalPrice * waste.yield + waste.disposalCost - waste.processingCost : NaN
}

/** The level in (0, 1] at which the net value of waste changes sign, from −d to that at level 1; NaN where it has one sign or none. */
export function breakEvenLevel({ waste }: Enterprise): number {
  const { disposalCost, exponent } = waste
  const atOne = waste.additionalPrice * waste.yield - waste.processingCost
  const changes = disposalCost > 0 ? atOne >= 0 : disposalCost < 0 && atOne <= 0
  // Of one sign, the two are added without loss.
  return exponent === 1 && changes ? disposalCost / (disposalCost + atOne) : NaN
}

/** Code of DIRECTIONS: what waste is above that level. */
export function breakEvenDirection(enterprise: Enterprise): number {
  if (Number.isNaN(breakEvenLevel(enterprise))) return NaN
  return enterprise.waste.disposalCost > 0 ? GAIN : BURDEN
}
