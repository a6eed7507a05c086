import * as z from 'zod/mini'
import { MODE_ENTRIES, type ModeEntry, type ModeKey } from '../../model/laws.ts'
import { PARAMETER_ENTRIES } from '../../model/parameters.ts'
import type { CheckedScenario, ScenarioInput } from '../types.ts'
import { descriptions, parameter, parameterPerFactor, section } from './quantity.ts'

const { least = NaN, most = NaN } = PARAMETER_ENTRIES['dynamics.tolerance'].range
/** The least and the greatest that may be asked for. */
export const TOLERANCES = [least, most] as const

const variants = Object.entries<ModeEntry>(MODE_ENTRIES).map(([mode, { meaning, keys }]) => {
  const shape = Object.fromEntries(keys.map((key) => [key.replace('[]', ''), schemaOf(key)]))
  return section({ mode: z.literal(mode), ...shape }, meaning)
})

function schemaOf(key: ModeKey) {
  if (key === 'initial[]') return z.optional(parameterPerFactor('dynamics.initial[]'))
  return key === 'tolerance' ? parameter('dynamics.tolerance') : parameterPerFactor(`dynamics.${key}`)
}

/** How the resources follow their optimum over time, one variant a mode. */
export const dynamics = z
  .discriminatedUnion('mode', variants as [(typeof variants)[number]], { error: 'an object with "mode"' })
  .register(descriptions, { description: 'how the resources follow their optimum over time' }) as unknown as z.ZodMiniType<
  CheckedScenario['dynamics'],
  NonNullable<ScenarioInput['dynamics']>
>
