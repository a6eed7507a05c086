/** What a document of a system may hold; rules that join several parts are in rules.ts. */
import * as z from 'zod/mini'
import { changes } from '../../scenario/schema/changes.ts'
import { between, count, descriptions, nonnegative, positive, real, section, text } from '../../scenario/schema/quantity.ts'
import { sweep as scenarioSweep } from '../../scenario/schema/sweep.ts'
import { uncertainty } from '../../scenario/schema/uncertainty.ts'
import { units } from '../../scenario/schema/units.ts'
import { recordOf } from '../../typed.ts'

export const KINDS = ['primary', 'secondary', 'waste', 'component', 'good', 'design', 'service'] as const
export type Kind = (typeof KINDS)[number]

export const PORTS = ['output', 'additionalOutput', 'discharged', 'factors[0]', 'factors[1]'] as const
export type PortName = (typeof PORTS)[number]

const list = <Element extends z.ZodMiniType>(element: Element, description: string) =>
  z._default(z.array(element, { error: `a list: ${description}` }).register(descriptions, { description }), [])

const names = (description: string) => z.array(text('a name'), { error: `a list: ${description}` }).register(descriptions, { description })

const capacity = (description: string) =>
  z
    ._default(z.nullable(nonnegative(description)), null)
    .register(descriptions, { description: `${description}; null, the default, for unlimited` })

const material = section(
  {
    name: text('name of the material'),
    kind: z.enum(KINDS, { error: `one of ${KINDS.map((kind) => `"${kind}"`).join(', ')}` }),
    mass: z.optional(nonnegative('mass of a unit; by default 1, and 0 for designs and services')),
  },
  'something that is traded, with name and kind',
)

const port = section(
  { material: text('what is traded'), handling: z._default(real('cost of handling a unit, money/unit'), 0) },
  'the market that takes the place of a price, by its material',
)

const enterprise = section(
  {
    name: text('name of the enterprise'),
    region: text('where it is'),
    count: z._default(nonnegative('how many of them there are'), 1),
    exit: z._default(z.boolean({ error: 'true or false' }), false),
    scenario: z.union([z.string(), z.looseObject({})], { error: 'a scenario, or the name of its file' }),
    level: z.optional(between(0, 1, 'transformation level at all times, in place of the scenario’s law')),
    ports: z._default(
      z.strictObject(
        recordOf(PORTS, () => z.optional(port)),
        { error: 'an object with a market a port' },
      ),
      {},
    ),
  },
  'an enterprise, or several of one kind',
)

const place = { name: text('name of the curve'), material: text('what is traded'), region: text('where') }

const curve = z.discriminatedUnion(
  'curve',
  [
    section(
      {
        ...place,
        curve: z.literal('linear'),
        intercept: real('price at which the quantity is 0'),
        slope: positive('change of the price by a unit'),
      },
      'a straight curve',
    ),
    section(
      {
        ...place,
        curve: z.literal('constantElasticity'),
        price: positive('reference price'),
        quantity: positive('quantity at the reference price'),
        elasticity: positive('elasticity of the quantity to the price'),
      },
      'a curve of constant elasticity',
    ),
    section(
      { ...place, curve: z.literal('fixed'), price: real('price'), capacity: capacity('greatest quantity') },
      'any quantity at one price',
    ),
  ],
  { error: 'an object with "curve"' },
)

const link = section(
  {
    name: text('name of the link'),
    material: text('what it carries'),
    from: text('region of departure'),
    to: text('region of arrival'),
    cost: z._default(nonnegative('cost of a unit that departs, money/unit'), 0),
    tariff: z._default(nonnegative('duty as a share of the price at departure'), 0),
    capacity: capacity('greatest quantity that departs'),
    loss: z._default(z.number({ error: SHARE_LOST() }).check(z.gte(0, { error: SHARE_LOST() }), z.lt(1, { error: SHARE_LOST() })), 0),
  },
  'a way for a material from one region to another',
)

function SHARE_LOST(): string {
  return 'the share lost under way, a number from 0 to below 1'
}

const state = section(
  {
    name: text('name of the state'),
    probability: between(0, 1, 'its probability'),
    shares: z.record(z.string(), nonnegative('what is left of a capacity, a quantity at each price, or a count'), {
      error: 'an object with a share an element, such as { "links[0]": 0.5 }',
    }),
  },
  'a state of disruption',
)

const states = z.array(state, { error: 'a list of states' })

const disruptions = z.union(
  [states, section({ independent: z.literal(true, { error: 'true' }), states }, 'states that come independently of each other')],
  {
    error: 'a list of states, or { "independent": true, "states": [...] }',
  },
)

const horizon = section(
  { start: real('start, years'), end: real('end, years'), samples: count('number of equally spaced times') },
  'times at which equilibria are wanted',
)

const METRIC_LIST = 'a list of at least one metric, such as "welfare" or "prices.slag@harbour"'

const sweep = section(
  {
    axes: scenarioSweep.shape.axes,
    metrics: z.optional(
      z.array(text('a quantity of an equilibrium'), { error: METRIC_LIST }).check(z.minLength(1, { error: METRIC_LIST })),
    ),
  },
  'a grid of equilibria over some numbers of the document, or time',
)

export const systemKeys = section(
  {
    $schema: z.optional(text('address of a schema')),
    name: z.optional(text('a short name')),
    description: z.optional(text('sources and notes')),
    regions: names('names of the regions'),
    materials: z.array(material, { error: 'a list of materials' }),
    enterprises: list(enterprise, 'the enterprises'),
    supplies: list(curve, 'who sells along a curve'),
    demands: list(curve, 'who buys along a curve'),
    links: list(link, 'ways between regions'),
    disruptions: z.optional(disruptions),
    horizon: z.optional(horizon),
    sweep: z.optional(sweep),
    uncertainty: z.optional(uncertainty),
    units: z.optional(units),
    changes: z.optional(changes),
  },
  'a system of enterprises',
)

export type SystemInput = z.input<typeof systemKeys>
type Checked = z.output<typeof systemKeys>
export type Curve = Checked['supplies'][number]
export type Link = Checked['links'][number]
export type Port = { material: string; handling: number }
export type State = { name: string; probability: number; shares: Record<string, number> }
export type CheckedKeys = Checked
