/** Options that are given once for each of their values. */
const REPEATED = ['set', 'when']

/** The command line that computes a result. @param options by the names that the functions have. */
export function commandText(command: string, files: readonly string[], options: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (typeof value === 'boolean') return value ? [flag] : []
    if (!Array.isArray(value)) return [flag, String(value)]
    return REPEATED.includes(name) ? value.flatMap((each) => [flag, String(each)]) : [flag, value.join(',')]
  })
  return ['offcut', command, ...files, ...flags].map(quoted).join(' ')
}

/** As a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
