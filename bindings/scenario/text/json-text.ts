import { printParseErrorCode, visit, type JSONVisitor, type ParseErrorCode } from 'jsonc-parser'
import { ScenarioError, asError, existing, type Problem } from '../../errors.ts'
import { formatPath, valueAt } from './json-paths.ts'
import { writtenNumber } from './written-numbers.ts'

/** The value that a JSON text stands for, and the keys that an object has twice. Throws a ScenarioError where it is not JSON. */
export function parseJson(text: string): { value: unknown; duplicates: Problem[] } {
  const json = text.replace(/^\uFEFF/, '')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new ScenarioError([otherKind(json) ?? syntaxProblem(json, asError(error))])
  }
  return { value, duplicates: repeatedKeys(json, value) }
}

/** Keys that an object has twice; JSON.parse takes the last without a word. */
function repeatedKeys(json: string, value: unknown): Problem[] {
  const problems: Problem[] = []
  const open: Map<string, string>[] = []
  read(json, {
    onObjectBegin: () => void open.push(new Map()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(key, _offset, _length, line, character, pathTo) {
      const keys = existing(open.at(-1), 'the object of a key')
      const here = position(line, character)
      const first = keys.get(key)
      keys.set(key, first ?? here)
      if (first === undefined) return
      const path = [...pathTo(), key]
      problems.push({
        path: formatPath(path),
        value: valueAt(value, path),
        expected: 'each key once',
        fix: `remove one of the two, at ${first} or at ${here}`,
      })
    },
  })
  return problems
}

/** Reads a text as far as it goes; one that is nested beyond reading is no scenario, which others say. */
function read(json: string, visitor: JSONVisitor): void {
  try {
    visit(json, visitor, { disallowComments: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}

/** `line 3, column 7`, from numbers that count from 0. */
function position(line: number, character: number): string {
  return `line ${line + 1}, column ${character + 1}`
}

const EXPECTED = 'a scenario in JSON'

/** Texts that are something else altogether. */
function otherKind(text: string): Problem | undefined {
  const problem = (fix: string) => ({ path: '', value: text, expected: EXPECTED, fix })
  if (/^PAR1/.test(text)) return problem('this is a Parquet file, perhaps a result: give the scenario file instead')
  if (/^[^\s{}[\]"]+\.jsonc?$/.test(text.trim()))
    return problem('this is the name of a file: read it first, and give the text that it holds')
  if (/^[^{}:]*[,;\t][^{}:]*\r?\n/.test(text) && !/^\s*\[/.test(text))
    return problem('this is a table (CSV), perhaps a result: give the scenario file instead')
  return undefined
}

/** What is wrong with a text, which JSON.parse does not say the same way everywhere. */
function syntaxProblem(json: string, error: Error): Problem {
  let found: Problem | undefined
  read(json, {
    onError(code, offset, length, line, character) {
      found ??= {
        path: position(line, character),
        value: json.slice(offset, offset + length) || undefined,
        expected: EXPECTED,
        fix: fixOf(code, json, offset),
      }
    },
  })
  return found ?? { path: '', value: json, expected: EXPECTED, fix: `correct the text: ${error.message}` }
}

const TEXTS = 'quote texts and keys with double quotes; numbers are written as in 12, 0.5 or 1e-3'
const COMMENTS = 'JSON has no comments: move the note into "description"'
const ESCAPES = 'write a backslash in a text as \\\\, and a tabulator as \\t'
const FIXES: Record<string, string | undefined> = {
  InvalidNumberFormat: 'write the number as in 12, 0.5 or 1e-3',
  UnexpectedEndOfNumber: 'write the number as in 12, 0.5 or 1e-3',
  PropertyNameExpected: 'write a key in double quotes, or remove a comma too many',
  ValueExpected: 'write a value, or remove a comma too many',
  ColonExpected: 'write a colon between key and value',
  CommaExpected: 'write a comma between entries, or close the list or object that ends here',
  CloseBraceExpected: 'close the object with }',
  CloseBracketExpected: 'close the list with ]',
  EndOfFileExpected: 'remove what follows the object',
  InvalidCommentToken: COMMENTS,
  UnexpectedEndOfComment: COMMENTS,
  UnexpectedEndOfString: 'close the text with a double quote on the same line',
  InvalidUnicode: ESCAPES,
  InvalidEscapeCharacter: ESCAPES,
  InvalidCharacter: ESCAPES,
}

/** A number as people write it, up to the end of its entry. */
const WRITTEN = /[-+\d][\d.,'_\u00a0\u202f ]*%?(?=\s*(?:[,}\]\r\n]|$))/y

function fixOf(code: ParseErrorCode, json: string, offset: number): string {
  const number = numberAround(json, offset)
  if (number !== undefined) return `write ${number}`
  return FIXES[printParseErrorCode(code)] ?? (json[offset] === '/' ? COMMENTS : TEXTS)
}

/** The number that a person wrote in their own way around a place: 1,5 or 1 000 or 7%. */
function numberAround(json: string, offset: number): string | undefined {
  const entry = /(?:^|[:[]|,\s)\s*((?:(?!,\s)[^:[\]{}"\r\n])*)$/.exec(json.slice(Math.max(0, offset - 40), offset))
  if (entry === null) return undefined
  WRITTEN.lastIndex = offset - entry[1].length
  const written = WRITTEN.exec(json)
  return written === null || written.index + written[0].length <= offset ? undefined : writtenNumber(written[0])
}
