import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A browser's program: the one that is named, or the first of `names` on the PATH. */
export function findBrowser(named: string | undefined, names: readonly string[]): string | undefined {
  const candidates = named
    ? [named]
    : (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return candidates.find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
