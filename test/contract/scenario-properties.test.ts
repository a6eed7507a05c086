import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScenarioError } from '../../bindings/errors.ts'
import { LAW_ENTRIES, MODE_ENTRIES, type LawEntry, type ModeEntry } from '../../bindings/model/laws.ts'
import { parameterEntry } from '../../bindings/model/parameters.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { changed } from '../support/scenarios.ts'

const options = { seed: 20211, numRuns: 300 }

const positive = fc.double({ min: 1e-30, max: 1e30, noNaN: true })
const nonnegative = fc.oneof(fc.constant(0), positive)
const fraction = fc.double({ min: 0, max: 1, noNaN: true })
// JSON has no -0: adding 0 makes it 0.
const real = fc.double({ min: -1e30, max: 1e30, noNaN: true }).map((value) => value + 0)
const perFactor = <T>(element: fc.Arbitrary<T>, count: number) => fc.array(element, { minLength: count, maxLength: count })

/** Any value of a number of the registry. */
function anyOf(path: string): fc.Arbitrary<unknown> {
  const { above, least, most } = parameterEntry(path)!.range
  if (most !== undefined) return fc.double({ min: least ?? 1e-30, max: most, noNaN: true })
  return above !== undefined ? positive : least !== undefined ? nonnegative : real
}

const anyLaw: Record<string, Record<string, fc.Arbitrary<unknown>>> = Object.fromEntries(
  Object.entries<LawEntry>(LAW_ENTRIES).map(([law, { keys }]) => {
    if (law === 'table') return [law, { times: fc.constant([-1, 0, 2.5]), levels: perFactor(fraction, 3) }]
    return [law, Object.fromEntries(keys.map((key) => [key, anyOf(`transformation.${key}`)]))]
  }),
)
const anyMode = (count: number): typeof anyLaw =>
  Object.fromEntries(
    Object.entries<ModeEntry>(MODE_ENTRIES).map(([mode, { keys }]) => {
      const lists = keys.filter((key) => key.endsWith('[]') && key !== 'initial[]')
      return [mode, Object.fromEntries(lists.map((key) => [key.replace('[]', ''), perFactor(anyOf(`dynamics.${key}`), count)]))]
    }),
  )
const variant = (key: string, variants: Record<string, Record<string, fc.Arbitrary<unknown>>>) =>
  fc.oneof(...Object.entries(variants).map(([name, shape]) => fc.record({ [key]: fc.constant(name), ...shape })))

const factor = fc.record({
  price: positive,
  costExponent: positive,
  lower: fc.double({ min: 1e-30, max: 1, noNaN: true }),
  upper: fc.double({ min: 2, max: 1e30, noNaN: true }),
})
const scenario = fc.constantFrom(1, 2).chain((count) =>
  fc.record({
    factors: perFactor(factor, count),
    production: fc.record({ scale: positive, elasticities: perFactor(positive, count), price: positive }),
    waste: fc.record({ scale: nonnegative, elasticities: perFactor(nonnegative, count), disposalCost: nonnegative }),
    recycling: fc.record({
      yield: nonnegative,
      exponent: fc.double({ min: 1e-30, max: 1, noNaN: true }),
      price: nonnegative,
      processingCost: nonnegative,
    }),
    fixedCost: nonnegative,
    transformation: variant('law', anyLaw),
    horizon: fc.record({ start: fc.constant(0), end: nonnegative, samples: fc.integer({ min: 1, max: 1000 }) }),
    discountRate: nonnegative,
    investment: fc.record({ conversionCost: positive }),
    dynamics: variant('mode', anyMode(count)),
  }),
)

test('a valid scenario parses to itself and its defaults', () => {
  fc.assert(
    fc.property(scenario, (input) => {
      const parsed = parseScenario(input as never)
      expect(parsed).toMatchObject(input)
      expect(parseScenario(JSON.stringify(parsed))).toEqual(parseScenario(parsed))
    }),
    options,
  )
})

const bad = fc.constantFrom<unknown>(NaN, Infinity, -Infinity, 'x', null, true, {})

test('a number replaced by something else is reported at its path', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), bad, (input, pick, value) => {
      const paths = numberPaths(input)
      const path = paths[pick % paths.length]
      expect(problemPaths(changed(input, path, value))).toEqual([pathText(path)])
    }),
    options,
  )
})

test('a key that does not exist is reported at its path', () => {
  fc.assert(
    fc.property(scenario, fc.nat(), (input, pick) => {
      const sections = ['', 'factors[0]', 'production', 'waste', 'recycling', 'transformation', 'horizon', 'investment', 'dynamics']
      const section = sections[pick % sections.length]
      const path = section === '' ? [] : section === 'factors[0]' ? ['factors', 0] : [section]
      const expected = section === '' ? 'extra' : `${section}.extra`
      expect(problemPaths(changed(input, [...path, 'extra'], 1))).toEqual([expected])
    }),
    options,
  )
})

function problemPaths(input: unknown): string[] {
  try {
    parseScenario(input as never)
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ path }) => path)
    throw error
  }
  return []
}

function numberPaths(node: unknown): (string | number)[][] {
  if (typeof node === 'number') return [[]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, child]) =>
    numberPaths(child).map((path) => [Array.isArray(node) ? Number(key) : key, ...path]),
  )
}

function pathText(path: readonly (string | number)[]): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')
}
