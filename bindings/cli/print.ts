import Table from 'cli-table3'

export function print(text: string): void {
  process.stdout.write(`${plain(text)}\n`)
}

/** Text without the control characters that a scenario's names may hold: a terminal would obey them. */
export function plain(text: string): string {
  return text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f]/g, '')
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

/** `1 point`, `5,050 points` */
export function countPoints(points: number): string {
  return `${count(points)} ${points === 1 ? 'point' : 'points'}`
}

const LABEL_DIGITS = 4
const LABEL_WIDTH = 10

/** Labels of a chart's marks between the least and the greatest of its values: as many digits as tell them apart. */
export function labels(values: readonly number[]): (value: number) => string {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const shared = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)) / (high - low)))
  const digits = low < high ? Math.min(Math.max(LABEL_DIGITS, shared + 2), LABEL_WIDTH) : LABEL_DIGITS
  return (value) => number(value, digits).padStart(LABEL_WIDTH)
}
