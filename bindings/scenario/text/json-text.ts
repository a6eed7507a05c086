import { ScenarioError, type Problem } from '../../errors.ts'
import { formatPath, valueAt } from './json-paths.ts'

/** The value that a JSON text stands for, and the keys that an object has twice. Throws a ScenarioError where it is not JSON. */
export function parseJson(text: string): { value: unknown; duplicates: Problem[] } {
  const json = text.replace(/^\uFEFF/, '')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new ScenarioError([syntaxProblem(json, error as Error)])
  }
  const duplicates = read(json).repeated.map(({ path, first, second }) => ({
    path: formatPath(path),
    value: valueAt(value, path),
    expected: 'each key once',
    fix: `remove one of the two, at ${position(json, first)} or at ${position(json, second)}`,
  }))
  return { value, duplicates }
}

function syntaxProblem(json: string, error: Error): Problem {
  const { fault } = read(json)
  const expected = 'a scenario in JSON'
  if (fault === undefined) return { path: '', value: json, expected, fix: `correct the text: ${error.message}` }
  return { path: position(json, fault.offset), value: fault.token, expected, fix: fault.fix }
}

function position(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`
}

/** What is wrong with a text, which JSON.parse does not say the same way everywhere, or at all. */
interface Reading {
  repeated: { path: (string | number)[]; first: number; second: number }[]
  /** The first place where it is not JSON; a missing end has no token. */
  fault?: { offset: number; token?: string; fix: string }
}

/** An object or a list that is open. */
interface Level {
  end: '}' | ']'
  /** The key or the index of the entry that is read. */
  at: string | number
  /** Where each key of an object stands. */
  keys?: Map<string, number>
}

type Expected = 'value' | 'key' | 'colon' | 'comma' | 'end'

// A text may lack its end here, and a number its last digits: one mistake is one token.
const TOKEN = /[{}[\],:]|"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"?|-?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d*)?|[^ \t\r\n{}[\],:"]+/g
const LITERAL = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|"[^"\\\0-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\0-\x1f]*)*")$/

function read(json: string): Reading {
  const levels: Level[] = []
  const repeated: Reading['repeated'] = []
  let expected: Expected = 'value'
  let justOpened = false
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    const level = levels.at(-1)
    const opens = expected === 'value' && (token === '{' || token === '[')
    if (opens) {
      levels.push(token === '{' ? { end: '}', at: '', keys: new Map() } : { end: ']', at: 0 })
      expected = token === '{' ? 'key' : 'value'
    } else if (token === level?.end && (expected === 'comma' || justOpened)) {
      levels.pop()
      expected = levels.length > 0 ? 'comma' : 'end'
    } else if (expected === 'value' && LITERAL.test(token)) {
      expected = levels.length > 0 ? 'comma' : 'end'
    } else if (expected === 'key' && token.startsWith('"') && LITERAL.test(token)) {
      level!.at = JSON.parse(token) as string
      const first = level!.keys!.get(level!.at)
      if (first === undefined) level!.keys!.set(level!.at, index)
      else repeated.push({ path: levels.map(({ at }) => at), first, second: index })
      expected = 'colon'
    } else if (expected === 'colon' && token === ':') {
      expected = 'value'
    } else if (expected === 'comma' && token === ',') {
      if (typeof level!.at === 'number') level!.at++
      expected = level!.keys ? 'key' : 'value'
    } else {
      return { repeated, fault: { offset: index, token, fix: fixOf(token, expected) } }
    }
    justOpened = opens
  }
  if (expected === 'end') return { repeated }
  const fix = expected === 'comma' ? `close the ${levels.at(-1)!.keys ? 'object' : 'list'} with ${levels.at(-1)!.end}` : FIXES[expected]
  return { repeated, fault: { offset: json.length, fix } }
}

const FIXES: Record<Expected, string> = {
  value: 'write a value, or remove a comma too many',
  key: 'write a key in double quotes, or remove a comma too many',
  colon: 'write a colon between key and value',
  comma: 'write a comma between entries, or close the list or object that ends here',
  end: 'remove what follows the object',
}

function fixOf(token: string, expected: Expected): string {
  if (/^\/[/*]/.test(token)) return 'JSON has no comments: move the note into "description"'
  if (expected !== 'value' && expected !== 'key') return FIXES[expected]
  if (/^"(?:.*[^\\])?"$/.test(token)) return 'write a backslash in a text as \\\\, and a tabulator as \\t'
  if (token.startsWith('"')) return 'close the text with a double quote on the same line'
  if (expected === 'key' || /^[{}[\],:]$/.test(token)) return FIXES[expected]
  if (/^-?\d/.test(token)) return 'write the number as in 12, 0.5 or 1e-3'
  return 'quote texts and keys with double quotes; numbers are written as in 12, 0.5 or 1e-3'
}
