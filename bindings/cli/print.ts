import { once } from 'node:events'
import Table from 'cli-table3'

/** Prints an object as JSON; typed arrays become plain ones, and numbers that JSON has no word for become null. */
export async function printJson(value: unknown): Promise<void> {
  for (const part of jsonParts(value, '\n')) {
    if (!process.stdout.write(part)) await once(process.stdout, 'drain')
  }
  process.stdout.write('\n')
}

const BLOCK_VALUES = 8192

/** JSON in pieces, because a large surface is longer than a string may be. */
function* jsonParts(value: unknown, newline: string): Generator<string, void, void> {
  if (ArrayBuffer.isView(value)) {
    const values = value as Float64Array
    yield '['
    for (let from = 0; from < values.length; from += BLOCK_VALUES) {
      const block = Array.from(values.subarray(from, from + BLOCK_VALUES), (number) => JSON.stringify(number))
      yield (from > 0 ? ', ' : '') + block.join(', ')
    }
    yield ']'
  } else if (typeof value === 'object' && value !== null) {
    const list = Array.isArray(value)
    const inner = `${newline}  `
    const entries = Object.entries(value)
    const onOneLine = list && value.every((item) => typeof item !== 'object')
    yield list ? '[' : '{'
    for (const [i, [key, item]] of entries.entries()) {
      yield (i > 0 ? ',' : '') + (onOneLine ? (i > 0 ? ' ' : '') : inner) + (list ? '' : `${JSON.stringify(key)}: `)
      yield* jsonParts(item, inner)
    }
    yield (onOneLine ? '' : newline) + (list ? ']' : '}')
  } else {
    yield JSON.stringify(value)
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A table with a rule under its head and nothing else; columns of numbers align right. */
export function table(head: string[], rows: string[][], right: number[] = []): string {
  const bare = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '',
    'bottom-right': '', left: '', 'left-mid': '', right: '', 'right-mid': '', middle: '  ', mid: '', 'mid-mid': '' }
  const colAligns = head.map((_, i) => (right.includes(i) ? 'right' : 'left') as 'left' | 'right')
  const lines = new Table({ chars: bare, colAligns, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } })
  lines.push(head, head.map((_, i) => '─'.repeat(Math.max(...[head, ...rows].map((row) => row[i].length)))), ...rows)
  return lines.toString().replace(/ +$/gm, '')
}

/** Seven significant digits by default: enough to compare, few enough to read. --json and the files have them all. */
export function number(value: number, digits = 7): string {
  if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞')
  return String(Number(value.toPrecision(digits)))
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}
