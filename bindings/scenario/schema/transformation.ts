import * as z from 'zod/mini'
import { LAW_ENTRIES, type LawEntry } from '../../model/laws.ts'
import type { CheckedScenario, ScenarioInput } from '../types.ts'
import { atMost, descriptions, parameter, section } from './quantity.ts'

const MOST_KNOTS = 1_000_000

const variants = Object.entries<LawEntry>(LAW_ENTRIES).map(([law, { meaning, keys, meanings = {} }]) => {
  const shape = Object.fromEntries(
    keys.map((key) => {
      if (key === 'times[]') return ['times', knots(parameter('transformation.times[]'), 'times of the knots, increasing, years')]
      if (key === 'levels[]') return ['levels', knots(parameter('transformation.levels[]'), 'level at each of the times')]
      return [key, parameter(`transformation.${key}`, meanings[key])]
    }),
  )
  return section({ law: z.literal(law), ...shape }, meaning)
})

/** The transformation level over time, one variant a law. */
export const transformation = z
  .discriminatedUnion('law', variants as [(typeof variants)[number]], { error: 'an object with "law"' })
  .register(descriptions, { description: 'the transformation level over time' }) as unknown as z.ZodMiniType<
  NonNullable<CheckedScenario['transformation']>,
  NonNullable<ScenarioInput['transformation']>
>

function knots(element: z.ZodMiniType<number>, description: string) {
  const error = 'a list of at least one number'
  const tooMany = atMost(MOST_KNOTS, `at most ${MOST_KNOTS} knots`, 'leave out knots that change little')
  return z.array(element, { error }).check(z.minLength(1, { error }), tooMany).register(descriptions, { description, maxItems: MOST_KNOTS })
}
