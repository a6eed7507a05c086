import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { ScenarioError, type Problem } from '../errors.ts'
import { formatPath } from './paths.ts'

/** The value that a JSON text stands for, and the keys that an object has twice. Throws a ScenarioError where it is not JSON. */
export function parseJson(text: string): { value: unknown; duplicates: Problem[] } {
  const json = text.replace(/^\uFEFF/, '')
  try {
    return { value: JSON.parse(json), duplicates: duplicateKeys(json) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new ScenarioError([syntaxProblem(json, error)])
  }
}

const FIXES: Partial<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidCommentToken: 'JSON has no comments: move the note into "description"',
  PropertyNameExpected: 'write a key in double quotes, or remove a comma too many',
  ValueExpected: 'write a value, or remove a comma too many',
  ColonExpected: 'write a colon between key and value',
  CommaExpected: 'write a comma between entries, or close the list or object that ends here',
  CloseBraceExpected: 'close the object with }',
  CloseBracketExpected: 'close the list with ]',
  EndOfFileExpected: 'remove what follows the object',
  InvalidNumberFormat: 'write the number as in 12, 0.5 or 1e-3',
  UnexpectedEndOfString: 'close the text with a double quote on the same line',
  InvalidSymbol: 'quote texts and keys with double quotes; numbers are written as in 12, 0.5 or 1e-3',
}

function syntaxProblem(json: string, error: SyntaxError): Problem {
  const errors: ParseError[] = []
  readTree(json, errors)
  const first = errors[0]
  if (first === undefined) {
    return { path: '', value: json, expected: 'a scenario in JSON', fix: `correct the text: ${error.message}` }
  }
  return {
    path: position(json, first.offset),
    value: json.slice(first.offset, first.offset + Math.max(1, first.length)) || undefined,
    expected: 'a scenario in JSON',
    fix: FIXES[printParseErrorCode(first.error)] ?? `correct the text: ${error.message}`,
  }
}

function duplicateKeys(json: string): Problem[] {
  const root = readTree(json, [])
  return root === undefined ? [] : duplicatesWithin(root, json, [])
}

function duplicatesWithin(node: Node, json: string, path: readonly (string | number)[]): Problem[] {
  const children = node.children ?? []
  if (node.type === 'array') return children.flatMap((child, i) => duplicatesWithin(child, json, [...path, i]))
  if (node.type !== 'object') return []
  const firstPlace = new Map<string, number>()
  return children.flatMap((property) => {
    const [keyNode, valueNode] = property.children!
    const key = keyNode.value as string
    const first = firstPlace.get(key)
    firstPlace.set(key, first ?? keyNode.offset)
    const inner = duplicatesWithin(valueNode, json, [...path, key])
    if (first === undefined) return inner
    const fix = `remove one of the two, at ${position(json, first)} or at ${position(json, keyNode.offset)}`
    return [{ path: formatPath([...path, key]), value: valueNode.value, expected: 'each key once', fix }, ...inner]
  })
}

/** The syntax tree as far as the text can be read; undefined where it is nested too deeply to be a scenario. */
function readTree(json: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(json, errors, { disallowComments: true })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function position(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`
}
