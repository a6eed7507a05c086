import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ArgumentError } from '../errors.ts'
import { parseScenario, type Scenario } from '../scenario/index.ts'

/** Reads and checks the scenario in a file, or on standard input for `-`. */
export async function readScenario(path: string): Promise<Scenario> {
  const json = await readText(path)
  if (json.trim() !== '') return parseScenario(json)
  const fix = path === '-' ? 'give it a scenario' : `offcut init ${path} --force writes a starter scenario into it`
  throw new ArgumentError(`${path === '-' ? 'standard input' : `the file ${path}`} is empty; ${fix}`)
}

async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')
  } catch (cause) {
    throw new ArgumentError(`cannot read the scenario ${path}: ${hint(path, cause as NodeJS.ErrnoException)}`, { cause })
  }
}

function hint(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `there is no such file; offcut init ${path} writes a starter scenario`
  if (code === 'EISDIR') return 'it is a folder; give the name of a scenario file'
  return message
}
