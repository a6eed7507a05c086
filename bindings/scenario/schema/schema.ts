import * as z from 'zod/mini'
import { entryOf, TEXTS } from '../../model/parameters.ts'
import { changes } from './changes.ts'
import { dynamics } from './dynamics.ts'
import { count, oneOrTwo, parameter, parameterPerFactor, section, text } from './quantity.ts'
import { checkConsistency } from '../rules/consistency.ts'
import { rule } from '../rules/rule.ts'
import { checkChanges } from '../rules/changes.ts'
import { checkSweep, checkUncertainParameters } from '../rules/sweep.ts'
import type { CheckedScenario, Scenario, ScenarioInput } from '../types.ts'
import { objective } from './objective.ts'
import { defaultMetrics, sweep } from './sweep.ts'
import { transformation } from './transformation.ts'
import { uncertainty } from './uncertainty.ts'
import { units } from './units.ts'
import { checkUncertainty } from '../rules/uncertainty.ts'

export type { Axis, Dynamics, Factor, Scenario, ScenarioInput, Sweep, SweepInput, Transformation } from '../types.ts'

const factor = section(
  {
    name: z.optional(text(TEXTS['factors[].name'])),
    price: parameter('factors[].price'),
    costExponent: parameter('factors[].costExponent'),
    lower: z.optional(parameter('factors[].lower')),
    upper: z.optional(parameter('factors[].upper')),
    volume: z.optional(parameter('factors[].volume')),
  },
  'a resource with price, and lower and upper, or volume where it is fixed',
)

/** Every key, without the rules that join several. */
export const scenarioKeys = section(
  {
    $schema: z.optional(text(TEXTS.$schema)),
    name: z.optional(text(TEXTS.name)),
    description: z.optional(text(TEXTS.description)),
    factors: oneOrTwo(
      factor,
      'the resources: one integrated resource, or two, such as capital and labour',
      'a list of one factor or two',
      'join the resources into one, or into two such as capital and labour',
    ),
    production: section(
      {
        scale: parameter('production.scale'),
        elasticities: parameterPerFactor('production.elasticities[]'),
        price: parameter('production.price'),
      },
      'the main production function',
    ),
    waste: section(
      {
        scale: parameter('waste.scale'),
        elasticities: parameterPerFactor('waste.elasticities[]'),
        disposalCost: parameter('waste.disposalCost'),
      },
      'the waste production function',
    ),
    recycling: section(
      {
        yield: parameter('recycling.yield'),
        exponent: parameter('recycling.exponent'),
        price: parameter('recycling.price'),
        processingCost: parameter('recycling.processingCost'),
      },
      'the production function of the additional product',
    ),
    fixedCost: parameter('fixedCost'),
    objective,
    transformation: z.optional(transformation),
    changes: z.optional(changes),
    horizon: z.optional(
      section(
        {
          start: parameter('horizon.start'),
          end: parameter('horizon.end'),
          samples: count(entryOf('horizon.samples').meaning),
        },
        'the time path',
      ),
    ),
    discountRate: parameter('discountRate'),
    investment: z.prefault(
      section(
        {
          conversionCost: parameter('investment.conversionCost'),
          reversalCost: z.optional(parameter('investment.reversalCost')),
          adjustmentCost: z.optional(parameter('investment.adjustmentCost')),
        },
        'the cost of the transition',
      ),
      {},
    ),
    dynamics: z.prefault(dynamics, { mode: 'optimum' }),
    uncertainty: z.optional(uncertainty),
    units: z.optional(units),
    sweep: z.optional(sweep),
  },
  'a scenario',
)

const root: z.ZodMiniType<CheckedScenario, ScenarioInput> = scenarioKeys.check(
  rule(checkConsistency),
  rule(checkChanges),
  rule(checkUncertainty),
  rule((scenario, report) => checkUncertainParameters(scenarioKeys, scenario, report)),
  rule((scenario, report) => checkSweep(scenarioKeys, scenario, report)),
)

/** The one definition of a scenario: validation, defaults, the types of types.ts and the published JSON Schema come from here. */
export const scenarioSchema = z.pipe(root, z.transform(withMetrics))

function withMetrics({ sweep, ...rest }: CheckedScenario): Scenario {
  if (sweep === undefined) return rest
  return { ...rest, sweep: { ...sweep, metrics: sweep.metrics ?? defaultMetrics(rest.factors.length) } }
}
