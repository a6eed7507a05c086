import { deriveTerms, type Enterprise, type Factor } from './enterprise.ts'
import { findFallingRoot } from './falling-root.ts'
import { solveOneFactor, type Line } from './one-factor.ts'
import { newOptimum, newPowers, raise, settle, type Optimum } from './placement.ts'
import type { Plane } from './two-factor-problem.ts'
import { solveTwoFactor } from './two-factor.ts'

const POWERS = newPowers()

/** Fills `optimum` with the global maximum of the profit over the box, exact: see one-factor.ts and two-factor.ts. */
export function findOptimum(enterprise: Enterprise, optimum: Optimum): void {
  optimum.converged = true
  if (enterprise.factors.length === 2) findInPlane(enterprise, optimum)
  else if (!findFallingRoot(enterprise, POWERS)) findOnLine(enterprise, optimum)
  settle(optimum, enterprise, POWERS)
}

/** The optimum at a level, which the enterprise has from then on. */
export function optimumAt(enterprise: Enterprise, level: number): Optimum {
  const optimum = newOptimum(enterprise.factors.length)
  enterprise.waste.level = level
  deriveTerms(enterprise.waste)
  findOptimum(enterprise, optimum)
  return optimum
}

function findOnLine(enterprise: Enterprise, optimum: Optimum): void {
  const { factors, elasticities, output, waste } = enterprise
  const wasteElasticity = elasticities.waste[0]
  const logWasteElasticity = elasticities.logWaste[0]
  const { y, converged } = solveOneFactor({
    output: { constant: output.logRevenue, slope: elasticities.output[0], logSlope: elasticities.logOutput[0] },
    gain: { constant: waste.gain, slope: waste.gainExponent * wasteElasticity, logSlope: waste.logGainExponent + logWasteElasticity },
    burden: { constant: waste.burden, slope: wasteElasticity, logSlope: logWasteElasticity },
    cost: costOf(factors[0]),
    lower: factors[0].logLower,
    upper: factors[0].logUpper,
  })
  optimum.converged = converged
  POWERS.y[0] = y
  raise(POWERS, enterprise)
}

function costOf({ logPrice, costExponent, logCostExponent }: Factor): Line {
  return { constant: logPrice, slope: costExponent, logSlope: logCostExponent }
}

function findInPlane(enterprise: Enterprise, optimum: Optimum): void {
  const { factors: [first, second], elasticities, output, waste } = enterprise
  const plane = (constant: number, [slope0, slope1]: number[], [log0, log1]: number[], exponent = 1, logExponent = 0): Plane => ({
    constant, slopes: [exponent * slope0, exponent * slope1], logSlopes: [logExponent + log0, logExponent + log1],
  })
  const { y, converged } = solveTwoFactor({
    output: plane(output.logRevenue, elasticities.output, elasticities.logOutput),
    gain: plane(waste.gain, elasticities.waste, elasticities.logWaste, waste.gainExponent, waste.logGainExponent),
    burden: plane(waste.burden, elasticities.waste, elasticities.logWaste),
    costs: [costOf(first), costOf(second)],
    lower: [first.logLower, second.logLower],
    upper: [first.logUpper, second.logUpper],
  })
  optimum.converged = converged
  POWERS.y[0] = y[0]
  POWERS.y[1] = y[1]
  raise(POWERS, enterprise)
}
