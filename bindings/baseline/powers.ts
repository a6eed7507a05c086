/** From the logarithms of volumes to the enterprise's flows there. */
import { LEAST_USUAL } from '../../assembly/shared/range.ts'
import { REGIMES } from '../model/layout.ts'
import type { Enterprise } from './enterprise.ts'
import { completeFlows, newFlows, worth, type Flows } from './flows.ts'

/** The volumes of an optimum and the flows there. */
export interface Optimum {
  factors: number[]
  /** Codes of REGIMES. */
  regime: number[]
  /** Whether the search gave up. */
  failed: boolean
  /** Whether the objective is allowed there, and money finite. */
  defined: boolean
  /** The cost's weight in the objective that is best there: 1 for profit. */
  costWeight: number
  flows: Flows
}

/** Powers of the volumes at a point, which its flows are made of. */
export interface Powers {
  /** y_i = ln x_i */
  y: number[]
  /** x_i and x_i^{k_i} */
  volumes: number[]
  costs: number[]
  /** V / A and W / B */
  output: number
  waste: number
  /** (W / B)^g */
  recycled: number
}

const INTERIOR = REGIMES.indexOf('interior')
const LOWER = REGIMES.indexOf('lower')
const UPPER = REGIMES.indexOf('upper')

// Numbers start as NaN, which tells the JavaScript engine that they will not be small integers.

export function newOptimum(factorCount: number): Optimum {
  return {
    factors: new Array<number>(factorCount).fill(NaN),
    regime: new Array<number>(factorCount).fill(INTERIOR),
    failed: false,
    defined: true,
    costWeight: 1,
    flows: newFlows(),
  }
}

export function newPowers(): Powers {
  return { y: [NaN, NaN], volumes: [NaN, NaN], costs: [NaN, NaN], output: NaN, waste: NaN, recycled: NaN }
}

/** Raises the powers at their y. */
export function raise(powers: Powers, { factors, elasticities, waste }: Enterprise): void {
  let outputExponent = 0
  let wasteExponent = 0
  for (let i = 0; i < factors.length; i++) {
    const { costExponent } = factors[i]
    const y = powers.y[i]
    const volume = Math.exp(y)
    outputExponent += elasticities.output[i] * y
    wasteExponent += elasticities.waste[i] * y
    powers.volumes[i] = volume
    powers.costs[i] = costExponent === 1 ? volume : Math.exp(costExponent * y)
  }
  powers.output = Math.exp(outputExponent)
  powers.waste = Math.exp(wasteExponent)
  powers.recycled = waste.exponent === 1 ? powers.waste : Math.exp(waste.exponent * wasteExponent)
}

/** Fills `optimum` from the powers there, and says whether it is defined: money and output are in range. A volume at or beyond a bound is exactly that bound. */
export function settle(optimum: Optimum, enterprise: Enterprise, powers: Powers): void {
  const { factors, output, waste } = enterprise
  const { flows } = optimum
  let factorCosts = 0
  for (let i = 0; i < factors.length; i++) {
    const { price, costExponent, lower, upper, logLower, logUpper } = factors[i]
    const y = powers.y[i]
    const x = powers.volumes[i]
    const regime = y <= logLower || x <= lower ? LOWER : y >= logUpper || x >= upper ? UPPER : INTERIOR
    const volume = regime === LOWER ? lower : regime === UPPER ? upper : x
    optimum.regime[i] = regime
    optimum.factors[i] = volume
    factorCosts += price * (costExponent === 1 ? volume : powers.costs[i])
  }
  flows.output = output.scale * powers.output
  flows.waste = worth(waste.scale, powers.waste)
  flows.additionalOutput = worth(waste.additionalScale, powers.recycled)
  flows.factorCosts = factorCosts
  completeFlows(flows, enterprise)
  optimum.defined = Number.isFinite(flows.profit) && flows.output >= LEAST_USUAL
  optimum.costWeight = 1
}
