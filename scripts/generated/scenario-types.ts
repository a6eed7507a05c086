/** bindings/scenario/types.ts: the scenario as written and as validated, every key with its meaning, from the schema that validates one. */
import * as z from 'zod/mini'
import { descriptions } from '../../bindings/scenario/schema/quantity.ts'
import { scenarioKeys } from '../../bindings/scenario/schema/schema.ts'

interface Node {
  type?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: unknown[]
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  prefixItems?: Node[]
  additionalProperties?: Node | boolean
  oneOf?: Node[]
  anyOf?: Node[]
}

const MOST_NAMES = 20

function typeOf(node: Node, indent: string): string {
  if (node.const !== undefined) return literal(node.const)
  // The names of the metrics are a type of their own.
  if (node.enum) return node.enum.length > MOST_NAMES && node.enum.includes('profit') ? 'MetricName' : node.enum.map(literal).join(' | ')
  const options = node.oneOf ?? node.anyOf
  if (options) return options.map((option) => typeOf(option, indent)).join(' | ')
  if (node.prefixItems) return `[${node.prefixItems.map((item) => typeOf(item, indent)).join(', ')}]`
  switch (node.type) {
    case 'number':
    case 'integer':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return node.type
    case 'array':
      return listOf(typeOf(node.items ?? {}, indent))
    case 'object':
      return objectOf(node, indent)
  }
  throw new Error(`no type for ${JSON.stringify(node).slice(0, 200)}`)
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))

const listOf = (element: string) => (element.includes(' | ') || element.startsWith('{') ? `(${element})[]` : `${element}[]`)

function objectOf({ description, properties, required = [], additionalProperties }: Node, indent: string): string {
  if (!properties) return `Record<string, ${typeOf(additionalProperties as Node, indent)}>`
  const inner = `${indent}  `
  const keys = Object.entries(properties).map(([key, node]) => {
    // The name of a variant says what the variant is.
    const note = node.const !== undefined && description ? `${capital(description)}.` : noteOf(node)
    return `${note && `${inner}/** ${note} */\n`}${inner}${key}${required.includes(key) ? '' : '?'}: ${typeOf(node, inner)}\n`
  })
  return `{\n${keys.join('')}${indent}}`
}

/** Meaning and unit, then what is allowed and what is taken where it is left out. */
function noteOf(node: Node): string {
  const given = node.default === undefined || typeof node.default === 'object' ? '' : ` Default ${JSON.stringify(node.default)}.`
  return node.description ? `${capital(node.description)}.${rangeOf(node)}${given}` : ''
}

function rangeOf({ type, minimum, exclusiveMinimum, maximum }: Node): string {
  if (type !== 'number') return ''
  if (maximum !== undefined) return ` ${exclusiveMinimum !== undefined ? `Above ${exclusiveMinimum}` : `From ${minimum}`} to ${maximum}.`
  return exclusiveMinimum !== undefined ? ` Above ${exclusiveMinimum}.` : minimum !== undefined ? ` ${minimum} or above.` : ''
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1)

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Node {
  return z.toJSONSchema(schema, { io, metadata: descriptions }) as Node
}

const interfaceOf = (name: string, note: string, node: Node) => `/** ${note} */\nexport interface ${name} ${typeOf(node, '')}\n`

export function scenarioTypes(): string {
  return [
    `/** A scenario's types, from its schema, so that every key says what it means. Written by \`npm run generate\`. */
import type { MetricName } from '../model/layout.ts'
`,
    interfaceOf('ScenarioInput', 'A scenario as written in a file.', schemaOf(scenarioKeys, 'input')),
    interfaceOf(
      'CheckedScenario',
      'A scenario as checked, every default filled in but the metrics of a sweep.',
      schemaOf(scenarioKeys, 'output'),
    ),
    `/** A sweep as validated, its metrics filled in. */
export interface Sweep extends NonNullable<CheckedScenario['sweep']> {
  /** The quantities wanted at each point. */
  metrics: MetricName[]
}

/** A scenario as validated, every default filled in. */
export interface Scenario extends Omit<CheckedScenario, 'sweep'> {
  /** A grid of optima, or of time paths, over some parameters. */
  sweep?: Sweep
}

/** A sweep as a scenario has it. */
export type SweepInput = NonNullable<ScenarioInput['sweep']>
export type Axis = Sweep['axes'][number]
export type Factor = Scenario['factors'][number]
export type Transformation = NonNullable<Scenario['transformation']>
export type Dynamics = Scenario['dynamics']
`,
  ].join('\n')
}
