import { readFile } from 'node:fs/promises'
import { ArgumentError, show, type Problem } from '../errors.ts'
import { ignoredIn, parseScenarioWith, scenarioWarnings, type Scenario, type Setting } from '../scenario/index.ts'
import { plain } from './print.ts'
import { restWarning } from '../scenario/rules/warnings.ts'

/** Reads and checks the scenario in a file, or on standard input for `-`, with the values that `--set` gives. Says what is probably not meant. */
export async function readScenario(path: string, settings: readonly Setting[] = []): Promise<Scenario> {
  const json = await readText(path, 'the scenario')
  if (json.trim() === '') {
    const fix = path === '-' ? 'give it a scenario' : `offcut init ${path} --force writes a starter scenario into it`
    throw new ArgumentError(`${path === '-' ? 'standard input' : `the file ${path}`} is empty; ${fix}`)
  }
  const scenario = parseScenarioWith(json, settings)
  warn([...scenarioWarnings(scenario), ...(await warningsOfRanges(scenario)), ...ignoredIn(json, settings)])
  return scenario
}

async function warningsOfRanges(scenario: Scenario): Promise<Problem[]> {
  return scenario.uncertainty ? (await import('../scenario/rules/range-warnings.ts')).rangeWarnings(scenario) : []
}

function warn(problems: readonly Problem[]): void {
  for (const { path, value, expected, fix } of problems)
    process.stderr.write(plain(`offcut: warning: ${path} is ${show(value)}; expected ${expected}. Perhaps ${fix}.\n`))
}

/** Says of a command that draws no sample that processes change nothing in it. */
export function warnOfProcesses(scenario: Scenario): void {
  warn(restWarning(scenario))
}

/** The text of a file, or on standard input for `-`; `what` it should hold is for messages. */
export async function readText(path: string, what: 'the scenario' | 'the points' | 'the system'): Promise<string> {
  let bytes: Uint8Array
  try {
    bytes = path === '-' ? await (await import('node:stream/consumers')).buffer(process.stdin) : await readFile(path)
  } catch (cause) {
    throw new ArgumentError(`cannot read ${what} ${path}: ${hint(path, what, cause as NodeJS.ErrnoException)}`, { cause })
  }
  return decoded(bytes, () => `cannot read ${what} ${path === '-' ? 'on standard input' : path}`)
}

function hint(path: string, what: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT')
    return what === 'the scenario' ? `there is no such file; offcut init ${path} writes a starter scenario` : 'there is no such file'
  if (code === 'EISDIR') return `it is a folder; give the name of a ${what === 'the scenario' ? 'scenario' : 'CSV'} file`
  return message
}

/** The text that bytes are in UTF-8; other encodings are named. A Parquet file is left to those who look at its text. */
export function decoded(bytes: Uint8Array, who: () => string): string {
  if (isUtf16(bytes)) throw new ArgumentError(`${who()}: its text is in UTF-16; save it as UTF-8`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (String.fromCharCode(...bytes.subarray(0, 4)) === 'PAR1') return 'PAR1'
    throw new ArgumentError(`${who()}: its text is not in UTF-8 but probably in Latin-1 or Windows-1252; save it as UTF-8`)
  }
}

/** A byte-order mark of UTF-16, or zero bytes at every second place. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  return bytes.length > 3 && ((first === 0 && third === 0) || (second === 0 && fourth === 0))
}
