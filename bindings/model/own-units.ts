/** Names of quantities with the unit that a scenario gives words for. */
import { metricEntry } from './metrics.ts'
import { parameterEntry } from './parameters.ts'
import { unitText, wordsOf, type OwnUnits } from './units.ts'

/** The unit of a metric or parameter in the scenario's words; '' for a number without one, and for names that are neither. */
export function unitOf(name: string, units: OwnUnits = {}): string {
  const unit = name === 'time' ? 'time' : (metricEntry(name) ?? parameterEntry(name))?.unit
  return unit === undefined || unit === 'share' ? '' : unitText(unit, wordsOf(units, name))
}

/** `profit, EUR/year` where the scenario has words for units; the name alone where not. */
export function withOwnUnit(name: string, units: OwnUnits | undefined): string {
  const unit = units && unitOf(name, units)
  return unit ? `${name}, ${unit}` : name
}
