/** Systems of enterprises whose waste, materials and goods are traded at prices that clear every market; the same in Node and in browsers. */
export { parseSystem, type ParseSystemOptions } from './document/parse.ts'
export type { Curve, Enterprise, Kind, Link, Material, Port, PortName, State, System, SystemInput } from './document/types.ts'
export { solveSystem, type SolveOptions, type SystemResult } from './solve.ts'
export { pathOfSystem, circularityBetween, type Circularity, type SystemPath } from './time.ts'
export { disruptionsOf, worthOf, type DisruptionOptions, type Disruptions, type SituationResult, type Spread } from './disruptions.ts'
export { SystemError } from './equilibrium/errors.ts'
export type { EnterpriseResult, Flow, Trade, UsedPlan } from './account.ts'
export type { EnterpriseIndicators, Indicators, MarketIndicators, RegionIndicators } from './indicators.ts'
