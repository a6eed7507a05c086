export function print(text: string): void {
  process.stdout.write(`${plain(text)}\n`)
}

/** Text without the control characters that a scenario's names may hold: a terminal would obey them. */
export function plain(text: string): string {
  return text.replace(/[\0-\x09\x0b-\x1f\x7f-\x9f]/g, '')
}

/** A table with a rule under its head and nothing else; columns of numbers align right. */
export function table(head: string[], rows: string[][], right: number[] = []): string {
  const clean = [head, ...rows].map((row) => row.map(plain))
  const widths = head.map((_, i) => Math.max(...clean.map((row) => width(row[i]))))
  const lines = [clean[0], widths.map((length) => '─'.repeat(length)), ...clean.slice(1)].map((row) => {
    const cells = row.map((text, i) =>
      right.includes(i) ? ' '.repeat(widths[i] - width(text)) + text : text + ' '.repeat(widths[i] - width(text)),
    )
    return cells.join('  ').trimEnd()
  })
  return lines.join('\n')
}

/** Characters, of which some take two code units. */
function width(text: string): number {
  return [...text].length
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** `1 point`, `5,050 points` */
export function countPoints(points: number): string {
  return `${count(points)} ${points === 1 ? 'point' : 'points'}`
}
