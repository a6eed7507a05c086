/** What is wrong with a scenario, in the page's language: by the kind of mistake where the page knows it, else in the library's English words. */
import { LAWS, MODES, type Problem } from 'offcut'
import { OTHER_NUMBERS, PARAMETER_ENTRIES, parameterEntry, TEXTS, type ParameterEntry } from 'offcut/forms'
import { shownTimes } from './units.ts'
import { problems as de } from '../texts/de/problems.ts'
import { problems as en } from '../texts/en/problems.ts'
import { panelWords } from '../texts/index.ts'
import { short } from '../texts/numbers.ts'

const problemWords = panelWords({ en, de })

/** Of a link: what it names that the page does not have, of which it shows the first instead; without those, it names no path. */
export interface LinkProblem extends Problem {
  ofLink: { known?: readonly string[] }
}

export function problemText(problem: Problem | LinkProblem): string {
  if ('ofLink' in problem) return linkText(problem)
  const entry = parameterEntry(problem.path)
  return (entry ? ofNumber(problem, entry) : ofKey(problem)) ?? libraryText(problem)
}

function linkText({ ofLink: { known } }: LinkProblem): string {
  const { choice, path } = problemWords.value.ofLink
  return known ? choice(known.join(', '), known[0]) : path
}

/** Of another document than a scenario: the library alone knows its keys. */
export function libraryText({ expected, fix }: Problem): string {
  return problemWords.value.other(expected, fix)
}

/** A number that is missing, is none, or is outside its range; undefined where a rule joins it to others. */
function ofNumber({ value, path }: Problem, { range, unit }: ParameterEntry): string | undefined {
  const { missing, noNumber, tooSmall, tooLarge } = problemWords.value
  // Shares are read and typed in percent.
  const times = shownTimes(unit)
  const written = (number: number) => short(times * number) + (times === 100 ? ' %' : '')
  const allowed = rangeText(range, written)
  const { above, least, most } = range
  if (value === undefined || value === null) return missing(allowed)
  if (typeof value !== 'number' || !Number.isFinite(value)) return noNumber(quoted(value), allowed)
  // Of whole numbers the library says more than a range does.
  if (path === 'horizon.samples') return undefined
  if ((above !== undefined && value <= above) || (least !== undefined && value < least)) return tooSmall(written(value), allowed)
  return most !== undefined && value > most ? tooLarge(written(value), allowed) : undefined
}

function rangeText({ above, least, most }: ParameterEntry['range'], written: (number: number) => string): string {
  const text = problemWords.value.range
  if (above !== undefined) return most === undefined ? text.above(written(above)) : text.aboveTo(written(above), written(most))
  if (least !== undefined) return most === undefined ? text.least(written(least)) : text.between(written(least), written(most))
  return text.any
}

/** A law or mode that does not exist, a key that is missing, or one that no scenario has. */
function ofKey({ path, value }: Problem): string | undefined {
  const { choice, missingKey, unknownKey } = problemWords.value
  const key = /(\w+)$/.exec(path)?.[1]
  const names: readonly string[] | undefined = path === 'transformation.law' ? LAWS : path === 'dynamics.mode' ? MODES : undefined
  if (names && value !== undefined) return names.includes(value as string) ? undefined : choice(quoted(value), names.join(', '))
  // Of what the page has no fields for, the library alone knows the keys.
  if (key === undefined || WITHOUT_FIELDS.test(path)) return undefined
  if (!KEYS.has(key)) return value === undefined ? undefined : unknownKey(key)
  return value === undefined ? missingKey(key) : undefined
}

const WITHOUT_FIELDS = /^(sweep|changes|uncertainty|units|objective)\b|^line /
const KEYS = new Set([
  'law',
  'mode',
  ...Object.keys({ ...PARAMETER_ENTRIES, ...OTHER_NUMBERS, ...TEXTS }).flatMap((path) => path.match(/\w+/g) ?? []),
])

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
