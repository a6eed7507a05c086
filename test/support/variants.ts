/** Every law and mode of the registry, with usual numbers: those of a new one, too. */
import { LAW_ENTRIES, MODE_ENTRIES, type LawEntry, type ModeEntry } from '../../bindings/model/laws.ts'
import type { Law, Mode } from '../../bindings/model/layout.ts'
import { usualValue } from '../../bindings/model/sliders.ts'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'

export const HORIZON = { start: 0, end: 10, samples: 11 }
const KNOTS = { 'times[]': [1, 4, 8], 'levels[]': [0.1, 0.5, 0.9] }

const named = (key: string) => key.replace('[]', '')

/** A transformation by a law over HORIZON; levels from 0.1 on. */
export function usualTransformation(law: Law): NonNullable<ScenarioInput['transformation']> {
  const { keys }: LawEntry = LAW_ENTRIES[law]
  const own = keys.map((key) => [
    named(key),
    key === 'times[]' || key === 'levels[]' ? KNOTS[key] : usualValue(`transformation.${key}`, HORIZON),
  ])
  return { law, ...Object.fromEntries(own), ...(keys.includes('from') && { from: 0.1 }) }
}

/** Dynamics in a mode, by default with the initial volumes that the mode takes. */
export function usualDynamics(mode: Mode, factorCount: number): NonNullable<ScenarioInput['dynamics']> {
  const { keys }: ModeEntry = MODE_ENTRIES[mode]
  const list = (key: string) => Array.from({ length: factorCount }, (_, i) => usualValue(`dynamics.${key}`, HORIZON) * (1 + 0.2 * i))
  const lists = Object.fromEntries(keys.filter((key) => key.endsWith('[]')).map((key) => [named(key), list(key)]))
  return { mode, ...lists } as NonNullable<ScenarioInput['dynamics']>
}
