import { deriveTerms, type Enterprise } from './enterprise.ts'
import { findFallingRoot } from './falling-root.ts'
import { newOneFactorProblem, setLine } from './one-factor-problem.ts'
import { solveOneFactor } from './one-factor.ts'
import { newOptimum, newPowers, raise, settle, type Optimum } from './placement.ts'
import { newTwoFactorProblem, type Plane } from './two-factor-problem.ts'
import { solveTwoFactor } from './two-factor.ts'

// Used for every optimum anew.
const POWERS = newPowers()
const LINE = newOneFactorProblem()
const PLANE = newTwoFactorProblem()

/** Fills `optimum` with the global maximum of the profit over the box, exact: see one-factor.ts and two-factor.ts. */
export function findOptimum(enterprise: Enterprise, optimum: Optimum): void {
  optimum.converged = true
  if (enterprise.factors.length === 2) optimum.converged = searchPlane(enterprise)
  else if (!findFallingRoot(enterprise, POWERS)) optimum.converged = searchLine(enterprise)
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

function searchLine(enterprise: Enterprise): boolean {
  const { factors, elasticities, output, waste } = enterprise
  const factor = factors[0]
  const b = elasticities.waste[0]
  const logB = elasticities.logWaste[0]
  setLine(LINE.output, output.logRevenue, elasticities.output[0], elasticities.logOutput[0])
  setLine(LINE.gain, waste.gain, waste.gainExponent * b, waste.logGainExponent + logB)
  setLine(LINE.burden, waste.burden, b, logB)
  setLine(LINE.cost, factor.logPrice, factor.costExponent, factor.logCostExponent)
  LINE.lower = factor.logLower
  LINE.upper = factor.logUpper
  solveOneFactor(LINE)
  POWERS.y[0] = LINE.y
  raise(POWERS, enterprise)
  return LINE.converged
}

function searchPlane(enterprise: Enterprise): boolean {
  const { factors, elasticities, output, waste } = enterprise
  PLANE.output.constant = output.logRevenue
  PLANE.gain.constant = waste.gain
  PLANE.burden.constant = waste.burden
  PLANE.exponent = waste.gainExponent
  PLANE.logExponent = waste.logGainExponent
  for (let i = 0; i < 2; i++) {
    const factor = factors[i]
    const b = elasticities.waste[i]
    const logB = elasticities.logWaste[i]
    setSlope(PLANE.output, i, elasticities.output[i], elasticities.logOutput[i])
    setSlope(PLANE.gain, i, waste.gainExponent * b, waste.logGainExponent + logB)
    setSlope(PLANE.burden, i, b, logB)
    setLine(PLANE.costs[i], factor.logPrice, factor.costExponent, factor.logCostExponent)
    PLANE.lower[i] = factor.logLower
    PLANE.upper[i] = factor.logUpper
  }
  solveTwoFactor(PLANE)
  POWERS.y[0] = PLANE.y[0]
  POWERS.y[1] = PLANE.y[1]
  raise(POWERS, enterprise)
  return PLANE.converged
}

function setSlope({ slopes, logSlopes }: Plane, i: number, slope: number, logSlope: number): void {
  slopes[i] = slope
  logSlopes[i] = logSlope
}
