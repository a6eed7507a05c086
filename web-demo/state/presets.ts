import type { ScenarioInput } from 'offcut'
import joinery from '../../examples/joinery.json'

/** The shipped examples by the name of their file, the page's first one first. */
export const PRESET_NAMES = ['joinery', 'workshop', 'rising-disposal-price', 'cobb-douglas', 'adjustment', 'capitalisation'] as const

export type PresetName = (typeof PRESET_NAMES)[number]

export const FIRST_PRESET = 'joinery'

const loaded: Partial<Record<PresetName, ScenarioInput>> & Record<typeof FIRST_PRESET, ScenarioInput> = {
  joinery: joinery as ScenarioInput,
}

export function isPreset(name: string | null): name is PresetName {
  return PRESET_NAMES.some((each) => each === name)
}

/** The scenario of an example; the first one's where it is not loaded. */
export function presetScenario(name: PresetName): ScenarioInput {
  return loaded[name] ?? loaded[FIRST_PRESET]
}

export function isLoaded(name: PresetName): boolean {
  return loaded[name] !== undefined
}

/** Brings the examples that the first picture does not need. */
export async function loadPresets(): Promise<void> {
  const others: Record<Exclude<PresetName, typeof FIRST_PRESET>, ScenarioInput> = (await import('./other-presets.ts')).OTHERS
  Object.assign(loaded, others)
}

/** Brings what a link may name. */
export async function loadPresetsOf(fragment: string): Promise<void> {
  if (PRESET_NAMES.some((name) => !isLoaded(name) && fragment.includes(name))) await loadPresets()
}
