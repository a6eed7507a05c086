import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ArgumentError } from '../errors.ts'
import { parseScenario, type Scenario } from '../scenario/index.ts'

/** Reads and checks the scenario in a file, or on standard input for `-`. */
export async function readScenario(path: string): Promise<Scenario> {
  return parseScenario(await readText(path))
}

async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const hint = missing ? `there is no such file; offcut init ${path} writes a starter scenario` : (cause as Error).message
    throw new ArgumentError(`cannot read the scenario ${path}: ${hint}`, { cause })
  }
}
