import * as z from 'zod/mini'
import { LAW_ENTRIES, type LawEntry, type LawKey } from '../../model/laws.ts'
import { INTERPOLATIONS } from '../../model/changes.ts'
import type { CheckedScenario, ScenarioInput } from '../types.ts'
import { atMost, descriptions, nonnegative, parameter, positive, real, section, text } from './quantity.ts'

const MOST_KNOTS = 1_000_000

const target = text('path of a parameter of the enterprise, such as waste.disposalCost')

function list<Element extends z.ZodMiniType>(element: Element, description: string) {
  const error = 'a list of at least one entry'
  const tooMany = atMost(MOST_KNOTS, `at most ${MOST_KNOTS} entries`, 'leave out those that change little')
  return z.array(element, { error }).check(z.minLength(1, { error }), tooMany).register(descriptions, { description, maxItems: MOST_KNOTS })
}

const growth = () =>
  section(
    {
      parameters: list(target, 'the parameters that grow together'),
      growth: real('rate of growth, continuous, 1/year; below 0 they shrink'),
      since: z.optional(real('time at which the parameters have their own values, years; by default the start of the horizon')),
    },
    'parameters and growth',
  )

const schedule = () =>
  section(
    {
      parameter: target,
      times: list(real('time of a knot, years'), 'times of the knots, increasing, years'),
      values: list(real('value at a knot'), 'value at each of the times'),
      interpolation: z
        ._default(z.enum(INTERPOLATIONS, { error: INTERPOLATIONS.map((name) => `"${name}"`).join(', ') }), 'step')
        .register(descriptions, { description: 'values that hold until the next time, straight lines between them, or a monotone cubic' }),
      scale: z._default(real('factor of every value'), 1),
    },
    'parameter, times and values',
  )

const stepOfProcess = z.optional(
  positive('years from one time at which the factor changes to the next; by default it changes at the samples of the horizon'),
)

/** A factor of the parameter: 1 at the start of the horizon. */
const process = (kind: string, shape: z.core.$ZodLooseShape, description: string) =>
  section({ parameter: target, process: z.literal(kind), ...shape, step: stepOfProcess }, `parameter and process: ${description}`)

const processes = () => [
  process(
    'gbm',
    { drift: z._default(real('drift of the mean, 1/year'), 0), volatility: nonnegative('volatility, per square root of a year') },
    'a geometric Brownian motion',
  ),
  process(
    'ou',
    {
      reversion: nonnegative('rate at which it returns, 1/year; 0: a Wiener process'),
      volatility: nonnegative('volatility, per square root of a year'),
      mean: z
        ._default(z.boolean({ error: 'true or false' }), false)
        .register(descriptions, { description: 'whether the value is the mean, rather than the median' }),
    },
    'the exponential of an Ornstein–Uhlenbeck process',
  ),
  process(
    'jumps',
    {
      rate: nonnegative('jumps a year'),
      factor: positive('factor of the value at each jump'),
      duration: z
        .optional(z.nullable(positive('how long a jump lasts, years')))
        .register(descriptions, { description: 'how long a jump lasts, years; null, the default: for ever' }),
    },
    'jumps at random times',
  ),
]

const ENDS: Partial<Record<LawKey, number>> = { from: 0, to: 1 }

const levers = () =>
  Object.entries<LawEntry>(LAW_ENTRIES)
    .filter(([law]) => law !== 'invested')
    .map(([law, { meaning, keys, meanings = {} }]) => {
      const shape = Object.fromEntries(
        keys.map((key) => {
          if (key === 'times[]') return ['times', list(parameter('transformation.times[]'), 'times of the knots, increasing, years')]
          if (key === 'levels[]')
            return ['levels', list(parameter('transformation.levels[]'), 'how far it has spread at each of the times')]
          const value = parameter(`transformation.${key}`, meanings[key])
          const end = ENDS[key as LawKey]
          return [key, end === undefined ? value : z._default(value as z.ZodMiniNumber, end)]
        }),
      )
      return section(
        {
          name: z.optional(text('what spreads, such as lean manufacturing')),
          law: z.literal(law),
          ...shape,
          effects: z
            .record(z.string(), real('factor of the parameter once all of it is there'), {
              error: 'an object: a factor for each parameter',
            })
            .register(descriptions, { description: 'factor of each parameter that it moves, once all of it is there' }),
        },
        `law and effects: ${meaning}`,
      )
    })

/** Made where a scenario has some: they are a third of all that there is to make. */
const change = () =>
  z.union([growth(), schedule(), ...processes(), ...levers()], { error: 'an object: growth, a schedule, a lever or a process' })

/** What changes over time, beside the level: model.md section 4b. */
export const changes = z
  .array(z.lazy(change), { error: 'a list of changes' })
  .register(descriptions, { description: 'parameters that change over time' }) as unknown as z.ZodMiniType<
  NonNullable<CheckedScenario['changes']>,
  NonNullable<ScenarioInput['changes']>
>
