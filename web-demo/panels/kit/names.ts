import type { ScenarioInput } from 'offcut'
import { parameterInfo } from '../../state/fields.ts'
import { getAt } from '../../state/tree.ts'
import { kitWords } from './words.ts'

/** What a number is called, those of `changes` too. */
export function parameterName(path: string, scenario: ScenarioInput): string {
  const scaled = /^(changes\[\d+\])\.scale$/.exec(path)
  if (scaled) return kitWords.value.scaleOf(parameterInfo(String(getAt(scenario, `${scaled[1]}.parameter`)), scenario).label)
  return parameterInfo(path, scenario).label
}
