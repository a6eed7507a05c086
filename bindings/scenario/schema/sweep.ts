import * as z from 'zod/mini'
import { METRICS, PARAMETERS, PATH_METRICS, SENSITIVE, type MetricName } from '../../model/layout.ts'
import { atMost, count, descriptions, real, section, text } from './quantity.ts'

export const METRIC_NAMES: readonly MetricName[] = [
  ...METRICS,
  ...PATH_METRICS,
  ...SENSITIVE.map((path): MetricName => `sensitivity:${path}`),
  ...SENSITIVE.map((path): MetricName => `sensitivityOfInput:${path}`),
]

const DESIGNS = ['sobol', 'latinHypercube', 'random'] as const

const parameter = text('any numeric path of the scenario, or time, or level (which overrides the law)').register(descriptions, {
  description: 'any numeric path of the scenario, or time, or level (which overrides the law)',
  examples: PARAMETERS,
})

const rangeAxis = section(
  {
    parameter,
    from: real('first value'),
    to: real('last value'),
    points: count('number of values'),
    spacing: z
      ._default(z.enum(['linear', 'log'], { error: '"linear" or "log"' }), 'linear')
      .register(descriptions, { description: 'even steps, or even ratios' }),
  },
  'parameter, from, to, points and, if wanted, spacing',
)

const LIST = 'a list of finite numbers (or, instead of values: from, to and points)'
const listAxis = section(
  {
    parameter,
    values: z
      .array(real('a value'), { error: LIST })
      .check(z.minLength(1, { error: LIST }))
      .register(descriptions, { description: 'the values themselves, in the order of the result' }),
  },
  'parameter and values',
)

const POINTS = 'a list of points, each a list of finite numbers'
const pointsAxis = section(
  {
    parameters: z
      .array(parameter, { error: 'a list of at least one parameter' })
      .check(z.minLength(1, { error: 'a list of at least one parameter' }))
      .register(descriptions, { description: 'the parameters that move together' }),
    points: z
      .array(z.array(real('a value'), { error: 'a list of finite numbers, one for each parameter' }), { error: POINTS })
      .check(z.minLength(1, { error: POINTS }))
      .register(descriptions, { description: 'the points, each with a value for each of the parameters, in the order of the result' }),
  },
  'parameters that move together, and points',
)

export const MOST_AXES = 64
const WHOLE = 'a whole number, 0 or above'
const samplesAxis = section(
  {
    samples: count('number of samples of what is uncertain'),
    design: z._default(z.enum(DESIGNS, { error: '"sobol", "latinHypercube" or "random"' }), 'sobol').register(descriptions, {
      description: 'scrambled Sobol points, one point in each of as many parts of each distribution, or independent ones',
    }),
    seed: z
      ._default(z.int({ error: WHOLE }).check(z.gte(0, { error: WHOLE })), 1)
      .register(descriptions, { description: 'another seed gives another design of the same kind' }),
  },
  'samples and, if wanted, design and seed',
)

const AXES = 'a list of at least one axis'
const METRIC = `one of ${[...METRICS, ...PATH_METRICS].join(', ')}, or sensitivity:<parameter> or sensitivityOfInput:<parameter>`
const METRIC_LIST = 'a list of at least one metric'

export const sweep = section(
  {
    axes: z
      .array(z.union([rangeAxis, listAxis, pointsAxis, samplesAxis], { error: 'an object: an axis' }), { error: AXES })
      .check(
        z.minLength(1, { error: AXES }),
        atMost(MOST_AXES, `at most ${MOST_AXES} axes`, 'sweep over fewer parameters, or move several together on an axis of points'),
      )
      .register(descriptions, { description: 'the axes of the grid, the slowest first', maxItems: MOST_AXES }),
    metrics: z.optional(
      z
        .array(z.enum(METRIC_NAMES, { error: METRIC }), { error: METRIC_LIST })
        .check(z.minLength(1, { error: METRIC_LIST }))
        .register(descriptions, { description: 'the quantities wanted at each point; by default profit, the factors, output and waste' }),
    ),
  },
  'a grid of optima, or of time paths, over some parameters',
)

/** The metrics of a sweep that names none. */
export function defaultMetrics(factorCount: number): MetricName[] {
  const factors: MetricName[] = factorCount === 1 ? ['factors[0]'] : ['factors[0]', 'factors[1]']
  return ['profit', ...factors, 'output', 'waste']
}
