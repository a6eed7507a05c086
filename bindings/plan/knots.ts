import type { Scenario } from '../scenario/index.ts'

/** Number of table knots of a scenario; 0 without a table law. */
export function knotCount(scenario: Scenario): number {
  return scenario.transformation?.law === 'table' ? scenario.transformation.times.length : 0
}
