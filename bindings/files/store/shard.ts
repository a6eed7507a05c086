import { join, parse } from 'node:path'
import { ArgumentError } from '../../errors.ts'
import type { PointRange } from '../../plan/task.ts'

/** One of `count` shares of a sweep, numbered from 1. */
export interface Shard {
  /** Which share: from 1 to `count`. */
  index: number
  /** How many shares there are. */
  count: number
}

/** @throws ArgumentError for text that is not `i/N` with 1 ≤ i ≤ N. */
export function parseShard(text: string): Shard {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number)
  return checkShard({ index, count }, text)
}

/** @throws ArgumentError for numbers that are no share. */
export function checkShard(shard: Shard, shown: string): Shard {
  const { index, count } = shard
  if (Number.isSafeInteger(index) && Number.isSafeInteger(count) && 1 <= index && index <= count) return shard
  throw new ArgumentError(`the shard is ${shown}; expected i/N, the i-th of N shares, numbered from 1 to N: 1/4, 2/4, 3/4, 4/4`)
}

/** The points of a share: the shares differ by one point at most. */
export function shardRange(points: number, { index, count }: Shard): PointRange {
  if (count > points)
    throw new ArgumentError(
      `${points === 1 ? '1 point' : `${points} points`} cannot be shared among ${count} shards; use at most ${points}`,
    )
  const least = Math.floor(points / count)
  const startOf = (share: number) => least * share + Math.min(share, points % count)
  return { start: startOf(index - 1), end: startOf(index) }
}

/** `result.parquet` as `result.3-of-12.parquet`, so that the shares of a sweep may be given one name. */
export function shardPath(path: string, { index, count }: Shard): string {
  const { dir, name, ext } = parse(path)
  const digits = String(count).length
  return join(dir, `${name}.${String(index).padStart(digits, '0')}-of-${count}${ext}`)
}
