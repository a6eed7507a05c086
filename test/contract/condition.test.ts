/** The grammar and the logic of conditions. */
import { describe, expect, test } from 'vitest'
import { evaluateCondition } from '../../bindings/studies/index.ts'
import reference from '../fixtures/studies/public-conditions.json' with { type: 'json' }

type Value = string | number | null
const names = Object.keys(reference.table[0])
const cell = (value: Value) => (value === 'Infinity' ? Infinity : value)
const table = Object.fromEntries(names.map((name) => [name, reference.table.map((row) => cell((row as Record<string, Value>)[name]))]))

/** true, false and null, as in the reference. */
const rowsOf = (condition: string) => Array.from(evaluateCondition(condition, table), (truth) => (truth < 0 ? null : truth === 1))

test.each(reference.cases.filter(({ rows }) => rows !== undefined))('$condition', ({ condition, rows }) => {
  expect(rowsOf(condition)).toEqual(rows)
})

test.each(reference.cases.filter(({ rows }) => rows === undefined))('$condition is refused', ({ condition, expectError }) => {
  expect.assertions(expectError!.contains.length)
  try {
    evaluateCondition(condition, table)
  } catch (error) {
    for (const word of expectError!.contains) expect((error as Error).message).toContain(word)
  }
})

describe('logic', () => {
  test.each([
    ['not npv < 0', [false, true, true, null, null]],
    ['npv < 0 or payback > 5', [true, false, true, null, null]],
    ['npv < 0 or payback == 5', [true, false, false, true, null]],
    ['npv < 0 and payback == 6.5', [false, false, false, false, null]],
    ["not (npv < 0 and law == 'bass') and law != 'logistic'", [false, true, true, false, null]],
    ["law in ('linear', 'bass')", [true, true, true, false, null]],
    ["law not in ('linear', 'bass')", [false, false, false, true, null]],
    ['npv in (0, waste.disposalCost)', [false, true, false, null, null]],
    ['payback is not none', [false, true, true, true, false]],
    ['npv is none', [false, false, false, true, true]],
    ['law is none', [false, false, false, false, true]],
    ['payback <= 5', [false, true, false, true, null]],
    ['"a ""b""" == +2', [false, false, true, false, null]],
    ['factors[0] < -1', [false, false, true, false, null]],
    ['10 >= factors[0]>-.5e1', [false, true, true, true, null]],
    ['"waste.disposalCost" >= npv', [true, true, false, null, null]],
  ])('%s', (condition, rows) => {
    expect(rowsOf(condition)).toEqual(rows)
  })

  test('an empty payback beside a sound status is none, beside a failure unknown', () => {
    const rows = evaluateCondition('payback > 5', { payback: [null, null, null, 3], status: ['ok', 'atBound', 'domainError', 'ok'] })
    expect([...rows]).toEqual([1, 1, -1, 0])
  })

  test('a column of words that holds numbers too is one of words', () => {
    expect([...evaluateCondition("law == '2'", { law: ['2', 'b', ''] })]).toEqual([1, 0, -1])
  })
})

test.each([
  ['npv = 3', 'character 5'],
  ['npv < ', 'character 7'],
  ['(npv < 3', 'character 9'],
  ['npv < 3)', 'character 8'],
  ["law == 'linear", 'character 8'],
  ['1 < npv > 2', 'character 9'],
  ['npv == 1 == 1', 'character 10'],
  ['npv is 3', 'character 8'],
  ['npv not 3', 'character 9'],
  ['3 is none', 'character 3'],
  ['npv < - law', 'character 9'],
  ['npv < none', 'character 7'],
  ['2x < 3', 'character 2'],
  ['npv in 3', 'character 8'],
  ['npv && 1', 'character 5'],
  ["law < 'b'", 'no order'],
  ['law == 5', 'two words'],
  ["npv == 'a'", 'two words'],
  ['', 'expected a comparison'],
  ['law == logistic', 'single quotes'],
  ["npv < 0 AND law == 'bass'", 'small letters'],
  ['npv ≤ 3', 'write <='],
  ['npv < 5%', 'a share'],
])('%s is refused: %s', (condition, message) => {
  expect(() => evaluateCondition(condition, table)).toThrow(message)
})

test.each(['(', 'not '])('so many "%s" inside each other are refused, not left to the stack', (opening) => {
  expect(() => evaluateCondition(`${opening.repeat(100_000)}npv < 3`, table)).toThrow('more than 200')
})
