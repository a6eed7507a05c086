import * as z from 'zod/mini'
import { descriptions, positive, ranged, real, section, text } from './quantity.ts'

const bounds = () => ({
  low: z.optional(real('least value: the distribution is truncated there')),
  high: z.optional(real('greatest value: the distribution is truncated there')),
})
const LIST = 'a list of at least one number'

const distributions = () => [
  section(
    { distribution: z.literal('uniform'), low: real('least value'), high: real('greatest value') },
    'any value between two, none more likely',
  ),
  section(
    { distribution: z.literal('logUniform'), low: positive('least value'), high: positive('greatest value') },
    'as uniform, of the logarithm',
  ),
  section(
    { distribution: z.literal('triangular'), low: real('least value'), mode: real('most likely value'), high: real('greatest value') },
    'least, most likely and greatest value',
  ),
  section(
    { distribution: z.literal('normal'), mean: real('mean'), sd: positive('standard deviation'), ...bounds() },
    'the normal distribution, truncated where bounds are given',
  ),
  section(
    {
      distribution: z.literal('logNormal'),
      median: positive('median'),
      gsd: ranged({ above: 1 }, 'geometric standard deviation: two thirds lie between median / gsd and median · gsd'),
      ...bounds(),
    },
    'a normal distribution of the logarithm, truncated where bounds are given',
  ),
  section(
    {
      distribution: z.literal('beta'),
      low: real('least value'),
      high: real('greatest value'),
      alpha: positive('weight of the greatest value'),
      beta: positive('weight of the least value'),
    },
    'the beta distribution between two values',
  ),
  section(
    {
      distribution: z.literal('empirical'),
      values: z
        .array(real('a value'), { error: LIST })
        .check(z.minLength(1, { error: LIST }))
        .register(descriptions, { description: 'observed values' }),
      weights: z.optional(
        z
          .array(ranged({ least: 0 }, 'a weight'), { error: LIST })
          .register(descriptions, { description: 'a weight for each value; by default all are equal' }),
      ),
    },
    'values that were observed',
  ),
]

/** Made where a scenario has some. */
const distribution = () =>
  z
    .discriminatedUnion('distribution', distributions() as [ReturnType<typeof distributions>[number]], {
      error: 'an object with "distribution"',
    })
    .register(descriptions, { description: 'what a parameter may be' })

const ROW = 'a list of numbers from -1 to 1'

export const uncertainty = section(
  {
    parameters: z
      .record(z.string(), z.lazy(distribution), { error: 'an object: a distribution by the path of each parameter' })
      .register(descriptions, { description: 'by numeric path of the scenario, the distribution of that number' }),
    correlation: z.optional(
      section(
        {
          paths: z
            .array(text('a path of parameters'), { error: 'a list of paths' })
            .register(descriptions, { description: 'paths of the parameters that are correlated' }),
          matrix: z
            .array(z.array(ranged({ least: -1, most: 1 }, 'a correlation'), { error: ROW }), { error: 'a list of rows' })
            .register(descriptions, { description: 'a row and a column for each path' }),
          kind: z
            ._default(z.enum(['normal', 'spearman'], { error: '"normal" or "spearman"' }), 'normal')
            .register(descriptions, { description: 'correlation of the normal scores, or of ranks' }),
        },
        'paths, matrix and, if wanted, kind',
      ),
    ),
  },
  'what is not known exactly: parameters with distributions',
)
