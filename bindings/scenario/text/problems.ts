import { closest, distance } from 'fastest-levenshtein'
import * as z from 'zod/mini'
import { existing, type Problem } from '../../errors.ts'
import { formatPath, lengthAt, valueAt } from './json-paths.ts'
import { keysOf, schemaAt } from './schema-paths.ts'
import { meantBy } from './synonyms.ts'
import { writtenNumber } from './written-numbers.ts'

type Issue = z.core.$ZodIssue
type Schema = z.core.$ZodType

/** Puts what the schema found wrong with `input` into words a person can act on. */
export function problemsOf(issues: readonly Issue[], schema: Schema, input: unknown): Problem[] {
  return issues.flatMap((issue) => problemsOfIssue(issue, schema, input))
}

function problemsOfIssue(issue: Issue, schema: Schema, input: unknown): Problem[] {
  const value = valueAt(input, issue.path)
  const problem: MakeProblem = (expected, fix) => [{ path: formatPath(issue.path), value, expected, fix }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, schema, input)
    case 'invalid_union':
      if (issue.discriminator === undefined) return nearestOption(issue, schema, input)
      return wrongVariant(issue, input)
    case 'invalid_value':
      return wrongWord(issue, input, problem)
    case 'too_small':
      return problem(
        issue.message,
        Array.isArray(value) ? 'add what is missing' : `raise it ${issue.inclusive ? 'to at least' : 'above'} ${issue.minimum}`,
      )
    case 'too_big':
      return problem(issue.message, `lower it to at most ${issue.maximum}`)
    case 'custom':
      return problem(issue.message, issue.params?.fix ?? 'correct it')
    default:
      return problem(issue.message, wrongType(issue, value))
  }
}

type MakeProblem = (expected: string, fix: string) => Problem[]

/** No word of a list; where there is one factor, the metrics of a second are no choice. */
function wrongWord({ path, message, values }: z.core.$ZodIssueInvalidValue, input: unknown, problem: MakeProblem): Problem[] {
  const words = values.map(String)
  const value = valueAt(input, path)
  if (lengthAt(input, 'factors') !== 1) return problem(message, suggestion(value, words))
  return problem(
    message.replace(/\w+\[1\], /g, ''),
    suggestion(
      value,
      words.filter((word) => !word.includes('[1]')),
    ),
  )
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, schema: Schema, input: unknown): Problem[] {
  const parent = valueAt(input, issue.path)
  const valid = keysOf(schemaAt(schema, input, issue.path))
  const expected = `one of the keys ${valid.join(', ')}`
  return issue.keys.map((key) => ({
    path: formatPath([...issue.path, key]),
    value: valueAt(parent, [key]),
    expected: isAxis(valid) && AXIS_KEYS.includes(key) ? EITHER : expected,
    fix: fixOfKey(issue.path, key, parent, valid),
  }))
}

const AXIS_KEYS: readonly string[] = ['from', 'to', 'points', 'spacing', 'values']
const EITHER = 'either values, or from, to and points'

function isAxis(keys: readonly string[]): boolean {
  return keys.includes('parameter')
}

function fixOfKey(path: readonly PropertyKey[], key: string, parent: unknown, valid: readonly string[]): string {
  if (isAxis(valid) && AXIS_KEYS.includes(key))
    return `remove it, or remove ${key === 'values' ? 'from, to, points and spacing' : 'values'}`
  if (path.at(-1) === 'production' && FORMS.test(key))
    return 'remove it: production functions are power functions, scale times each volume to its elasticity; there are no others'
  const nearest = meantBy(key, valid) ?? closest(key, valid)
  if (valueAt(parent, [nearest]) === undefined) return `rename it to "${nearest}", or remove it`
  return `remove it, and change "${nearest}" instead, which is there already`
}

const FORMS = /^(form|function|functionalForm|type|kind|substitution|sigma|rho|shares?)$/i

/** A law or mode that does not exist, or a section without one. */
function wrongVariant(issue: z.core.$ZodIssueInvalidUnion, input: unknown): Problem[] {
  const name = valueAt(input, issue.path)
  const options = 'options' in issue ? (issue.options ?? []).map(String) : []
  return [
    {
      path: formatPath(issue.path),
      value: name,
      expected: `one of ${quoteAll(options)}`,
      fix: name === undefined ? `add "${issue.discriminator}"` : suggestion(name, options),
    },
  ]
}

/** No option of a union fits: speaks of the nearest. */
function nearestOption(issue: z.core.$ZodIssueInvalidUnion, schema: Schema, input: unknown): Problem[] {
  const option = existing(schemaAt(schema, input, issue.path), 'the nearest option')
  const { error } = z.safeParse(option, valueAt(input, issue.path))
  const issues = (error?.issues ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
  return problemsOf(issues, schema, input)
}

function wrongType({ path, ...issue }: Issue, value: unknown): string {
  const key = path.at(-1)
  if (value === undefined && typeof key === 'string') {
    const parent = formatPath(path.slice(0, -1))
    return `add "${key}"${parent === '' ? '' : ` to ${parent}`}`
  }
  const wanted = issue.code === 'invalid_type' ? issue.expected : undefined
  const number = typeof value === 'string' && wanted !== 'string' ? writtenNumber(value) : undefined
  if (wanted === 'array' && (typeof value === 'number' || typeof value === 'string')) return `write [${number ?? JSON.stringify(value)}]`
  if (wanted === 'array' && typeof value === 'object' && value !== null) return 'put it into a list, between [ and ]'
  if (number !== undefined) return `write ${number}${number === String(Number(value)) ? ', without quotes' : ''}`
  if (typeof value === 'number' && !Number.isFinite(value)) return 'write a finite number'
  if (typeof value === 'number' && 'expected' in issue && issue.expected === 'int') return `round it to ${Math.max(1, Math.round(value))}`
  if (value === null) return 'write a value, or remove the key where it is optional'
  return 'replace it'
}

/** Names the option that was probably meant. */
export function suggestion(given: unknown, options: readonly string[]): string {
  if (typeof given !== 'string' || options.length === 0) return 'choose one of these'
  const synonym = meantBy(given, options)
  if (synonym !== undefined) return `write "${synonym}"`
  const nearest = closest(given, options)
  // Of a short word more than half may differ, but not all of it.
  return distance(given, nearest) <= Math.max(Math.min(2, nearest.length - 1), nearest.length / 2)
    ? `did you mean "${nearest}"?`
    : `choose one of these; the nearest is "${nearest}"`
}

function quoteAll(options: readonly unknown[]): string {
  return options.map((option) => `"${String(option)}"`).join(', ')
}
