import * as z from 'zod/mini'
import { perFactor, section, text } from './quantity.ts'

/** Words for the units, which tables, charts, files and the page print. */
export const units = section(
  {
    currency: z.optional(text('of money, such as EUR')),
    factors: z.optional(perFactor(text('of a resource, such as hours'), 'of each resource')),
    output: z.optional(text('of the products, such as tonnes')),
    waste: z.optional(text('of waste, such as tonnes')),
    time: z.optional(text('of time, such as years')),
  },
  'words for the units',
)
