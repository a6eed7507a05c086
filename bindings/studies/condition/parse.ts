import { ArgumentError, show } from '../../errors.ts'
import { isKeyword, tokensOf, unreadable, type Token } from './tokens.ts'

export type Value = { kind: 'number'; value: number } | { kind: 'word'; text: string } | { kind: 'column'; name: string }
export type Operator = '<' | '<=' | '>' | '>=' | '==' | '!='

/** What a condition says, as a tree. */
export type Expression =
  | { kind: 'or' | 'and'; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  | { kind: 'compare'; left: Value; operator: Operator; right: Value }
  | { kind: 'in'; value: Value; list: Value[] }
  | { kind: 'none'; column: string }

/** A condition on the columns of a table, or on metrics and parameters. */
export interface Condition {
  /** As it was written. */
  text: string
  /** What it says. */
  expression: Expression
  /** Names of the columns it speaks of, in their order. */
  columns: string[]
}

const ASCENDING = ['<', '<=']
const DESCENDING = ['>', '>=']
/** Brackets and negations inside each other; each takes a place on the stack. */
const DEEPEST = 200
const OPERATORS = [...ASCENDING, ...DESCENDING, '==', '!=']

/**
 * Reads a condition such as `npv < 0 and "Greater than 90%" > 0.5`, by the grammar of docs/studies.
 * @throws ArgumentError that names the character, counted from 1, at which it cannot be read.
 */
export function parseCondition(text: string): Condition {
  if (typeof text !== 'string' || text.trim() === '')
    throw new ArgumentError(`the condition is ${show(text)}; expected a comparison such as "npv < 0"`)
  const reader = new Reader(text)
  const expression = reader.whole()
  return { text, expression, columns: [...reader.columns] }
}

class Reader {
  readonly columns = new Set<string>()
  readonly #text: string
  readonly #tokens: Token[]
  #next = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  whole(): Expression {
    const expression = this.#or()
    if (this.#token.kind !== 'end') throw this.#unexpected('"and", "or" or the end of the condition')
    return expression
  }

  get #token(): Token {
    return this.#tokens[this.#next]
  }

  #or(): Expression {
    return this.#joined('or', () => this.#joined('and', () => this.#negation()))
  }

  #joined(kind: 'or' | 'and', part: () => Expression): Expression {
    const parts = [part()]
    while (this.#takes(kind)) parts.push(part())
    return parts.length === 1 ? parts[0] : { kind, parts }
  }

  #negation(): Expression {
    const { at } = this.#token
    if (this.#takes('not')) return { kind: 'not', part: this.#deeper(at, () => this.#negation()) }
    if (!this.#takes('(')) return this.#comparison()
    const inner = this.#deeper(at, () => this.#or())
    if (!this.#takes(')')) throw this.#unexpected('")"')
    return inner
  }

  #deeper(at: number, read: () => Expression): Expression {
    if (++this.#depth > DEEPEST) throw unreadable(this.#text, at, `more than ${DEEPEST} brackets and negations stand inside each other`)
    const inner = read()
    this.#depth--
    return inner
  }

  #comparison(): Expression {
    const left = this.#value()
    if (left.kind === 'column' && this.#takes('is')) {
      const not = this.#takes('not')
      if (!this.#takes('none')) throw this.#unexpected('"none"')
      return negatedIf(not, { kind: 'none', column: left.name })
    }
    const not = this.#takes('not')
    if (this.#takes('in')) return negatedIf(not, { kind: 'in', value: left, list: this.#list() })
    if (not) throw this.#unexpected('"in"')
    const operator = this.#operator()
    if (operator === undefined)
      throw this.#unexpected(`a comparison (${[...OPERATORS, 'in', ...(left.kind === 'column' ? ['is none'] : [])].join(', ')})`)
    return this.#chained(left, operator, this.#value())
  }

  /** a < b, or a < b < c with both signs the same way round. */
  #chained(left: Value, operator: Operator, middle: Value): Expression {
    const first: Expression = { kind: 'compare', left, operator, right: middle }
    const token = this.#token
    const second = this.#operator()
    if (second === undefined) return first
    if (![ASCENDING, DESCENDING].some((way) => way.includes(operator) && way.includes(second))) {
      throw unreadable(this.#text, token.at, `${operator} and ${second} do not chain; join two comparisons with "and"`)
    }
    return { kind: 'and', parts: [first, { kind: 'compare', left: middle, operator: second, right: this.#value() }] }
  }

  #list(): Value[] {
    if (!this.#takes('(')) throw this.#unexpected('"(" before a list of values')
    const list = [this.#value()]
    while (this.#takes(',')) list.push(this.#value())
    if (!this.#takes(')')) throw this.#unexpected('"," or ")"')
    return list
  }

  #value(): Value {
    const sign = this.#takes('-') ? -1 : this.#takes('+') ? 1 : undefined
    const token = this.#token
    if (token.kind === 'number') {
      this.#next++
      return { kind: 'number', value: (sign ?? 1) * token.value }
    }
    if (sign !== undefined) throw this.#unexpected('a number after a sign')
    if (token.kind === 'word') {
      this.#next++
      return { kind: 'word', text: token.text }
    }
    if (token.kind !== 'column') throw this.#unexpected('a column, a number, or a word in single quotes')
    this.#next++
    this.columns.add(token.name)
    return { kind: 'column', name: token.name }
  }

  #operator(): Operator | undefined {
    const token = this.#token
    if (token.kind !== 'sign' || !OPERATORS.includes(token.text)) return undefined
    this.#next++
    return token.text as Operator
  }

  #takes(sign: string): boolean {
    const token = this.#token
    const there = token.kind === 'sign' && token.text === sign
    if (there) this.#next++
    return there
  }

  #unexpected(expected: string): ArgumentError {
    const token = this.#token
    const { at, kind } = token
    const hint =
      kind === 'column' && isKeyword(token.name.toLowerCase()) ? `; "${token.name.toLowerCase()}" is written in small letters` : ''
    return unreadable(this.#text, at, (kind === 'end' ? `it ends where it needs ${expected}` : `expected ${expected}`) + hint)
  }
}

function negatedIf(not: boolean, part: Expression): Expression {
  return not ? { kind: 'not', part } : part
}
