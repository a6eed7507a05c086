import { ArgumentError, show } from '../../errors.ts'

export type Token =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'word'; text: string; at: number }
  | { kind: 'column'; name: string; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'end'; at: number }

/** Words of the grammar; a column of such a name is written in double quotes. */
const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'is', 'none'])

export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word)
}

const SIGN = /^(<=|>=|==|!=|<|>|\(|\)|,|\+|-)/
const NUMBER = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/
const LETTER = /^[\p{L}_]/u
const NAME_PART = /^[\p{L}\p{N}_.:]/u

/** @throws ArgumentError that names the character, counted from 1, at which the condition cannot be read. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; ; ) {
    at += text.length - at - text.slice(at).trimStart().length
    if (at === text.length) return [...tokens, { kind: 'end', at }]
    const { token, length } = tokenAt(text, at)
    tokens.push(token)
    at += length
  }
}

function tokenAt(text: string, at: number): { token: Token; length: number } {
  const rest = text.slice(at)
  const first = rest[0]
  if (first === '"' || first === "'") return quoted(text, at, first)
  const [sign] = SIGN.exec(rest) ?? []
  if (sign !== undefined) return { token: { kind: 'sign', text: sign, at }, length: sign.length }
  const [number] = NUMBER.exec(rest) ?? []
  if (number !== undefined) {
    if (LETTER.test(rest.slice(number.length)))
      throw unreadable(
        text,
        at + number.length,
        'a number ends before a letter; a column whose name begins with a digit stands in double quotes',
      )
    return { token: { kind: 'number', value: Number(number), at }, length: number.length }
  }
  if (LETTER.test(rest)) {
    const name = rest.slice(0, lengthOfName(rest))
    return { token: KEYWORDS.has(name) ? { kind: 'sign', text: name, at } : { kind: 'column', name, at }, length: name.length }
  }
  throw unreadable(text, at, HINTS[first] ?? 'expected a column, a number, a word in single quotes, or a comparison')
}

/** What was meant, by the character that is none of the grammar's. */
const HINTS: Readonly<Record<string, string>> = {
  '=': 'equal is written ==',
  '!': 'unequal is written !=, and the negation not',
  '&': 'write and',
  '|': 'write or',
  '≤': 'write <=',
  '≥': 'write >=',
  '≠': 'write !=',
  '%': 'write a share, 0.05 for 5 %; a column with such a sign in its name stands in double quotes',
  '“': 'write plain double quotes around the name of a column',
  '„': 'write plain double quotes around the name of a column',
  '‘': 'write plain single quotes around a word',
  '’': 'write plain single quotes around a word',
}

/** Text between quotes; a doubled quote stands for one. */
function quoted(text: string, at: number, quote: string): { token: Token; length: number } {
  let value = ''
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] !== quote) value += text[i]
    else if (text[i + 1] === quote) value += text[i++]
    else return { token: quote === '"' ? { kind: 'column', name: value, at } : { kind: 'word', text: value, at }, length: i + 1 - at }
  }
  throw unreadable(text, at, `the quote ${quote} is not closed`)
}

/** A path such as `changes[2].effects[factors[0].price]`: brackets nest. */
function lengthOfName(rest: string): number {
  let depth = 0
  let length = 0
  for (const sign of rest) {
    if (sign === '[') depth++
    else if (sign === ']' && depth > 0) depth--
    else if (!NAME_PART.test(sign)) break
    length += sign.length
  }
  return length
}

/** @param at index of the character. */
export function unreadable(text: string, at: number, why: string): ArgumentError {
  return new ArgumentError(`the condition ${show(text)} cannot be read at character ${at + 1}: ${why}`)
}
