import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { crc32 } from 'node:zlib'
import { planSweep } from '../../plan/plan.ts'
import { createFormat } from '../format/formats.ts'
import type { Placed } from '../format/format.ts'
import { OutputError, brokenOff, cannotWrite, requireOther, requireOutput, requireWritable, type OutputFile } from './file.ts'
import { readAt, readFinished, recordPath, requireFreeRecord, writeRecord, type Finished } from './finished.ts'
import { differences, identityOf, packChecksums, toEntries, unpackChecksums, type SweepIdentity, type SweepRecord } from './record.ts'
import { shardRange, type Shard } from './shard.ts'
import type { SweepFile } from './sweep-file.ts'
import { Unfinished, unfinishedPath } from './unfinished.ts'

/** How shards are joined. */
export interface MergeOptions {
  /** Replaces an existing file. Default false. */
  force?: boolean
  /** Stops the merge; nothing of the new file remains. */
  signal?: AbortSignal
}

/**
 * Joins the shards of a sweep, given in any order, into the file that one run writes: the same rows in the same order.
 * Rows are copied as they are, at the speed of the disk and in little memory.
 *
 * @param path of the whole, with the ending of the shards.
 * @throws OutputError when a shard is missing, double, incomplete or of another sweep, or the file cannot be made.
 */
export async function mergeShards(
  shards: readonly string[],
  path: string,
  { force = false, signal }: MergeOptions = {},
): Promise<SweepFile> {
  const finished: Finished[] = []
  // One after the other: a job array has more shards than a process may have files open.
  for (const shard of shards) finished.push(await readFinished(shard))
  const parts = shardsInOrder(finished)
  const plan = planSweep(0, parts[0].record.scenario, {})
  for (const part of parts) requireWhole(part, plan.points, path)
  const target = await requireOutput(path, { force })
  await requireOther(path, [target, recordPath(target)], [...shards, ...shards.map(recordPath)])
  const format = await createFormat(target, { axes: plan.axes, metrics: plan.metrics, float32: parts[0].record.float32 })
  const identity = { ...identityOf(parts[0].record), shard: null }
  if (!force) await requireFreeRecord(target, identity)
  await requireWritable(target)

  const unfinished = await Unfinished.take(target).catch((error) => {
    throw cannotWrite(path, error)
  })
  try {
    if (!force && (await unfinished.read(format.head.length))) {
      throw new OutputError(
        `cannot write ${path}: an unfinished run of it is in ${unfinishedPath(target)}; choose another name, or replace it with --force`,
      )
    }
    const record = joined(parts, identity)
    await unfinished.writeWhole(async (file) => {
      await file.write(format.head)
      const notes: Placed[] = []
      let offset = format.head.length
      for (const part of parts) {
        await copy(part, format.head, file, signal)
        notes.push({ offset, note: part.note })
        offset += part.bodyEnd - format.head.length
      }
      await file.write(format.end(notes, toEntries(record)))
      await writeRecord(target, record)
    })
    const { points, failed, seconds } = record.statistics
    return { path, points, resumed: 0, failed, seconds }
  } catch (error) {
    await unfinished.close().catch(() => {})
    throw brokenOff(path, error)
  }
}

/** The shards by number; every one of them, once, of one sweep. */
export function shardsInOrder<Part extends ShardFile>(parts: readonly Part[]): Part[] {
  if (parts.length === 0) throw new OutputError('there is nothing to merge; name the files of all shards')
  const [first] = parts
  const byIndex = new Map<number, Part>()
  for (const part of parts) {
    const { index, count } = shardOf(part)
    const found = differences(sweepOf(first), sweepOf(part))
    if (found.length > 0) throw new OutputError(`${part.path} is a shard of another sweep than ${first.path}:\n\n  ${found.join('\n  ')}`)
    if (count !== shardOf(first).count) {
      throw new OutputError(
        `${part.path} is one of ${count} shards, and ${first.path} one of ${shardOf(first).count}; merge shards of one split`,
      )
    }
    const double = byIndex.get(index)
    if (double) throw new OutputError(`${part.path} and ${double.path} are both shard ${index}/${count}; name each shard once`)
    byIndex.set(index, part)
  }
  const { count } = shardOf(first)
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index))
  if (missing.length > 0)
    throw new OutputError(
      `of ${count} shards, ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing; name the files of all shards`,
    )
  return [...byIndex.values()].sort((a, b) => shardOf(a).index - shardOf(b).index)
}

const MOST_LISTED = 20

function listed(numbers: readonly number[]): string {
  return numbers.slice(0, MOST_LISTED).join(', ') + (numbers.length > MOST_LISTED ? ` and ${numbers.length - MOST_LISTED} more` : '')
}

interface ShardFile {
  path: string
  record: SweepIdentity
}

function shardOf({ path, record: { shard } }: ShardFile): Shard {
  if (shard) return shard
  throw new OutputError(`${path} is no shard: it holds a whole sweep`)
}

function sweepOf({ record }: ShardFile) {
  const { shard: _, ...sweep } = identityOf(record)
  return sweep
}

function requireWhole(part: Finished, points: number, path: string): void {
  requireRange(part, points, part.record.bytes === part.bodyEnd ? part.record.statistics.points : 0)
  if (extname(part.path) !== extname(path)) throw new OutputError(`${path} is not of the format of ${part.path}; give it the same ending`)
}

/** @throws OutputError where a shard does not hold all of its share of so many points. */
export function requireRange(part: ShardFile, points: number, held: number): void {
  const { start, end } = shardRange(points, shardOf(part))
  if (held !== end - start) throw new OutputError(`${part.path} is not complete: run its shard again with --resume`)
}

/** Copies the rows of a shard, batch by batch, if they are as they were written. */
async function copy({ path, record, bodyEnd }: Finished, head: Uint8Array, to: OutputFile, signal?: AbortSignal): Promise<void> {
  const handle = await open(path)
  try {
    let at = head.length
    if (!(await readAt(handle, 0, at)).every((byte, i) => byte === head[i])) throw damaged(path, 'its first line')
    for (const [i, { bytes, checksum }] of unpackChecksums(record.checksums).entries()) {
      signal?.throwIfAborted()
      const rows = await readAt(handle, at, Math.min(bodyEnd, at + bytes))
      if (rows.length !== bytes || crc32(rows) !== checksum) throw damaged(path, `batch ${i + 1}`)
      await to.write(rows)
      at += bytes
    }
    if (at !== bodyEnd) throw damaged(path, 'its length')
  } finally {
    await handle.close()
  }
}

function damaged(path: string, what: string): OutputError {
  return new OutputError(`${path} is damaged (${what} is not as it was written): run its shard again with --force`)
}

function joined(parts: readonly Finished[], identity: SweepIdentity): SweepRecord {
  const records = parts.map(({ record }) => record)
  const total = (of: 'points' | 'failed' | 'seconds') => records.reduce((sum, { statistics }) => sum + statistics[of], 0)
  const [points, failed, seconds] = [total('points'), total('failed'), total('seconds')]
  const batches = records.flatMap(({ checksums }) => unpackChecksums(checksums))
  // Every file has a head, the whole one only one.
  const head = records[0].bytes - batchBytes(records[0])
  const bytes = head + records.reduce((sum, record) => sum + batchBytes(record), 0)
  return {
    ...identity,
    statistics: { points, failed, seconds, pointsPerSecond: points / seconds },
    bytes,
    checksums: packChecksums(batches),
  }
}

function batchBytes({ checksums }: SweepRecord): number {
  return unpackChecksums(checksums).reduce((sum, { bytes }) => sum + bytes, 0)
}
