import type { ScenarioInput } from 'offcut'
import adjustment from '../../examples/adjustment.json'
import capitalisation from '../../examples/capitalisation.json'
import joinery from '../../examples/joinery.json'
import cobbDouglas from '../../examples/cobb-douglas.json'
import risingDisposalPrice from '../../examples/rising-disposal-price.json'
import workshop from '../../examples/workshop.json'

/** The shipped examples by the name of their file, the page's first one first. */
export const PRESETS = {
  joinery: joinery as ScenarioInput,
  workshop: workshop as ScenarioInput,
  'rising-disposal-price': risingDisposalPrice as ScenarioInput,
  'cobb-douglas': cobbDouglas as ScenarioInput,
  adjustment: adjustment as ScenarioInput,
  capitalisation: capitalisation as ScenarioInput,
} as const

export type PresetName = keyof typeof PRESETS
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[]

export const FIRST_PRESET: PresetName = 'joinery'

export function isPreset(name: string | null): name is PresetName {
  return name !== null && Object.hasOwn(PRESETS, name)
}
