import type { Enterprise } from './enterprise.ts'
import { solveOneFactor, type Line } from './one-factor.ts'
import type { Pair, Plane } from './two-factor-problem.ts'
import { solveTwoFactor } from './two-factor.ts'

export interface Optimum {
  factors: number[]
  /** Codes of REGIMES. */
  regime: number[]
  converged: boolean
}

/** The global maximum of the profit over the box, exact: see one-factor.ts and two-factor.ts. */
export function exactOptimum(enterprise: Enterprise): Optimum {
  const { factorCount, lower, upper, price, costExponent } = enterprise
  const { gain, burden, gainExponent } = wasteTerms(enterprise)
  const output = Math.log(enterprise.outputPrice * enterprise.outputScale)
  const a = enterprise.outputElasticities
  const b = enterprise.wasteElasticities
  const yLower = lower.map(Math.log)
  const yUpper = upper.map(Math.log)
  const costs = price.map((c, i): Line => ({ constant: Math.log(c), slope: costExponent[i] }))
  if (factorCount === 1) {
    const { y, converged } = solveOneFactor({
      output: { constant: output, slope: a[0] },
      gain: { constant: gain, slope: gainExponent * b[0] },
      burden: { constant: burden, slope: b[0] },
      cost: costs[0],
      lower: yLower[0],
      upper: yUpper[0],
    })
    return place(enterprise, [y], yLower, yUpper, converged)
  }
  const plane = (constant: number, slopes: number[], factor = 1): Plane => ({ constant, slopes: [slopes[0] * factor, slopes[1] * factor] })
  const { y, converged } = solveTwoFactor({
    output: plane(output, a),
    gain: plane(gain, b, gainExponent),
    burden: plane(burden, b),
    costs: [costs[0], costs[1]],
    lower: yLower as Pair,
    upper: yUpper as Pair,
  })
  return place(enterprise, y, yLower, yUpper, converged)
}

/** ln of the coefficients of the revenue from recycled waste and of the cost of the waste stream; with g = 1 of their net. */
function wasteTerms({ level, wasteScale, yield: additionalYield, exponent, additionalPrice, disposalCost, processingCost }: Enterprise) {
  const revenue = additionalPrice * additionalYield * level ** exponent
  const charge = disposalCost * (1 - level) + processingCost * level
  if (exponent < 1) {
    return {
      gain: Math.log(revenue) + exponent * Math.log(wasteScale),
      burden: Math.log(charge * wasteScale),
      gainExponent: exponent,
    }
  }
  const net = revenue - charge
  return { gain: Math.log(Math.max(net, 0) * wasteScale), burden: Math.log(Math.max(-net, 0) * wasteScale), gainExponent: 1 }
}

function place(enterprise: Enterprise, y: number[], yLower: number[], yUpper: number[], converged: boolean): Optimum {
  const regime = y.map((value, i) => (value <= yLower[i] ? 1 : value >= yUpper[i] ? 2 : 0))
  const factors = y.map((value, i) =>
    regime[i] === 1 ? enterprise.lower[i] : regime[i] === 2 ? enterprise.upper[i]
      : Math.min(Math.max(Math.exp(value), enterprise.lower[i]), enterprise.upper[i]))
  return { factors, regime, converged }
}
