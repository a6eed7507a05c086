import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ArgumentError } from '../errors.ts'
import { parseScenario, type Scenario } from '../scenario/index.ts'

/** Reads and checks the scenario in a file, or on standard input for `-`. */
export async function readScenario(path: string): Promise<Scenario> {
  const json = await readText(path, 'the scenario')
  if (json.trim() !== '') return parseScenario(json)
  const fix = path === '-' ? 'give it a scenario' : `offcut init ${path} --force writes a starter scenario into it`
  throw new ArgumentError(`${path === '-' ? 'standard input' : `the file ${path}`} is empty; ${fix}`)
}

/** The text of a file, or on standard input for `-`; `what` it should hold is for messages. */
export async function readText(path: string, what: 'the scenario' | 'the points'): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')
  } catch (cause) {
    throw new ArgumentError(`cannot read ${what} ${path}: ${hint(path, what, cause as NodeJS.ErrnoException)}`, { cause })
  }
}

function hint(path: string, what: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return what === 'the scenario' ? `there is no such file; offcut init ${path} writes a starter scenario` : 'there is no such file'
  if (code === 'EISDIR') return `it is a folder; give the name of a ${what === 'the scenario' ? 'scenario' : 'CSV'} file`
  return message
}
