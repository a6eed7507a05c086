import * as z from 'zod/mini'
import { NONNEGATIVE, entryOf, POSITIVE, REAL, type DefaultedParameter, type NumberKey, type Range } from '../../model/parameters.ts'
import { withUnit } from '../../model/units.ts'

/** Meaning and unit of every key, for the published JSON Schema and for forms. */
export const descriptions = z.registry<{ description: string; examples?: readonly string[]; maxItems?: number }>()

/** What a range allows, in words. */
export function rangeText({ above, least, most }: Range): string {
  if (most === undefined)
    return above !== undefined
      ? `a finite number above ${above}`
      : least !== undefined
        ? `a finite number, ${least} or above`
        : 'a finite number'
  return above !== undefined ? `a number above ${above} and at most ${most}` : `a number from ${least} to ${most}`
}

// The `error` text of a schema is what it expects; problems.ts adds the path, the value and the fix.
export function ranged(range: Range, description: string) {
  // In one piece, as schemas are most of what a program makes at its start: `check` would make each of these twice.
  const schema = new z.ZodMiniNumber({ type: 'number', ...limitsOf(range) }) as z.ZodMiniNumber<number>
  return schema.register(descriptions, { description })
}

/** What a number of some range is checked for, and what it should be; the same of every number of that range. */
function limitsOf(range: Range) {
  let limits = limitsOfRanges.get(range)
  if (!limits) limitsOfRanges.set(range, (limits = newLimits(range)))
  return limits
}

const limitsOfRanges = new Map<Range, ReturnType<typeof newLimits>>()

function newLimits(range: Range) {
  const error = rangeText(range)
  const { above, least, most } = range
  const checks = [
    above !== undefined && z.gt(above, { error }),
    least !== undefined && z.gte(least, { error }),
    most !== undefined && z.lte(most, { error }),
  ]
  return { error: () => error, checks: checks.filter((check) => check !== false) }
}

type NumberSchema = ReturnType<typeof ranged>
type ParameterSchema<Key> = Key extends DefaultedParameter ? z.ZodMiniDefault<NumberSchema> : NumberSchema

/** The number of the registry, with its range and default. `meaning` may say more exactly what it is here. */
export function parameter<Key extends NumberKey>(key: Key, meaning?: string): ParameterSchema<Key> {
  const entry = entryOf(key)
  const schema = ranged(entry.range, withUnit(meaning ?? entry.meaning, entry.unit))
  return (entry.default === undefined ? schema : z._default(schema, entry.default)) as ParameterSchema<Key>
}

/** The registry's numbers of a key, one a factor. */
export function parameterPerFactor(key: NumberKey & `${string}[]`) {
  const { meaning, unit, optional } = entryOf(key)
  const description = `${withUnit(meaning, unit)}; one number a factor${optional ? `; by default ${optional}` : ''}`
  return perFactor(parameter(key) as NumberSchema, description)
}

/** Any finite number. */
export function real(description: string) {
  return ranged(REAL, description)
}

export function positive(description: string) {
  return ranged(POSITIVE, description)
}

export function nonnegative(description: string) {
  return ranged(NONNEGATIVE, description)
}

/** A number from `least` to `most`, ends included. */
export function between(least: number, most: number, description: string) {
  return ranged({ least, most }, description)
}

/** A whole number, 1 or above. */
export function count(description: string) {
  const error = 'a whole number, 1 or above'
  return z.int({ error }).check(z.gte(1, { error })).register(descriptions, { description })
}

export function text(description: string) {
  return z.string({ error: 'text' }).register(descriptions, { description })
}

/**
 * Refuses a list that is too long. Not z.maxLength: zod runs no rule of an outer object once that fails, and every problem is to be
 * found at once.
 */
export function atMost(most: number, error: string, fix: string) {
  return z.refine<unknown[]>((list) => list.length <= most, { error, params: { fix }, when: ({ value }) => Array.isArray(value) })
}

/** A list of one element or two. */
export function oneOrTwo<Element extends z.ZodMiniType>(element: Element, description: string, error: string, fix: string) {
  return z
    .array(element, { error })
    .check(z.minLength(1, { error }), atMost(2, error, fix))
    .register(descriptions, { description, maxItems: 2 })
}

/** One element a factor. */
export function perFactor<Element extends z.ZodMiniType>(element: Element, description: string) {
  return oneOrTwo(element, description, 'a list of one entry a factor, so of one or two', 'give as many entries as there are factors')
}

/** A section of the scenario: exactly these keys. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape, description: string) {
  return z.strictObject(shape, { error: `an object: ${description}` }).register(descriptions, { description })
}
