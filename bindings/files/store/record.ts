import { crc32 } from 'node:zlib'
import { ArgumentError, existing, show } from '../../errors.ts'
import type { Method } from '../../model/layout.ts'
import { unitOf } from '../../model/own-units.ts'
import type { SweepStats } from '../../result/surface.ts'
import type { Backend } from '../../runner/backend.ts'
import type { Engine, SweepOptions } from '../../engine.ts'
import { methodOf } from '../../plan/plan.ts'
import { parseSweep, type Scenario, type Sweep } from '../../scenario/index.ts'
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
  /** Where metrics are kept as singles. */
  float32?: true
}

/** The identity of a sweep, or of a share of one, that an engine runs. */
export function sweepIdentity(
  engine: Engine,
  scenario: Scenario,
  sweep: Pick<SweepOptions, 'axes' | 'metrics' | 'method'>,
  shard: Shard | undefined,
  float32 = false,
): SweepIdentity {
  const own = { ...scenario, sweep: parseSweep(scenario, sweep) }
  if (shard) refuseHypercube(own.sweep.axes)
  return {
    version: engine.info.version,
    backend: engine.info.backend,
    method: methodOf(sweep.method),
    scenario: own,
    shard: shard ? checkShard(shard, `${shard.index}/${shard.count}`) : null,
    ...(float32 && { float32 }),
  }
}

/** A share of a Latin hypercube is none: each of its parts has a point only in the whole. */
export function refuseHypercube(axes: Sweep['axes']): void {
  const i = axes.findIndex(isHypercube)
  if (i < 0) return
  throw new ArgumentError(
    `sweep.axes[${i}].design is "latinHypercube"; expected "sobol" or "random" for a sweep in shards, each of which is then a sample by itself; use one of these, or run the sweep whole`,
  )
}

function isHypercube(axis: Sweep['axes'][number]): boolean {
  return 'samples' in axis && axis.design === 'latinHypercube'
}

/** What a file says of itself. */
export interface SweepRecord extends SweepIdentity {
  statistics: SweepStats
  /** Length of the file up to its last row. */
  bytes: number
  /** Length and CRC-32 of each batch of rows: see packChecksums. */
  checksums: string
}

export function identityOf({ version, backend, method, scenario, shard, float32 }: SweepIdentity): SweepIdentity {
  return { version, backend, method, scenario, shard, ...(float32 && { float32 }) }
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

/**
 * A record as the key-value metadata of a Parquet file: `offcut.scenario` and so on, each JSON or a plain word; and beside it `offcut.units`, the unit
 * of each metric and parameter that has one, for readers who do not know the scenario.
 */
export function toEntries(record: SweepRecord): Map<string, string> {
  return new Map(
    Object.entries({ ...record, units: unitsOf(record.scenario) }).map(([key, value]) => [
      PREFIX + key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
}

function unitsOf({ sweep, units, uncertainty }: Scenario): Record<string, string> {
  const { axes = [], metrics = [] } = sweep ?? {}
  const parameters = axes.flatMap((axis) =>
    'samples' in axis ? Object.keys(uncertainty?.parameters ?? {}) : 'parameters' in axis ? axis.parameters : [axis.parameter],
  )
  const named = [...parameters, ...metrics].map((name) => [name, unitOf(name, units)])
  return Object.fromEntries(named.filter(([, unit]) => unit !== ''))
}

/** The record in such metadata; undefined where the file is not one of these. */
export function fromEntries(entries: ReadonlyMap<string, string>): SweepRecord | undefined {
  try {
    const texts = KEYS.map((key): [keyof SweepRecord, string] => [key, existing(entries.get(PREFIX + key), key)])
    const plain = texts.map(([key, text]) => [key, WORDS.includes(key) ? text : JSON.parse(text)])
    return { ...Object.fromEntries(plain), ...(entries.has(`${PREFIX}float32`) && { float32: true }) }
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
  const isLonger =
    found.some((line) => /^scenario\.sweep\.axes\[\d+\]\.samples: /.test(line)) && before.scenario.sweep?.axes.some(isHypercube)
  const why = isLonger
    ? 'a Latin hypercube of another length has other points throughout: the design "sobol" is one whose longer samples begin with the shorter ones\n\n'
    : ''
  throw new OutputError(`${what}\n\n  ${found.join('\n  ')}\n\n${why}undo the change, choose another name, or start over with --force`)
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
