/** Rows of a CSV file: see bindings/files/format/csv-encoder.ts, which lays out the memory. */
import { BLOCK, copyShort, copyText, hasDigits, NUMBER_BYTES, writeSpelt } from './digits'
import { digitsOf, writeWord } from './number'

/** What a column holds: numbers, of which one may stand for none, or codes of words. */
export const enum Kind { number, noneIsInfinity, noneIsNaN, words }

const COMMA: u8 = 0x2c

// The layout: columns one after the other with room for `rows` values each, their kinds, statuses, and tables of texts, each of
// which is 32-bit ends of texts, the first of them 0, and the texts themselves.
let columns: usize = 0
let rows: i32 = 0
let columnCount: i32 = 0
let kinds: usize = 0
let statuses: usize = 0
let statusTexts: usize = 0
let wordTexts: usize = 0
let wordCount: i32 = 0
let axisTexts: usize = 0
let numbers: usize = 0

export function begin(
  newColumns: usize, newRows: i32, newColumnCount: i32, newKinds: usize, newStatuses: usize, newStatusTexts: usize, newWordTexts: usize, newWordCount: i32,
  newAxisTexts: usize, newNumbers: usize,
): void {
  columns = newColumns
  rows = newRows
  columnCount = newColumnCount
  kinds = newKinds
  statuses = newStatuses
  statusTexts = newStatusTexts
  wordTexts = newWordTexts
  wordCount = newWordCount
  axisTexts = newAxisTexts
  numbers = newNumbers
}

/** Memory for the numbers of so many columns. */
export function numberBytes(columnCount: i32): i32 {
  return BLOCK * columnCount * <i32>NUMBER_BYTES
}

/**
 * Writes `count` rows from row `row` on, along the last axis from `index` on: what the slower axes hold (`prefix`), the last axis, the
 * columns, the status. Returns where they end.
 */
export function writeRows(row: i32, count: i32, index: i32, prefix: usize, prefixBytes: i32, at: usize): usize {
  for (let from = 0; from < count; from += BLOCK) at = writeBlock(row + from, min(BLOCK, count - from), index + from, prefix, prefixBytes, at)
  return at
}

function writeBlock(row: i32, count: i32, index: i32, prefix: usize, prefixBytes: i32, at: usize): usize {
  for (let k = 0; k < columnCount; k++) {
    if (load<u8>(kinds + <usize>k) != Kind.words) digitsOf(valueAt(k, row), count, numberAt(k, 0))
  }
  for (let i = 0; i < count; i++) {
    at = copyText(prefix, at, prefixBytes)
    at = writeText(axisTexts, index + i, at)
    let number = numberAt(0, i)
    for (let k = 0; k < columnCount; k++) {
      const kind = load<u8>(kinds + <usize>k)
      at = kind != Kind.words && hasDigits(number) ? writeSpelt(number, at) : writeOther(kind, load<f64>(valueAt(k, row + i)), at)
      store<u8>(at++, COMMA)
      number += <usize>BLOCK * NUMBER_BYTES
    }
    at = writeText(statusTexts, load<u8>(statuses + <usize>(row + i)), at)
  }
  return at
}

@inline
function valueAt(column: i32, row: i32): usize {
  return columns + (<usize>(column * rows + row) << 3)
}

@inline
function numberAt(column: i32, i: i32): usize {
  return numbers + <usize>(column * BLOCK + i) * NUMBER_BYTES
}

/** What has no digits: a word, nothing, or a number that is not finite. */
function writeOther(kind: i32, value: f64, at: usize): usize {
  if (kind == Kind.words) return value >= 0 && value < <f64>wordCount ? writeText(wordTexts, <i32>value, at) : at
  if (kind == Kind.noneIsInfinity ? value == Infinity : kind == Kind.noneIsNaN && value != value) return at
  return writeWord(value, at)
}

/** Text `i` of a table. */
@inline
function writeText(table: usize, i: i32, at: usize): usize {
  const count = load<i32>(table)
  const ends = table + 4 + (<usize>i << 2)
  const start = load<i32>(ends)
  return copyShort(table + (<usize>(count + 2) << 2) + <usize>start, at, load<i32>(ends, 4) - start)
}
