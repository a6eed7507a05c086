/** What the published schema says of a part of a scenario, for people. */
import { scenarioJsonSchema } from '../scenario/schema/json-schema.ts'
import { parsePath } from '../scenario/text/json-paths.ts'

/** Of JSON Schema, what the scenario's uses. */
interface Node {
  description?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Node[]
  oneOf?: Node[]
  items?: Node
  properties?: Record<string, Node>
  additionalProperties?: Node | boolean
  required?: string[]
}

export interface Part {
  meaning: string
  /** The words that may stand there. */
  values: string[]
  /** The kinds of object that may stand there. */
  variants: Variant[]
}

export interface Variant {
  /** The key and the word that tell it from the others; '' where it is the only kind. */
  title: string
  word?: string
  rows: [key: string, meaning: string][]
}

const root = scenarioJsonSchema() as Node
export const SECTIONS: readonly string[] = Object.keys(root.properties ?? {}).filter((key) => key !== '$schema')

/** What stands at a path such as `changes` or `sweep.axes[0]`; undefined where a scenario has no such part. */
export function partOf(path: string): Part | undefined {
  const nodes = (parsePath(path) ?? ['']).reduce<Node[]>((found, segment) => found.flatMap((node) => stepped(node, segment)), [root])
  if (nodes.length === 0) return undefined
  const kinds = nodes.flatMap(alternatives)
  const objects = kinds.flatMap((node) => (node.items ? alternatives(node.items) : [node])).filter((node) => node.properties)
  return {
    meaning: nodes.find((node) => node.description)?.description ?? '',
    values: [...new Set(kinds.flatMap((node) => [...(node.enum ?? []), ...('const' in node ? [node.const] : [])]))].map(String),
    variants: objects.map((node) => variant(node, objects)),
  }
}

/** The kinds of object at a path that are called by a word, such as the law `linear` of `transformation`. */
export function variantsOf(path: string, word: string): Variant[] {
  return (partOf(path)?.variants ?? []).filter((variant) => variant.word === word)
}

function alternatives(node: Node): Node[] {
  const inner = node.anyOf ?? node.oneOf
  return inner ? inner.flatMap(alternatives) : [node]
}

function stepped(node: Node, segment: string | number): Node[] {
  return alternatives(node).flatMap((kind) => {
    const { items, properties = {} } = kind
    const own = typeof segment === 'number' ? items : Object.hasOwn(properties, segment) ? properties[segment] : undefined
    const named = typeof kind.additionalProperties === 'object' && typeof segment === 'string' ? kind.additionalProperties : undefined
    return own ? [own] : named ? [named] : []
  })
}

function variant(node: Node, { length }: readonly Node[]): Variant {
  const { properties = {}, required = [], description = '' } = node
  const [key, word] = Object.entries(properties).find(([, { const: word }]) => typeof word === 'string') ?? []
  const rows = Object.entries(properties).map(([key, { description, const: only }]): [string, string] => [
    key,
    `${description ?? JSON.stringify(only)}${required.includes(key) ? '' : ' (may be left out)'}`,
  ])
  const called = word === undefined ? '' : `${key} "${word.const}": `
  return { title: length > 1 ? called + description : '', word: word && String(word.const), rows }
}
