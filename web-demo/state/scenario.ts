import { batch, computed, signal } from '@preact/signals'
import { parseScenario, ScenarioError, type Problem, type Scenario, type ScenarioInput } from 'offcut'
import { completed } from './completed.ts'
import { hasForm } from './form.ts'
import { FIRST_PRESET, presetScenario, type PresetName } from './presets.ts'
import { settled } from './settled.ts'
import { getAt, withAt } from './tree.ts'

/** Where the scenario came from: the base of the page's link and of every reset. */
export interface Origin {
  preset: PresetName
  scenario: ScenarioInput
}

function presetOrigin(preset: PresetName): Origin {
  return { preset, scenario: completed(presetScenario(preset)) }
}

const first = presetOrigin(FIRST_PRESET)

export const origin = signal<Origin>(first)
/** What the controls show. It may be wrong: then `problems` say how, and `scenario` stays the last right one. */
export const draft = signal<ScenarioInput>(first.scenario)
export const problems = signal<readonly Problem[]>([])
/** The last valid scenario: what every picture shows. */
export const scenario = signal<Scenario>(parseScenario(first.scenario))
/** What words about the scenario depend on: a drag of a price or a cost leaves it the same object, and what only reads this rests. */
export const naming = settled(() => {
  const { units, horizon, factors, transformation, objective } = scenario.value
  return { units, horizon, factors: factors.map(({ name }) => ({ name })), transformation: { law: transformation?.law }, objective }
})
/** Counts replacements of the whole state, by a link, an example or a file: what was being typed is gone then. */
export const replacements = signal(0)
export const isChanged = computed(() => draft.value !== origin.value.scenario)

const NONE: readonly Problem[] = []

/** Takes a draft; where it is valid, every picture follows. One that no field could show stays out, and its problems say why. */
export function change(next: ScenarioInput, others = NONE): void {
  batch(() => {
    try {
      const parsed = parseScenario(next)
      draft.value = next
      scenario.value = parsed
      problems.value = others
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      if (hasForm(next)) draft.value = next
      problems.value = [...error.problems, ...others]
    }
  })
}

export function changeAt(path: string, value: unknown): void {
  change(withAt(draft.value, path, value))
}

export function resetAt(path: string): void {
  changeAt(path, getAt(origin.value.scenario, path))
}

export function loadPreset(preset: PresetName): void {
  batch(() => {
    replacements.value++
    origin.value = presetOrigin(preset)
    change(origin.value.scenario)
  })
}

/** Opens a scenario's JSON text. @throws ScenarioError, and then everything stays as it was. */
export function loadText(text: string): void {
  parseScenario(text)
  batch(() => {
    const opened = completed(JSON.parse(text.replace(/^\uFEFF/, '')) as ScenarioInput)
    replacements.value++
    origin.value = { ...origin.value, scenario: opened }
    change(opened)
  })
}

export function reset(): void {
  batch(() => {
    replacements.value++
    change(origin.value.scenario)
  })
}
