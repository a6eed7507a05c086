import * as z from 'zod/mini'

/** Meaning and unit of every key, for the published JSON Schema and for forms. */
export const descriptions = z.registry<{ description: string; examples?: readonly string[]; maxItems?: number }>()

// The `error` text of a schema is what it expects; problems.ts adds the path, the value and the fix.
function quantity(description: string, expected: string, ...checks: z.core.CheckFn<number>[] | z.core.$ZodCheck<number>[]) {
  return z.number({ error: expected }).check(...checks).register(descriptions, { description })
}

/** Any finite number. */
export function real(description: string) {
  return quantity(description, 'a finite number')
}

export function positive(description: string) {
  const error = 'a finite number above 0'
  return quantity(description, error, z.gt(0, { error }))
}

export function nonnegative(description: string) {
  const error = 'a finite number, 0 or above'
  return quantity(description, error, z.gte(0, { error }))
}

/** A number from `least` to `most`, ends included. */
export function between(least: number, most: number, description: string) {
  const error = `a number from ${least} to ${most}`
  return quantity(description, error, z.gte(least, { error }), z.lte(most, { error }))
}

/** A whole number, 1 or above. */
export function count(description: string) {
  const error = 'a whole number, 1 or above'
  return z.int({ error }).check(z.gte(1, { error })).register(descriptions, { description })
}

export function text(description: string) {
  return z.string({ error: 'text' }).register(descriptions, { description })
}

/** A list of one element or two. */
export function oneOrTwo<Element extends z.ZodMiniType>(element: Element, description: string, error: string, fix: string) {
  // Not z.maxLength: zod runs no rule of an outer object once that fails, and every problem is to be found at once.
  const atMostTwo = z.refine<unknown[]>((list) => list.length <= 2, { error, params: { fix }, when: ({ value }) => Array.isArray(value) })
  return z
    .array(element, { error })
    .check(z.minLength(1, { error }), atMostTwo)
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
