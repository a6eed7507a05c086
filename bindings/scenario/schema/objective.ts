import * as z from 'zod/mini'
import { descriptions, parameter, section } from './quantity.ts'

const OBJECTIVE = '"profit", "profitability", or { "kind": "utility", "transactionRate": a number, 0 or above }'

const utility = section(
  {
    kind: z.literal('utility', { error: '"utility"' }),
    transactionRate: parameter('objective.transactionRate'),
  },
  'revenue − (1 + transactionRate) × cost',
)

/** What the management maximises over the volumes. */
export const objective = z
  ._default(z.union([z.enum(['profit', 'profitability'], { error: OBJECTIVE }), utility], { error: OBJECTIVE }), 'profit')
  .register(descriptions, {
    description: 'what the management maximises over the volumes: profit, profitability (profit / cost), or utility',
  })
