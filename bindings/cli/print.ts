import Table from 'cli-table3'

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
