import * as z from 'zod/mini'
import { valueAt } from './json-paths.ts'

type Schema = z.core.$ZodType

/** The schema of what stands at a path of `value`, which decides between variants; undefined where the path leads nowhere. */
export function schemaAt(schema: Schema, value: unknown, segments: readonly PropertyKey[]): Schema | undefined {
  const inner = unwrap(schema, value)
  if (inner === undefined || segments.length === 0) return inner
  const [head, ...rest] = segments
  const { def } = inner._zod as z.core.$ZodTypes['_zod']
  let next: Schema | undefined
  if (def.type === 'object' && Object.hasOwn(def.shape, head)) next = def.shape[head as string]
  if (def.type === 'array' && typeof head === 'number') next = def.element
  if (def.type === 'record' && typeof head === 'string') next = def.valueType
  return next && schemaAt(next, valueAt(value, [head]), rest)
}

/** The keys of the object schema; none where it is no object. */
export function keysOf(schema: Schema | undefined): string[] {
  const def = schema && (schema._zod as z.core.$ZodTypes['_zod']).def
  return def?.type === 'object' ? Object.keys(def.shape) : []
}

/** The option of a union that knows most of the keys, and of these the one that needs the fewest changed. */
function nearestOption(options: readonly Schema[], value: unknown): Schema {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const unknown = options.map((option) => keys.filter((key) => !keysOf(option).includes(key)).length)
  const known = options.filter((_, i) => unknown[i] === Math.min(...unknown))
  const faults = known.map((option) => faultyKeys(z.safeParse(option, value).error?.issues ?? []))
  return known[faults.indexOf(Math.min(...faults))]
}

function faultyKeys(issues: readonly z.core.$ZodIssue[]): number {
  return new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1)))).size
}

/** Looks through defaults and optional parts, and picks the option of a union that `value` means. */
function unwrap(schema: Schema, value: unknown): Schema | undefined {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return unwrap(def.innerType, value)
    case 'lazy':
      return unwrap((schema._zod as z.core.$ZodLazyInternals).innerType, value)
    case 'pipe':
      return unwrap(def.in, value)
    case 'union': {
      if (!('discriminator' in def)) return nearestOption(def.options, value)
      const { discriminator } = def as z.core.$ZodDiscriminatedUnionDef
      const name = valueAt(value, [discriminator]) as z.core.util.Primitive
      return def.options.find((option) => option._zod.propValues?.[discriminator]?.has(name))
    }
    default:
      return schema
  }
}
