import * as z from 'zod/mini'
import { dynamics } from './dynamics.ts'
import { count, descriptions, nonnegative, oneOrTwo, perFactor, positive, real, section, text } from './quantity.ts'
import { checkConsistency, rule } from '../rules/consistency.ts'
import { checkSweep } from '../rules/sweep.ts'
import { defaultMetrics, sweep, type MetricName } from './sweep.ts'
import { transformation } from './transformation.ts'

const factor = section(
  {
    name: z.optional(text('name of the resource')),
    price: positive('price: a volume costs price × volume ^ costExponent, money per year'),
    costExponent: z._default(positive('1: cost proportional to volume; above 1: progressive; below 1: digressive'), 1),
    lower: positive('smallest volume, units per year'),
    upper: positive('largest volume, units per year'),
  },
  'a resource with price, lower and upper',
)

const keys = section(
  {
    $schema: z.optional(text('address of this schema, for editors')),
    name: z.optional(text('a short name')),
    description: z.optional(text('sources and notes')),
    factors: oneOrTwo(
      factor,
      'the resources: one integrated resource, or two, such as capital and labour',
      'a list of one factor or two',
      'join the resources into one, or into two such as capital and labour',
    ),
    production: section(
      {
        scale: positive('output at one unit of each factor, units per year'),
        elasticities: perFactor(positive('elasticity of output'), 'elasticity of output to each factor'),
        price: positive('price of a unit of output, money'),
      },
      'the main production function',
    ),
    waste: section(
      {
        scale: nonnegative('waste at one unit of each factor, units per year'),
        elasticities: perFactor(nonnegative('elasticity of waste'), 'elasticity of waste to each factor'),
        disposalCost: nonnegative('cost of disposing of a unit of waste, money'),
      },
      'the waste production function',
    ),
    recycling: section(
      {
        yield: nonnegative('additional product from one unit of recycled waste, units'),
        exponent: z._default(positiveFraction('1: proportional, complete conversion; below 1: diminishing returns'), 1),
        price: nonnegative('price of a unit of additional product, money'),
        processingCost: z._default(nonnegative('cost of processing a unit of recycled waste, money'), 0),
      },
      'the production function of the additional product',
    ),
    fixedCost: z._default(nonnegative('fixed cost, money per year'), 0),
    transformation: z.optional(transformation),
    horizon: z.optional(
      section(
        {
          start: real('start of the time path, years'),
          end: real('end of the time path, years'),
          samples: count('number of equally spaced times at which the path is reported'),
        },
        'the time path',
      ),
    ),
    discountRate: z._default(nonnegative('continuous discount rate, per year'), 0),
    investment: z.prefault(
      section(
        { conversionCost: z._default(nonnegative('cost of raising the level from 0 to 1, money'), 0) },
        'the cost of the transition',
      ),
      {},
    ),
    dynamics: z.prefault(dynamics, { mode: 'optimum' }),
    sweep: z.optional(sweep),
  },
  'a scenario',
)

const root = keys.check(rule(checkConsistency), rule((scenario, report) => checkSweep(keys, scenario, report)))

function positiveFraction(description: string) {
  const error = 'a number above 0 and at most 1'
  return z.number({ error }).check(z.gt(0, { error }), z.lte(1, { error })).register(descriptions, { description })
}

type Checked = z.output<typeof root>
/** A sweep as validated, its metrics filled in. */
export type Sweep = NonNullable<Checked['sweep']> & { metrics: MetricName[] }
/** A scenario as validated, every default filled in. */
export type Scenario = Omit<Checked, 'sweep'> & { sweep?: Sweep }
/** A scenario as written in a file. */
export type ScenarioInput = z.input<typeof root>
export type SweepInput = NonNullable<ScenarioInput['sweep']>
export type Axis = Sweep['axes'][number]
export type Factor = Scenario['factors'][number]
export type Transformation = NonNullable<Scenario['transformation']>
export type Dynamics = Scenario['dynamics']

/** The one definition of a scenario: validation, defaults, types and the published JSON Schema come from here. */
export const scenarioSchema = z.pipe(root, z.transform(withMetrics))

function withMetrics({ sweep, ...rest }: Checked): Scenario {
  if (sweep === undefined) return rest
  return { ...rest, sweep: { ...sweep, metrics: sweep.metrics ?? defaultMetrics(rest.factors.length) } }
}
