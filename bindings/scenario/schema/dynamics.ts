import * as z from 'zod/mini'
import { between, descriptions, nonnegative, perFactor, positive, section } from './quantity.ts'

/** The least and the greatest that may be asked for. */
export const TOLERANCES = [1e-14, 1e-2] as const
const tolerance = z._default(between(...TOLERANCES, 'relative error that the integration may make'), 1e-10)
const initial = z.optional(
  perFactor(
    positive('resource volume at the start, units of the factor'),
    'resource volume of each factor at the start, units of the factor; by default the optimum at the level of that time',
  ),
)

/** How the resources follow their optimum over time, one variant a mode. */
export const dynamics = z
  .discriminatedUnion('mode', [
    section({ mode: z.literal('optimum'), tolerance }, 'the enterprise is always at its profit maximum'),
    section(
      {
        mode: z.literal('adjustment'),
        timescale: perFactor(positive('adjustment time, years'), 'time in which each factor closes the gap to its optimum by the factor e, years'),
        initial,
        tolerance,
      },
      'each factor moves towards its optimum at a rate of its own',
    ),
    section(
      {
        mode: z.literal('capitalisation'),
        share: perFactor(nonnegative('share of profit'), 'share of profit that buys capacity of each factor'),
        unitCost: perFactor(positive('cost of a unit of capacity, money per unit'), 'cost of a unit of capacity of each factor, money per unit'),
        depreciation: perFactor(nonnegative('rate of wear, per year'), 'rate at which capacity of each factor wears out, per year'),
        initial,
        tolerance,
      },
      'profit buys capacity, which wears out',
    ),
  ])
  .register(descriptions, { description: 'how the resources follow their optimum over time' })
