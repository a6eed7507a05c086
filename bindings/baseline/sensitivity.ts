import { PARAMETERS, type ParameterPath } from '../layout.ts'
import { profitOfLevel, type Enterprise, type Flows } from './enterprise.ts'

/**
 * Envelope sensitivities at an optimum, the derivatives of its profit by a parameter: the resources' own move has no first-order effect, save along an
 * active bound. Infinite where the model is (the first unit of waste with g < 1).
 */
export function sensitivity(slot: number, enterprise: Enterprise, factors: number[], regime: number[], flows: Flows): number {
  const { output, waste, recycled, discharged, additionalOutput } = flows
  const outputValue = enterprise.outputPrice * output
  const burden = enterprise.disposalCost * discharged + enterprise.processingCost * recycled
  const gain = enterprise.exponent * enterprise.additionalPrice * additionalOutput // g q U
  const factorCost = (i: number) => enterprise.price[i] * factors[i] ** enterprise.costExponent[i]
  const marginal = (i: number) =>
    (enterprise.outputElasticities[i] * outputValue + enterprise.wasteElasticities[i] * (gain - burden) -
      enterprise.costExponent[i] * factorCost(i)) / factors[i]

  const path: ParameterPath = PARAMETERS[slot]
  const i = path.endsWith('[1]') || path.startsWith('factors[1]') ? 1 : 0
  switch (path.replace(/\[\d\]/, '')) {
    case 'factors.price': return -(factors[i] ** enterprise.costExponent[i])
    case 'factors.costExponent': return -factorCost(i) * Math.log(factors[i])
    case 'factors.lower': return regime[i] === 1 ? marginal(i) : 0
    case 'factors.upper': return regime[i] === 2 ? marginal(i) : 0
    case 'production.scale': return outputValue / enterprise.outputScale
    case 'production.elasticities': return outputValue * Math.log(factors[i])
    case 'production.price': return output
    case 'waste.scale': return ofWasteScale(enterprise, factors, waste, gain - burden)
    case 'waste.elasticities': return (gain - burden) * Math.log(factors[i])
    case 'waste.disposalCost': return -discharged
    case 'recycling.yield': return recycled > 0 ? enterprise.additionalPrice * recycled ** enterprise.exponent : 0
    case 'recycling.exponent':
      return recycled > 0 ? enterprise.additionalPrice * additionalOutput * Math.log(recycled) : 0
    case 'recycling.price': return additionalOutput
    case 'recycling.processingCost': return -recycled
    case 'fixedCost': return -1
    case 'level': return profitOfLevel(enterprise, flows)
    default: return NaN
  }
}

/** (g q U − (d(1−θ) + rθ) W) / B, with its limit at B = 0. */
function ofWasteScale(enterprise: Enterprise, factors: number[], waste: number, value: number): number {
  if (waste > 0) return value / enterprise.wasteScale
  const { level, exponent } = enterprise
  const revenue = enterprise.additionalPrice * enterprise.yield * level ** exponent
  if (exponent < 1 && revenue > 0) return Infinity
  const unit = factors.reduce((product, x, i) => product * x ** enterprise.wasteElasticities[i], 1)
  const charge = enterprise.disposalCost * (1 - level) + enterprise.processingCost * level
  return ((exponent === 1 ? revenue : 0) - charge) * unit
}
