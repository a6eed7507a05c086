import type { Setting } from '../scenario/index.ts'
import { VERSION } from '../version.ts'

/** What every study prints with --json: enough to show the result again without computing, and to compute it again. */
export interface Envelope<Result = unknown> {
  /** Version. */
  offcut: string
  command: string
  /** As on the command line, by name; what was not given is left out. */
  options: Record<string, unknown>
  /** null where nothing is drawn at random. */
  seed: number | null
  input: Input
  result: Result
}

export interface Input {
  /** As on the command line. */
  files: string[]
  /** The scenarios in them, where they are scenarios. */
  scenarios?: unknown[]
  /** Of a table: its columns and how many rows it has. */
  columns?: string[]
  rows?: number
}

/** Options that say where results go, or who computes them, which is no part of what was computed. */
const OUTPUT = ['json', 'out', 'force', 'workers']

export function envelopeOf<Result>(command: string, options: object, seed: number | null, input: Input, result: Result): Envelope<Result> {
  const given = Object.entries(options).filter(
    ([name, value]) => !OUTPUT.includes(name) && value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  const written = given.map(([name, value]) => [name, name === 'set' ? (value as Setting[]).map(settingText) : value])
  return { offcut: VERSION, command, options: Object.fromEntries(written), seed, input, result }
}

export function isEnvelope(value: unknown): value is Envelope {
  return typeof value === 'object' && value !== null && ['offcut', 'command', 'options', 'input', 'result'].every((key) => key in value)
}

/** The command that computes an envelope's result. */
export function commandLine({ command, options, input }: Envelope): string {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (typeof value === 'boolean') return value ? [flag] : []
    if (!Array.isArray(value)) return [flag, String(value)]
    return REPEATED.includes(name) ? value.flatMap((each) => [flag, String(each)]) : [flag, value.join(',')]
  })
  return ['offcut', command, ...input.files, ...flags].map(quoted).join(' ')
}

/** Options that are given once for each of their values. */
const REPEATED = ['set', 'when']

function settingText({ path, value }: Setting): string {
  return `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`
}

/** As a POSIX shell reads it. */
function quoted(word: string): string {
  return /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
