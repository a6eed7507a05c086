import { createReadStream } from 'node:fs'
import { extname } from 'node:path'
import { planSweep } from '../../plan/plan.ts'
import { createEncoder } from '../format/encoders.ts'
import { OutputError, writeOutputFile, type OutputFile } from './file.ts'
import { readFinished, writeRecord, type Finished } from './finished.ts'
import type { PlacedFragment } from '../format/format.ts'
import { differences, toEntries, type SweepRecord } from './record.ts'
import { shardRange, type Shard } from './shard.ts'
import type { SweepFile } from './sweep-file.ts'

/**
 * Joins the shards of a sweep, given in any order, into the file that one run writes: the same rows in the same order.
 * Rows are copied as they are, at the speed of the disk and in little memory.
 *
 * @param path of the whole, with the ending of the shards; `force` replaces an existing file.
 * @throws OutputError when a shard is missing, double, incomplete or of another sweep, or the file cannot be made.
 */
export async function mergeShards(shards: readonly string[], path: string, { force = false } = {}): Promise<SweepFile> {
  const finished: Finished[] = []
  // One after the other: a job array has more shards than a process may have files open.
  for (const shard of shards) finished.push(await readFinished(shard))
  const parts = inOrder(finished)
  const plan = planSweep(0, parts[0].record.scenario, {})
  for (const part of parts) requireWhole(part, plan.points, path)
  const encoder = createEncoder(path, plan)

  return writeOutputFile(path, { force }, async (file) => {
    await file.write(encoder.head)
    const fragments: PlacedFragment[] = []
    let offset = encoder.head.length
    for (const { path: from, bodyEnd, note } of parts) {
      fragments.push({ offset, note })
      offset += bodyEnd - encoder.head.length
      await copy(from, encoder.head.length, bodyEnd, file)
    }
    const record = joined(parts.map((part) => part.record), offset)
    await file.write(encoder.end(fragments, toEntries(record)))
    await writeRecord(path, record)
    const { points, failed, seconds } = record.statistics
    return { path, points, resumed: 0, failed, seconds }
  })
}

/** The shards by number; every one of them, once, of one sweep. */
function inOrder(parts: readonly Finished[]): Finished[] {
  if (parts.length === 0) throw new OutputError('there is nothing to merge; name the files of all shards')
  const [first] = parts
  const byIndex = new Map<number, Finished>()
  for (const part of parts) {
    const { index, count } = shardOf(part)
    const found = differences(sweepOf(first), sweepOf(part))
    if (found.length > 0) throw new OutputError(`${part.path} is a shard of another sweep than ${first.path}:\n\n  ${found.join('\n  ')}`)
    if (count !== shardOf(first).count) {
      throw new OutputError(`${part.path} is one of ${count} shards, and ${first.path} one of ${shardOf(first).count}; merge shards of one split`)
    }
    const double = byIndex.get(index)
    if (double) throw new OutputError(`${part.path} and ${double.path} are both shard ${index}/${count}; name each shard once`)
    byIndex.set(index, part)
  }
  const { count } = shardOf(first)
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index))
  if (missing.length > 0) throw new OutputError(`of ${count} shards, ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing; name the files of all shards`)
  return [...byIndex.values()].sort((a, b) => shardOf(a).index - shardOf(b).index)
}

const MOST_LISTED = 20

function listed(numbers: readonly number[]): string {
  return numbers.slice(0, MOST_LISTED).join(', ') + (numbers.length > MOST_LISTED ? ` and ${numbers.length - MOST_LISTED} more` : '')
}

function shardOf({ path, record: { shard } }: Finished): Shard {
  if (shard) return shard
  throw new OutputError(`${path} is no shard: it holds a whole sweep`)
}

function sweepOf({ record: { version, backend, method, scenario } }: Finished) {
  return { version, backend, method, scenario }
}

function requireWhole(part: Finished, points: number, path: string): void {
  const { record, bodyEnd } = part
  const { start, end } = shardRange(points, shardOf(part))
  if (record.statistics.points !== end - start || record.bytes !== bodyEnd) {
    throw new OutputError(`${part.path} is not complete: run its shard again with --resume`)
  }
  if (extname(part.path) !== extname(path)) throw new OutputError(`${path} is not of the format of ${part.path}; give it the same ending`)
}

async function copy(from: string, start: number, end: number, to: OutputFile): Promise<void> {
  for await (const bytes of createReadStream(from, { start, end: end - 1, highWaterMark: 2 ** 20 })) await to.write(bytes)
}

function joined(records: readonly SweepRecord[], bytes: number): SweepRecord {
  const total = (of: 'points' | 'failed' | 'seconds') => records.reduce((sum, { statistics }) => sum + statistics[of], 0)
  const [points, failed, seconds] = [total('points'), total('failed'), total('seconds')]
  return { ...records[0], shard: null, statistics: { points, failed, seconds, pointsPerSecond: points / seconds }, bytes }
}
