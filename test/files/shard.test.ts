/** Shares of a sweep: which one a process computes. */
import { describe, expect, test } from 'vitest'
import { chooseShard } from '../../bindings/cli/shard.ts'
import { ArgumentError } from '../../bindings/errors.ts'
import { shardPath, shardRange } from '../../bindings/files/store/shard.ts'

describe('a share', () => {
  test.each([
    [10, 3],
    [7, 7],
    [1_000_003, 64],
    [2 ** 52, 1000],
  ])('of %i points among %i: none is missing or double, and they differ by one point at most', (points, count) => {
    const ranges = Array.from({ length: count }, (_, i) => shardRange(points, { index: i + 1, count }))
    expect(ranges[0].start).toBe(0)
    expect(ranges.at(-1)!.end).toBe(points)
    ranges.slice(1).forEach(({ start }, i) => expect(start).toBe(ranges[i].end))
    const sizes = ranges.map(({ start, end }) => end - start)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })

  test('needs a point for each', () => {
    expect(() => shardRange(5, { index: 1, count: 6 })).toThrow('5 points cannot be shared among 6 shards; use at most 5')
  })

  test('has a file of its own, whose name sorts', () => {
    expect(shardPath('out/result.parquet', { index: 3, count: 12 })).toBe('out/result.03-of-12.parquet')
  })
})

const slurm = (id: number, first: number, last: number, count: number, step = 1) => ({
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_MIN: String(first),
  SLURM_ARRAY_TASK_MAX: String(last),
  SLURM_ARRAY_TASK_COUNT: String(count),
  SLURM_ARRAY_TASK_STEP: String(step),
})

describe('the share of this process', () => {
  test.each([
    ['--shard', '2/5', {}, [2, 5]],
    ['--shard, whatever the environment says', '2/5', slurm(1, 1, 8, 8), [2, 5]],
    ['a job array from 1', undefined, slurm(3, 1, 8, 8), [3, 8]],
    ['a job array from 0', undefined, slurm(0, 0, 7, 8), [1, 8]],
    ['a job array in steps', undefined, slurm(6, 2, 8, 4, 2), [3, 4]],
    ['a part of a job array, of which OFFCUT_SHARDS says the whole', undefined, { ...slurm(5, 3, 5, 2), OFFCUT_SHARDS: '8' }, [5, 8]],
    ['an Indexed Job, which counts from 0', undefined, { JOB_COMPLETION_INDEX: '0', OFFCUT_SHARDS: '4' }, [1, 4]],
  ])('by %s', (_, option, environment, [index, count]) => {
    expect(chooseShard(option, environment)).toMatchObject({ index, count })
  })

  test.each([
    ['outside a cluster', undefined, {}],
    ['for 1/1', '1/1', slurm(3, 1, 8, 8)],
    ['in an array of one task', undefined, slurm(7, 7, 7, 1)],
  ])('is the whole sweep %s', (_, option, environment) => {
    expect(chooseShard(option, environment)).toBeUndefined()
  })

  test.each([
    ['0/4', {}, /the shard is 0\/4; expected i\/N/],
    ['5/4', {}, /the shard is 5\/4/],
    ['a/b', {}, /the shard is a\/b/],
    ['1/4/2', {}, /the shard is 1\/4\/2/],
    [undefined, { JOB_COMPLETION_INDEX: '2' }, /the number of shards is not known: set OFFCUT_SHARDS/],
    [undefined, { JOB_COMPLETION_INDEX: '4', OFFCUT_SHARDS: '4' }, /the shard is 5\/4, by JOB_COMPLETION_INDEX/],
    [undefined, { JOB_COMPLETION_INDEX: 'x', OFFCUT_SHARDS: '2' }, /JOB_COMPLETION_INDEX is "x"; expected a whole number/],
    [undefined, { JOB_COMPLETION_INDEX: '1', OFFCUT_SHARDS: '' }, /OFFCUT_SHARDS is ""/],
    [undefined, slurm(3, 1, 7, 3), /the job array of 3 tasks from 1 to 7 has gaps/],
    [undefined, { ...slurm(0, 0, 7, 8), OFFCUT_SHARDS: '8' }, /the shard is 0\/8/],
  ])('%s in %j is refused', (option, environment, message) => {
    expect(() => chooseShard(option, environment)).toThrow(ArgumentError)
    expect(() => chooseShard(option, environment)).toThrow(message)
  })
})
