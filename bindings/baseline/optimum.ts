import { OneFactorProblem } from '../../assembly/shared/one-factor-problem.ts'
import { TwoFactorProblem } from '../../assembly/shared/two-factor-problem.ts'
import { deriveTerms, isOrdinary, type Enterprise } from './enterprise.ts'
import { findFallingRoot } from './falling-root.ts'
import { solveOneFactor } from './one-factor.ts'
import { findSigned } from './signed.ts'
import { newOptimum, newPowers, raise, settle, type Optimum } from './powers.ts'
import { solveTwoFactor } from './two-factor.ts'

// Used for every optimum anew.
const POWERS = newPowers()
const LINE = new OneFactorProblem()
const PLANE = new TwoFactorProblem()

/** Fills `optimum` with the global maximum of the profit over the box, exact: see one-factor.ts and two-factor.ts. */
export function findOptimum(enterprise: Enterprise, optimum: Optimum): void {
  if (!isOrdinary(enterprise)) return findSigned(enterprise, optimum)
  optimum.failed = false
  if (enterprise.factors.length === 2) optimum.failed = searchPlane(enterprise).failed
  else if (!findFallingRoot(enterprise, POWERS)) searchLine(enterprise)
  if (!optimum.failed) settle(optimum, enterprise, POWERS)
  // What the search gave up, or what is out of range there, is the portable solver's: slower, and for anything.
  if (optimum.failed || !optimum.defined) findSigned(enterprise, optimum)
}

/** The optimum at a level, which the enterprise has from then on. */
export function optimumAt(enterprise: Enterprise, level: number): Optimum {
  const optimum = newOptimum(enterprise.factors.length)
  enterprise.waste.level = level
  deriveTerms(enterprise.waste)
  findOptimum(enterprise, optimum)
  return optimum
}

function searchLine(enterprise: Enterprise): void {
  const { factors, elasticities, output, waste } = enterprise
  const [factor] = factors
  const b = elasticities.waste[0]
  const logB = elasticities.logWaste[0]
  LINE.output = output.logRevenue
  LINE.outputSlope = elasticities.output[0]
  LINE.logOutputSlope = elasticities.logOutput[0]
  LINE.gain = waste.gain
  LINE.gainSlope = waste.gainExponent * b
  LINE.logGainSlope = waste.logGainExponent + logB
  LINE.burden = waste.burden
  LINE.burdenSlope = b
  LINE.logBurdenSlope = logB
  LINE.cost = factor.logPrice
  LINE.costSlope = factor.costExponent
  LINE.logCostSlope = factor.logCostExponent
  LINE.lower = factor.logLower
  LINE.upper = factor.logUpper
  solveOneFactor(LINE)
  POWERS.y[0] = LINE.y
  raise(POWERS, enterprise)
}

function searchPlane(enterprise: Enterprise): TwoFactorProblem {
  const { factors, elasticities, output, waste } = enterprise
  const [first, second] = factors
  PLANE.output = output.logRevenue
  PLANE.outputSlope0 = elasticities.output[0]
  PLANE.outputSlope1 = elasticities.output[1]
  PLANE.logOutputSlope0 = elasticities.logOutput[0]
  PLANE.logOutputSlope1 = elasticities.logOutput[1]
  PLANE.gain = waste.gain
  PLANE.burden = waste.burden
  PLANE.exponent = waste.gainExponent
  PLANE.logExponent = waste.logGainExponent
  PLANE.gainSlope0 = waste.gainExponent * elasticities.waste[0]
  PLANE.gainSlope1 = waste.gainExponent * elasticities.waste[1]
  PLANE.logGainSlope0 = waste.logGainExponent + elasticities.logWaste[0]
  PLANE.logGainSlope1 = waste.logGainExponent + elasticities.logWaste[1]
  PLANE.burdenSlope0 = elasticities.waste[0]
  PLANE.burdenSlope1 = elasticities.waste[1]
  PLANE.logBurdenSlope0 = elasticities.logWaste[0]
  PLANE.logBurdenSlope1 = elasticities.logWaste[1]
  PLANE.cost0 = first.logPrice
  PLANE.cost1 = second.logPrice
  PLANE.costSlope0 = first.costExponent
  PLANE.costSlope1 = second.costExponent
  PLANE.logCostSlope0 = first.logCostExponent
  PLANE.logCostSlope1 = second.logCostExponent
  PLANE.lower0 = first.logLower
  PLANE.lower1 = second.logLower
  PLANE.upper0 = first.logUpper
  PLANE.upper1 = second.logUpper
  solveTwoFactor(PLANE)
  POWERS.y[0] = PLANE.y0
  POWERS.y[1] = PLANE.y1
  raise(POWERS, enterprise)
  return PLANE
}
