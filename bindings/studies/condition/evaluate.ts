import { ArgumentError, existing, show } from '../../errors.ts'
import { STATUSES, type Status } from '../../model/layout.ts'
import { columnOf, readNumbers, readWords, tableOf, type Table, type TableInput } from '../table/table.ts'
import { parseCondition, type Condition, type Expression, type Operator, type Value } from './parse.ts'

/** Whether a condition holds in a row: 1, 0, or −1 where it is unknown. */
export type Truth = Int8Array

/** Durations and times that are none where the transition does not pay back: later than any time. */
export const NONE_IS_LATE = ['payback', 'yearsToPayback', 'yearsFromTransition']

/**
 * Whether a condition holds in each row of a table, by Kleene's logic: 1, 0, or −1 where it hangs on a missing value. A payback that is none is no missing value: it is
 * later than any time. In a table of offcut's it is an empty cell whose status is `ok` or `atBound`, or Infinity.
 * @throws ArgumentError for a condition that cannot be read, names no column, or compares a number with a word.
 */
export function evaluateCondition(condition: Condition | string, input: TableInput): Truth {
  const { expression, columns } = typeof condition === 'string' ? parseCondition(condition) : condition
  const table = tableOf(input)
  const operands = new Map(columns.map((name) => [name, operandOf(table, name)]))
  const truth = compile(expression, operands)
  return new Int8Array(table.rows).map((_, row) => truth(row))
}

/** A column as numbers, NaN where unknown, or as words. */
type Operand = { type: 'number'; at(row: number): number } | { type: 'word'; at(row: number): string | null } | { type: 'nothing' }

/** A column is one of words where any of its cells is not a number. */
function operandOf(table: Table, name: string): Operand {
  const column = columnOf(table, name, '; a word stands in single quotes')
  const { values, words } = readNumbers(table, column)
  if (words.length > 0) {
    const texts = readWords(table, column)
    return { type: 'word', at: (row) => texts[row] }
  }
  if (NONE_IS_LATE.includes(name)) setNone(table, values)
  return values.every(Number.isNaN) ? { type: 'nothing' } : { type: 'number', at: (row) => values[row] }
}

const SOUND: readonly Status[] = ['ok', 'atBound']

/** An empty cell beside a sound status says that there is no payback. */
export function setNone(table: Table, values: Float64Array): void {
  const status = table.columns.find(({ name }) => name === 'status')
  if (status === undefined) return
  readWords(table, status).forEach((word, row) => {
    const name = /^\d+$/.test(word ?? '') ? STATUSES[Number(word)] : word
    if (Number.isNaN(values[row]) && SOUND.includes(name as Status)) values[row] = Infinity
  })
}

/** −1 where it is unknown. */
type Evaluate = (row: number) => -1 | 0 | 1

const truthOf = (holds: boolean) => (holds ? 1 : 0)

function compile(expression: Expression, operands: Map<string, Operand>): Evaluate {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      // Kleene: one false part makes a conjunction false and one true part a disjunction true, whatever is unknown.
      const parts = expression.parts.map((part) => compile(part, operands))
      const [decisive, otherwise] = expression.kind === 'and' ? ([0, 1] as const) : ([1, 0] as const)
      return (row) => {
        let unknown = false
        for (const part of parts) {
          const truth = part(row)
          if (truth === decisive) return decisive
          unknown ||= truth < 0
        }
        return unknown ? -1 : otherwise
      }
    }
    case 'not': {
      const part = compile(expression.part, operands)
      return (row) => {
        const truth = part(row)
        return truth < 0 ? -1 : truthOf(truth === 0)
      }
    }
    case 'in':
      return compile(
        { kind: 'or', parts: expression.list.map((right) => ({ kind: 'compare', left: expression.value, operator: '==', right })) },
        operands,
      )
    case 'none':
      return noneIn(expression.column, existing(operands.get(expression.column), expression.column))
    case 'compare':
      return comparison(expression, operands)
  }
}

function noneIn(name: string, operand: Operand): Evaluate {
  if (operand.type === 'nothing') return () => 1
  if (operand.type === 'word') return (row) => truthOf(operand.at(row) === null)
  const late = NONE_IS_LATE.includes(name)
  return (row) => {
    const value = operand.at(row)
    return truthOf(Number.isNaN(value) || (late && value === Infinity))
  }
}

function comparison({ left, operator, right }: Expression & { kind: 'compare' }, operands: Map<string, Operand>): Evaluate {
  const [a, b] = [left, right].map((value) => valueOf(value, operands))
  if (a.type === 'nothing' || b.type === 'nothing') return () => -1
  if (a.type !== b.type) {
    throw new ArgumentError(
      `the condition compares ${named(left, a)} with ${named(right, b)}; expected two numbers or two words; a word stands in single quotes`,
    )
  }
  const holds = COMPARISONS[operator]
  if (a.type === 'number' && b.type === 'number') {
    return (row) => {
      const [x, y] = [a.at(row), b.at(row)]
      return Number.isNaN(x) || Number.isNaN(y) ? -1 : truthOf(holds(x, y))
    }
  }
  if (operator !== '==' && operator !== '!=')
    throw new ArgumentError(`the condition orders ${named(left, a)} by ${operator}, but words have no order; use == or !=`)
  const words = [a, b] as (Operand & { type: 'word' })[]
  return (row) => {
    const [x, y] = words.map((word) => word.at(row))
    return x === null || y === null ? -1 : truthOf((x === y) === (operator === '=='))
  }
}

const COMPARISONS: Record<Operator, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

function valueOf(value: Value, operands: Map<string, Operand>): Operand {
  if (value.kind === 'number') return { type: 'number', at: () => value.value }
  if (value.kind === 'word') return { type: 'word', at: () => value.text }
  return existing(operands.get(value.name), value.name)
}

function named(value: Value, { type }: Operand): string {
  const what = value.kind === 'number' ? value.value : value.kind === 'word' ? `'${value.text}'` : `column ${show(value.name)}`
  return `${what} (a ${type})`
}
