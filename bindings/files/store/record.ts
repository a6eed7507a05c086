import { crc32 } from 'node:zlib'
import { show } from '../../errors.ts'
import type { Method } from '../../model/layout.ts'
import type { SweepStats } from '../../result/surface.ts'
import type { Backend } from '../../runner/backend.ts'
import type { Engine, SweepOptions } from '../../engine.ts'
import { methodOf } from '../../plan/plan.ts'
import { parseSweep, type Scenario } from '../../scenario/index.ts'
import { OutputError } from './file.ts'
import { formatPath } from '../../scenario/text/json-paths.ts'
import type { PlacedFragment } from '../format/format.ts'
import { checkShard, type Shard } from './shard.ts'

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

/** The identity of a sweep, or of a share of one, that an engine runs. */
export function sweepIdentity(
  engine: Engine,
  scenario: Scenario,
  sweep: Pick<SweepOptions, 'axes' | 'metrics' | 'method'>,
  shard: Shard | undefined,
): SweepIdentity {
  return {
    version: engine.info.version,
    backend: engine.info.backend,
    method: methodOf(sweep.method),
    scenario: { ...scenario, sweep: parseSweep(scenario, sweep) },
    shard: shard ? checkShard(shard, `${shard.index}/${shard.count}`) : null,
  }
}

/** What a file says of itself. */
export interface SweepRecord extends SweepIdentity {
  statistics: SweepStats
  /** Length of the file up to its last row. */
  bytes: number
  /** Length and CRC-32 of each batch of rows: see packChecksums. */
  checksums: string
}

export function identityOf({ version, backend, method, scenario, shard }: SweepIdentity): SweepIdentity {
  return { version, backend, method, scenario, shard }
}

/** Lengths and checksums of fragments, two little-endian words of 32 bits each, as base64. */
export function packChecksums(fragments: readonly Pick<PlacedFragment, 'bytes' | 'checksum'>[]): string {
  const packed = Buffer.alloc(CHECKSUM_BYTES * fragments.length)
  fragments.forEach(({ bytes, checksum }, i) => {
    packed.writeUInt32LE(bytes, CHECKSUM_BYTES * i)
    packed.writeUInt32LE(checksum, CHECKSUM_BYTES * i + 4)
  })
  return packed.toString('base64')
}

export function unpackChecksums(packed: string): { bytes: number; checksum: number }[] {
  const bytes = Buffer.from(packed, 'base64')
  return Array.from({ length: bytes.length / CHECKSUM_BYTES }, (_, i) => ({
    bytes: bytes.readUInt32LE(CHECKSUM_BYTES * i),
    checksum: bytes.readUInt32LE(CHECKSUM_BYTES * i + 4),
  }))
}

const CHECKSUM_BYTES = 8

const PREFIX = 'offcut.'

/** A record as the key-value metadata of a Parquet file: `offcut.scenario` and so on, each JSON or a plain word. */
export function toEntries(record: SweepRecord): Map<string, string> {
  return new Map(Object.entries(record).map(([key, value]) => [PREFIX + key, typeof value === 'string' ? value : JSON.stringify(value)]))
}

/** The record in such metadata; undefined where the file is not one of these. */
export function fromEntries(entries: ReadonlyMap<string, string>): SweepRecord | undefined {
  try {
    const plain = KEYS.map((key) => [key, WORDS.includes(key) ? entries.get(PREFIX + key)! : JSON.parse(entries.get(PREFIX + key)!)])
    return plain.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(plain)
  } catch {
    return undefined
  }
}

const KEYS: readonly (keyof SweepRecord)[] = ['version', 'backend', 'method', 'scenario', 'shard', 'statistics', 'bytes', 'checksums']
const WORDS: readonly (keyof SweepRecord)[] = ['version', 'backend', 'method', 'checksums']

/** A record as a JSON file, whose last key is a checksum of all others. */
export function toJson(record: object): string {
  return `${JSON.stringify({ ...record, checksum: crc32(JSON.stringify(record)) }, null, 2)}\n`
}

/** The record in such a file; undefined where it is not one of these, or has been changed. */
export function fromJson<Record = SweepRecord>(json: string, keys: readonly string[] = KEYS): Record | undefined {
  try {
    const { checksum, ...record } = JSON.parse(json)
    return checksum === crc32(JSON.stringify(record)) && keys.every((key) => Object.hasOwn(record, key)) ? record : undefined
  } catch {
    return undefined
  }
}

/** @throws OutputError that says what differs. */
export function requireSame(before: SweepIdentity, now: SweepIdentity, what: string): void {
  const found = differences(before, now)
  if (found.length === 0) return
  throw new OutputError(`${what}\n\n  ${found.join('\n  ')}\n\nundo the change, choose another name, or start over with --force`)
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
