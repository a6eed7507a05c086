import { existsSync } from 'node:fs'
import { SWEEP_OPTIONS, type Engine, type SweepOptions } from '../../engine.ts'
import { ArgumentError, OffcutError } from '../../errors.ts'
import { checkOptions } from '../../options.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import type { StageRecipe } from '../../result/stage.ts'
import type { Grid } from '../../result/surface.ts'
import { parseScenario, type ScenarioInput } from '../../scenario/index.ts'
import type { JobOptions, SweepJob } from '../../sweep/job.ts'
import type { PointRange } from '../../plan/task.ts'
import { SpareMemory } from '../../runner/spare-memory.ts'
import { batchSize } from '../format/batches.ts'
import { createFormat } from '../format/formats.ts'
import { OutputError, alreadyThere, brokenOff, cannotWrite, existingOutput, requireWritable, targetOf } from './file.ts'
import { readFinished, requireFreeRecord, writeRecord } from './finished.ts'
import type { Encoded, Format } from '../format/format.ts'
import { identityOf, packChecksums, requireSame, sweepIdentity, toEntries, type SweepIdentity, type SweepRecord } from './record.ts'
import { shardPath, shardRange, type Shard } from './shard.ts'
import { Unfinished, unfinishedPath, type Done } from './unfinished.ts'
import { Writing } from './writing.ts'

/** What a sweep into a file computes, and what happens to a file that is there. */
export interface SweepFileOptions extends Omit<SweepOptions, 'range'> {
  /** Replaces an existing file, and starts over where an unfinished run of it is. Default false. */
  force?: boolean
  /** Goes on with an unfinished run of the same sweep, where there is one; leaves a complete file as it is. Default false. */
  resume?: boolean
  /** Computes this share of the points only, into a file of its own: `result.2-of-4.parquet` for `result.parquet`. */
  shard?: Shard
  /** Keeps metrics in 32 bits, of seven digits and up to 3.4e38: a Parquet file of half the size. Axes keep 64. Default false. */
  float32?: boolean
}

/** A sweep's file, as it has come to be. */
export interface SweepFile {
  /** Of the file; that of a shard has the shard in its name. */
  path: string
  /** Points in the file. */
  points: number
  /** Points that were there before: from the run that this one resumed. */
  resumed: number
  /** Points whose status is `notConverged` or `domainError`. */
  failed: number
  /** Time of computing and writing, over all runs. */
  seconds: number
}

/**
 * Runs a sweep into a Parquet or CSV file, as its name ends, batch by batch, in bounded memory. The file appears under its name
 * only when it is complete. A run that fails, is aborted or killed leaves `<file>.unfinished` with the batches that are whole;
 * `resume` goes on from there, and the file is then the one that an undisturbed run writes, value by value.
 *
 * @param scenario from `parseScenario`, or what it accepts.
 * @throws OutputError or ArgumentError before anything runs: the folder is missing; the file exists, without `force`; an unfinished
 *   run of it exists, without `resume` or `force`; what exists is of another sweep, and the message says what differs; another run writes it at this moment.
 */
export async function writeSweep(
  engine: Engine,
  scenario: ScenarioInput | string,
  path: string,
  options: SweepFileOptions = {},
): Promise<SweepFile> {
  return (await planSweepFile(engine, scenario, path, options)).write()
}

/**
 * Checks everything and writes nothing yet. Until the plan is written or closed, no other run may write the file.
 */
export async function planSweepFile(
  engine: Engine,
  input: ScenarioInput | string,
  path: string,
  options: SweepFileOptions = {},
): Promise<SweepFilePlan> {
  checkOptions('writeSweep', options, [...SWEEP_OPTIONS.filter((name) => name !== 'range'), 'force', 'resume', 'shard', 'float32'])
  const { force = false, resume = false, shard, float32 = false, ...sweep } = options
  if (force && resume) throw new ArgumentError('force and resume exclude each other: one starts over, the other goes on')
  const scenario = parseScenario(input)
  const { method, axes, metrics, ...job } = sweep
  const run = (own: JobOptions) => engine.sweep(scenario, { method, axes, metrics, ...own })
  return planJobFile(run, sweepIdentity(engine, scenario, sweep, shard, float32), path, { ...job, force, resume, shard })
}

export interface JobFileOptions extends Omit<JobOptions, 'range'>, Pick<SweepFileOptions, 'force' | 'resume' | 'shard'> {}

/**
 * The same of jobs of any kind.
 * @param run makes a job over a range of the points.
 * @param identity what decides every value.
 */
export async function planJobFile(
  run: (options: JobOptions) => SweepJob,
  identity: SweepIdentity,
  path: string,
  { force = false, resume = false, shard, ...job }: JobFileOptions,
): Promise<SweepFilePlan> {
  const sample = run(job)
  const target = await targetOf(shard ? shardPath(path, shard) : path)
  const format = await createFormat(target, { axes: sample.axes, metrics: sample.metrics, float32: identity.float32 })
  const range = shard ? shardRange(sample.points, shard) : { start: 0, end: sample.points }
  const state = await stateOf(target, format, identity, { force, resume }).catch((error) => {
    throw cannotWrite(target, error)
  })
  return new SweepFilePlan(run, job, identity, target, format, range, sample, state)
}

interface Choice {
  force: boolean
  resume: boolean
}

/** A file that is complete; or one that is not, which this run alone may write, with the batches to go on with. */
type State = { complete: SweepRecord } | { unfinished: Unfinished; done?: Done }

async function stateOf(path: string, format: Format, identity: SweepIdentity, choice: Choice): Promise<State> {
  const before = await completeFile(path, identity, choice)
  if (before) return { complete: before }
  await requireWritable(path)
  // From here on no other run changes what is read.
  const unfinished = await Unfinished.take(path)
  try {
    const complete = await completeFile(path, identity, choice)
    if (!complete) return { unfinished, done: choice.force ? undefined : await doneOf(path, unfinished, format, identity, choice) }
    await unfinished.close()
    return { complete }
  } catch (error) {
    await unfinished.close()
    throw error
  }
}

/** The record of a file that is there, where it is to be gone on with; undefined where there is none. */
async function completeFile(path: string, identity: SweepIdentity, { force, resume }: Choice): Promise<SweepRecord | undefined> {
  const exists = await existingOutput(path)
  if (!exists || force) return undefined
  if (!resume) {
    // What to do about an unfinished run comes first.
    if (existsSync(unfinishedPath(path))) return undefined
    throw alreadyThere(path)
  }
  const { record } = await readFinished(path)
  requireSame(identityOf(record), identity, `cannot resume ${path}: it is the complete file of another sweep`)
  return record
}

async function doneOf(
  path: string,
  unfinished: Unfinished,
  format: Format,
  identity: SweepIdentity,
  { resume }: Choice,
): Promise<Done | undefined> {
  const left = await unfinished.read(format.head.length)
  if (left === undefined || left.done.points === 0) {
    if (await existingOutput(path)) throw alreadyThere(path)
    await requireFreeRecord(path, identity)
    return undefined
  }
  if (!resume) {
    throw new OutputError(
      `cannot write ${path}: an unfinished run of it is in ${unfinishedPath(path)}; go on with it by --resume ` +
        '(in code: resume: true), or start over with --force (force: true)',
    )
  }
  requireSame(left.identity, identity, `cannot resume ${path}: it was begun as another sweep`)
  await requireFreeRecord(path, identity)
  return left.done
}

/** Who else wants to know of the points of a file while it is written. */
export interface Onlooker {
  /** A stage that takes in the points where they are computed, and what takes what it makes of each batch. */
  recipe?(): Promise<StageRecipe | undefined>
  take?(value: unknown): void
  /** Sees each batch in the calling thread; the next one overwrites it. */
  onBatch?(batch: SweepChunk): void
}

/** A sweep's file that is about to be written. */
export class SweepFilePlan {
  readonly path: string
  /** The grid: its axes, metrics, shape and number of points, whatever the share. */
  readonly grid: Grid
  /** The points of the file. */
  readonly range: PointRange
  /** The points still to compute. */
  readonly remaining: PointRange
  /** Whether nothing remains to be done: the file is there. */
  readonly complete: boolean
  readonly format: Format
  readonly #run: (options: JobOptions) => SweepJob
  readonly #options: JobOptions
  readonly #identity: SweepIdentity
  readonly #state: State

  constructor(
    run: (options: JobOptions) => SweepJob,
    options: JobOptions,
    identity: SweepIdentity,
    path: string,
    format: Format,
    range: PointRange,
    grid: Grid,
    state: State,
  ) {
    this.#run = run
    this.#options = options
    this.#identity = identity
    this.#state = state
    this.path = path
    this.format = format
    this.range = range
    this.grid = grid
    this.complete = 'complete' in state
    const done = 'complete' in state ? state.complete.statistics.points : (state.done?.points ?? 0)
    this.remaining = { start: range.start + done, end: range.end }
  }

  /** A job over some of the points. */
  job(range: PointRange, options: Omit<JobOptions, 'range'> = this.#options): SweepJob {
    return this.#run({ ...options, range })
  }

  /** Lets other runs write the file, where this one does not. */
  async close(): Promise<void> {
    if ('unfinished' in this.#state) await this.#state.unfinished.close()
  }

  async write(onlooker: Onlooker = {}): Promise<SweepFile> {
    const { path, format } = this
    if ('complete' in this.#state) {
      await Unfinished.removeRest(path)
      return this.#report(this.#state.complete)
    }
    const { unfinished, done } = this.#state
    try {
      await (done ? unfinished.goOn(format.head, done) : unfinished.begin(format.head, this.#identity)).catch((error) => {
        throw cannotWrite(path, error)
      })
      await this.#writeBatches(unfinished, onlooker)
      const record = this.#record(unfinished.done)
      await writeRecord(path, record)
      await unfinished.finish(format.end(unfinished.done.fragments, toEntries(record)))
      return this.#report(record)
    } catch (error) {
      await leave(unfinished)
      throw brokenOff(path, error)
    }
  }

  /** Points that are encoded and written together, but for the last ones. */
  get batchSize(): number {
    return batchSize(this.range.end - this.range.start, this.format.batchRows)
  }

  async #writeBatches(unfinished: Unfinished, onlooker: Onlooker): Promise<void> {
    const { format, range, remaining, batchSize: batch } = this
    const spare = new SpareMemory()
    const writing = new Writing(unfinished, spare)
    try {
      const recipes = [await format.recipe(), await onlooker.recipe?.()].filter((recipe) => recipe !== undefined)
      let began = performance.now()
      for await (const { values, count, failed } of this.job(remaining).staged(recipes, { batch, onBatch: onlooker.onBatch, spare })) {
        const [encoded, seen] = values as [Encoded, unknown]
        if (seen !== undefined) onlooker.take?.(seen)
        const now = performance.now()
        await writing.add({ ...encoded, points: count, failed, seconds: (now - began) / 1000 })
        began = now
      }
    } catch (error) {
      await writing.end().catch(() => {})
      throw error
    }
    await writing.end()
    const { points } = unfinished.done
    if (points !== range.end - range.start)
      throw new OffcutError(`${this.path} would hold ${points} points of ${range.end - range.start}; start over with --force`)
  }

  #record({ points, failed, seconds, bytes, fragments }: Done): SweepRecord {
    return {
      ...this.#identity,
      statistics: { points, failed, seconds, pointsPerSecond: points / seconds },
      bytes,
      checksums: packChecksums(fragments),
    }
  }

  #report({ statistics: { points, failed, seconds } }: SweepRecord): SweepFile {
    return { path: this.path, points, resumed: this.remaining.start - this.range.start, failed, seconds }
  }
}

/** Keeps what is done, where there is any. What stands in the way of that matters less than why it is left. */
async function leave(unfinished: Unfinished): Promise<void> {
  await (unfinished.isBegun && unfinished.done.points === 0 ? unfinished.discard() : unfinished.close()).catch(() => {})
}
