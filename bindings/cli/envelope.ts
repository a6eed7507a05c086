import { basename } from 'node:path'
import type { Setting } from '../scenario/index.ts'
import { commandText } from '../studies/report/command.ts'
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

/** Files by their names without folders, where these tell them apart. */
export function namesOf(files: readonly string[]): string[] {
  const names = files.map((file) => basename(file, '.json'))
  return new Set(names).size === names.length ? names : [...files]
}

/** The command that computes an envelope's result. */
export function commandLine({ command, options, input }: Envelope): string {
  return commandText(command, input.files, options)
}

function settingText({ path, value }: Setting): string {
  return `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`
}
