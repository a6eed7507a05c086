import { show } from '../../errors.ts'
import type { Method } from '../../model/layout.ts'
import type { SweepStats } from '../../result/surface.ts'
import type { Backend } from '../../runner/backend.ts'
import type { Scenario } from '../../scenario/index.ts'
import { formatPath } from '../../scenario/text/json-paths.ts'
import type { Shard } from './shard.ts'

/** What decides every value of a sweep's file. */
export interface SweepIdentity {
  /** Version of offcut. */
  version: string
  backend: Backend
  method: Method
  /** The scenario as checked, with the axes and metrics of the sweep. */
  scenario: Scenario
  shard: Shard | null
}

/** What a file says of itself. */
export interface SweepRecord extends SweepIdentity {
  statistics: SweepStats
  /** Length of the file up to its last row. */
  bytes: number
}

const PREFIX = 'offcut.'

/** A record as the key-value metadata of a Parquet file: `offcut.scenario` and so on, each JSON or a plain word. */
export function toEntries(record: SweepRecord): Map<string, string> {
  return new Map(Object.entries(record).map(([key, value]) => [PREFIX + key, typeof value === 'string' ? value : JSON.stringify(value)]))
}

/** The record in such metadata; undefined where the file is not one of these. */
export function fromEntries(entries: ReadonlyMap<string, string>): SweepRecord | undefined {
  const value = (key: keyof SweepRecord) => entries.get(PREFIX + key)
  try {
    return {
      version: value('version')!,
      backend: value('backend') as Backend,
      method: value('method') as Method,
      scenario: JSON.parse(value('scenario')!),
      shard: JSON.parse(value('shard')!),
      statistics: JSON.parse(value('statistics')!),
      bytes: JSON.parse(value('bytes')!),
    }
  } catch {
    return undefined
  }
}

const KEYS = ['version', 'backend', 'method', 'scenario', 'shard', 'statistics', 'bytes'] as const satisfies (keyof SweepRecord)[]

/** A record as a JSON file. */
export function toJson(record: SweepRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}

/** The record in such a file; undefined where it is not one of these. */
export function fromJson(json: string): SweepRecord | undefined {
  try {
    const record = JSON.parse(json)
    return KEYS.every((key) => Object.hasOwn(record, key)) ? record : undefined
  } catch {
    return undefined
  }
}

const MOST_LISTED = 20

/** What differs between two identities, a line each: `scenario.waste.disposalCost: 1, now 2`. */
export function differences(before: Partial<SweepIdentity>, now: Partial<SweepIdentity>): string[] {
  const [old, fresh] = [before, now].map((identity) => new Map(leaves(JSON.parse(JSON.stringify(identity)), [])))
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => old.get(path) !== fresh.get(path))
  const lines = paths.map((path) => `${path}: ${show(old.get(path))}, now ${show(fresh.get(path))}`)
  return lines.length > MOST_LISTED ? [...lines.slice(0, MOST_LISTED), `and ${lines.length - MOST_LISTED} more`] : lines
}

/** Every plain value in an object, with its path. */
function* leaves(value: unknown, path: (string | number)[]): Generator<[string, unknown], void, void> {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* leaves(item, [...path, i])
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key])
  else yield [formatPath(path), value]
}
