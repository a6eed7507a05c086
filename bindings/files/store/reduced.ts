import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Engine, SweepOptions } from '../../engine.ts'
import { ArgumentError, OffcutError, show } from '../../errors.ts'
import { planSweep } from '../../plan/plan.ts'
import type { StageRecipe } from '../../result/stage.ts'
import type { Scenario } from '../../scenario/index.ts'
import {
  OutputError,
  alreadyThere,
  brokenOff,
  cannotWrite,
  existingOutput,
  requireOther,
  requireOutput,
  requireWritable,
  targetOf,
  unless,
} from './file.ts'
import { requireRange, shardsInOrder } from './merge.ts'
import { fromJson, identityOf, requireSame, sweepIdentity, toJson, type SweepIdentity } from './record.ts'
import { shardPath, shardRange, type Shard } from './shard.ts'
import type { SweepFile } from './sweep-file.ts'
import { Unfinished, unfinishedPath } from './unfinished.ts'

/** What gathers a sweep in memory that does not grow with it. Its state is plain data. */
export interface Gatherer {
  /** The stage that gathers where points are computed; its values are what `merge` takes. */
  recipe(): Promise<StageRecipe>
  state(): unknown
  /** Takes in what another one of its kind has gathered. */
  merge(state: unknown): void
  /** What to say in the end, as JSON. */
  result(): object
}

export interface ReduceFileOptions extends Pick<SweepOptions, 'method' | 'signal' | 'onProgress'> {
  force?: boolean
  resume?: boolean
  shard?: Shard
}

/** A file of statistics, and what a run leaves that is not done. */
interface ReducedRecord extends SweepIdentity {
  points: number
  failed: number
  seconds: number
  /** Of the gatherer, packed: what merge and resume go on from. */
  state: string
}

const KEYS = ['version', 'backend', 'method', 'scenario', 'shard', 'points', 'failed', 'seconds', 'state']
/** Between two states on disk; a crash costs what was computed since. */
const SAVE_MILLISECONDS = 5000

/** @throws ArgumentError for a name that does not end in .json. */
function checkReducedName(path: string): void {
  if (extname(path) !== '.json') throw new ArgumentError(`the file of statistics is ${show(path)}; expected a name that ends in .json`)
}

/**
 * Gathers a sweep, or a share of it, into a JSON file of statistics that `mergeReduced` joins with others. As with files of points, a run
 * that is killed goes on with `resume`, and no other run writes the file meanwhile.
 */
export async function reduceToFile(
  engine: Engine,
  scenario: Scenario,
  path: string,
  options: ReduceFileOptions,
  gatherer: Gatherer,
): Promise<SweepFile> {
  checkReducedName(path)
  const { force = false, resume = false, shard, ...sweep } = options
  const target = await targetOf(shard ? shardPath(path, shard) : path)
  const identity = sweepIdentity(engine, scenario, sweep, shard)
  const { points } = engine.sweep(scenario, { method: sweep.method })
  const range = shard ? shardRange(points, shard) : { start: 0, end: points }
  const before = await completeRecord(target, identity, { force, resume })
  if (before) return reportOf(target, gather(gatherer, before), before.points)

  const unfinished = await open(target)
  let record: ReducedRecord | undefined
  try {
    const gathered = gather(gatherer, await beginning(target, identity, { force, resume }))
    record = gathered
    const resumed = gathered.points
    const job = engine.sweep(scenario, { ...sweep, range: { start: range.start + resumed, end: range.end } })
    let saved = performance.now()
    let counted = saved
    for await (const { values, count: points, failed } of job.staged([await gatherer.recipe()])) {
      gatherer.merge(values[0])
      const now = performance.now()
      count(record, { points, failed, seconds: (now - counted) / 1000 })
      counted = now
      if (now - saved < SAVE_MILLISECONDS) continue
      await unfinished.save(textOf(record, gatherer))
      saved = performance.now()
    }
    if (record.points !== range.end - range.start)
      throw new OffcutError(`${target} would hold ${record.points} points of ${range.end - range.start}; start over with --force`)
    await unfinished.writeWhole((file) => file.write(textOf(gathered, gatherer, gatherer.result())))
    return reportOf(target, record, resumed)
  } catch (error) {
    // What stands in the way of keeping what is done matters less than why it is left.
    if (record && record.points > 0) await unfinished.save(textOf(record, gatherer)).catch(() => {})
    await unfinished.close().catch(() => {})
    throw brokenOff(target, error)
  }
}

/** Joins the statistics of shards, in any order, into those of the whole sweep. */
export async function mergeReduced(
  shards: readonly string[],
  path: string,
  { force = false, signal }: { force?: boolean; signal?: AbortSignal },
  create: (grid: ReturnType<typeof planSweep>) => Gatherer,
): Promise<{ report: SweepFile; gatherer: Gatherer }> {
  checkReducedName(path)
  const parts = []
  for (const shard of shards) parts.push({ path: shard, record: await readReduced(shard) })
  const ordered = shardsInOrder(parts)
  const plan = planSweep(0, ordered[0].record.scenario, {})
  for (const part of ordered) requireRange(part, plan.points, part.record.points)
  const target = await requireOutput(path, { force })
  await requireOther(path, [target], shards)
  const unfinished = await open(target)
  try {
    const gatherer = create(plan)
    const record: ReducedRecord = { ...identityOf(ordered[0].record), shard: null, points: 0, failed: 0, seconds: 0, state: '' }
    for (const { record: part } of ordered) {
      signal?.throwIfAborted()
      count(record, gather(gatherer, part))
    }
    await unfinished.writeWhole((file) => file.write(textOf(record, gatherer, gatherer.result())))
    return { report: reportOf(path, record, 0), gatherer }
  } catch (error) {
    await unfinished.close().catch(() => {})
    throw brokenOff(path, error)
  }
}

function count(record: ReducedRecord, { points, failed, seconds }: Pick<ReducedRecord, 'points' | 'failed' | 'seconds'>): void {
  record.points += points
  record.failed += failed
  record.seconds += seconds
}

function reportOf(path: string, { points, failed, seconds }: ReducedRecord, resumed: number): SweepFile {
  return { path, points, resumed, failed, seconds }
}

/** Takes in what a record has gathered. */
function gather(gatherer: Gatherer, record: ReducedRecord): ReducedRecord {
  if (record.state !== '') gatherer.merge(deserialize(inflateRawSync(Buffer.from(record.state, 'base64'))))
  return record
}

/** A record with what is gathered by now, and the result if it is complete. */
function textOf(record: ReducedRecord, gatherer: Gatherer, result?: object): string {
  return toJson({ ...record, state: deflateRawSync(serialize(gatherer.state())).toString('base64'), ...(result && { result }) })
}

async function open(target: string): Promise<Unfinished> {
  await requireWritable(target)
  return Unfinished.take(target).catch((error) => {
    throw cannotWrite(target, error)
  })
}

interface Choice {
  force: boolean
  resume: boolean
}

/** The record of a file that is complete, where it is to be gone on with; undefined where there is none. */
async function completeRecord(path: string, identity: SweepIdentity, { force, resume }: Choice): Promise<ReducedRecord | undefined> {
  if (!(await existingOutput(path)) || force) return undefined
  if (!resume) throw alreadyThere(path)
  const record = await readReduced(path)
  requireSame(identityOf(record), identity, `cannot resume ${path}: it is the complete file of another sweep`)
  return record
}

/** Where an interrupted run of the same sweep has come to, or the beginning. */
async function beginning(path: string, identity: SweepIdentity, { force, resume }: Choice): Promise<ReducedRecord> {
  const state = Unfinished.stateOf(path)
  const text = force ? undefined : await readFile(state, 'utf8').catch(unless('ENOENT'))
  if (text === undefined) return { ...identity, points: 0, failed: 0, seconds: 0, state: '' }
  const record = fromJson<ReducedRecord>(text, KEYS)
  if (!record)
    throw new OutputError(
      `cannot write ${path}: ${state} is damaged, or offcut has not written it; look at it, then start over with --force`,
    )
  if (!resume)
    throw new OutputError(
      `cannot write ${path}: an unfinished run of it is in ${unfinishedPath(path)}; go on with it by --resume, or start over with --force`,
    )
  requireSame(identityOf(record), identity, `cannot resume ${path}: it was begun as another sweep`)
  return record
}

async function readReduced(path: string): Promise<ReducedRecord> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new OutputError(`cannot read ${path}: ${cause.message}`, { cause })
  })
  const record = fromJson<ReducedRecord & { result?: unknown }>(text, KEYS)
  if (!record || !('result' in record))
    throw new OutputError(`cannot tell which sweep ${path} holds: it is damaged, or offcut sweep --reduce --out has not written it`)
  const { result, ...rest } = record
  return rest
}
