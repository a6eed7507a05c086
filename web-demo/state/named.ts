import type { Scenario } from 'offcut'
import { language, words } from '../texts/index.ts'
import { presetScenario } from './presets.ts'
import { origin } from './scenario.ts'
import { getAt } from './tree.ts'

/** A name as the page says it: in its language where it is a shipped example's own, else as the user wrote it. */
export function named(name: string, path: string): string {
  return (isExamples(name, path) && words.value.namesOfExamples[name]) || name
}

/** The name of a scenario; an example's is what the page calls it. */
export function nameOf({ name }: Scenario): string | undefined {
  return name !== undefined && language.value !== 'en' && isExamples(name, 'name') ? words.value.presets[origin.value.preset] : name
}

function isExamples(name: string, path: string): boolean {
  return getAt(presetScenario(origin.value.preset), path) === name
}
