import { PARAMETERS } from '../model/layout.ts'
import type { Enterprise } from './enterprise.ts'
import { profitOfLevel, worth, type Flows } from './flows.ts'

/** By slot: the parameter without the number of its factor, and that number. */
const PARTS = PARAMETERS.map((path) => ({ name: path.replace(/\[\d\]/, ''), factor: path.includes('[1]') ? 1 : 0 }))

/**
 * Envelope sensitivities at an optimum, the derivatives of its profit by a parameter: the resources' own move has no first-order effect, save along an
 * active bound. Infinite where the model is (the first unit of waste with g < 1).
 */
export function sensitivity(slot: number, enterprise: Enterprise, volumes: number[], regime: number[], flows: Flows): number {
  const { output, waste } = enterprise
  const { recycled, discharged, additionalOutput } = flows
  const { name, factor: i } = PARTS[slot]
  const revenue = output.price * flows.output
  const burden = worth(waste.disposalCost, discharged) + worth(waste.processingCost, recycled)
  const net = worth(waste.exponent * waste.additionalPrice, additionalOutput) - burden // g q U − (d(1−θ) + rθ) W
  switch (name) {
    case 'factors.price':
      return -costPower(enterprise, volumes, i)
    case 'factors.costExponent':
      return -enterprise.factors[i].price * costPower(enterprise, volumes, i) * Math.log(volumes[i])
    case 'factors.lower':
      return regime[i] === 1 ? marginalProfit(enterprise, volumes, i, revenue, net) : 0
    case 'factors.volume':
      return 0 // it is free
    case 'factors.upper':
      return regime[i] === 2 ? marginalProfit(enterprise, volumes, i, revenue, net) : 0
    case 'production.scale':
      return revenue / output.scale
    case 'production.elasticities':
      return revenue * Math.log(volumes[i])
    case 'production.price':
      return flows.output
    case 'waste.scale':
      return flows.waste > 0 ? net / waste.scale : ofWasteScale(enterprise, volumes)
    case 'waste.elasticities':
      return net * Math.log(volumes[i])
    case 'waste.disposalCost':
      return -discharged
    case 'recycling.yield':
      return recycled > 0 ? worth(waste.additionalPrice, recycled ** waste.exponent) : 0
    case 'recycling.exponent':
      return recycled > 0 ? worth(waste.additionalPrice, additionalOutput) * Math.log(recycled) : 0
    case 'recycling.price':
      return additionalOutput
    case 'recycling.processingCost':
      return -recycled
    case 'fixedCost':
      return -1
    case 'level':
      return profitOfLevel(enterprise, flows)
    default:
      return NaN
  }
}

/** x_i^{k_i} */
function costPower({ factors }: Enterprise, volumes: number[], i: number): number {
  return volumes[i] ** factors[i].costExponent
}

/** ∂Π/∂x_i */
function marginalProfit(enterprise: Enterprise, volumes: number[], i: number, revenue: number, net: number): number {
  const { factors, elasticities } = enterprise
  const marginalCost = factors[i].costExponent * factors[i].price * costPower(enterprise, volumes, i)
  return (elasticities.output[i] * revenue + elasticities.waste[i] * net - marginalCost) / volumes[i]
}

/** The limit of (g q U − (d(1−θ) + rθ) W) / B at B = 0. */
function ofWasteScale({ elasticities, waste }: Enterprise, volumes: number[]): number {
  const { level, exponent } = waste
  const revenue = waste.additionalPrice * waste.yield * level ** exponent
  if (exponent < 1 && revenue > 0) return Infinity
  const unit = volumes.reduce((product, x, i) => product * x ** elasticities.waste[i], 1)
  const charge = waste.disposalCost * (1 - level) + waste.processingCost * level
  return worth((exponent === 1 ? revenue : 0) - charge, unit)
}
