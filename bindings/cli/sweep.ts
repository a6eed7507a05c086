import { existsSync } from 'node:fs'
import { Option, type Command } from 'commander'
import { createEngine, type Engine, type EngineOptions } from '../engine.ts'
import { ArgumentError } from '../errors.ts'
import type { MethodName } from '../model/layout.ts'
import type { GatheredStates } from '../reduce/gathers.ts'
import { Reduction } from '../reduce/index.ts'
import { SurfaceBuilder } from '../result/surface.ts'
import { OutputError, requireOther, targetOf } from '../files/store/file.ts'
import { recordPath } from '../files/store/finished.ts'
import { refuseHypercube } from '../files/store/record.ts'
import { reduceToFile } from '../files/store/reduced.ts'
import { shardPath, shardRange } from '../files/store/shard.ts'
import { parseSweep, type Scenario, type Setting } from '../scenario/index.ts'
import { planSweepFile, type Onlooker, type SweepFile, type SweepFilePlan } from '../files/store/sweep-file.ts'
import { unfinishedPath } from '../files/store/unfinished.ts'
import type { SweepJob } from '../sweep/job.ts'
import { Accounts, accountReducers } from './accounts.ts'
import { forecast } from './estimate.ts'
import { reportPoints } from './failure.ts'
import { printJson } from './json.ts'
import { backendOption, methodOption, setOption, workersOption } from './options.ts'
import { count, print } from './print.ts'
import { readPoints } from './points.ts'
import { createProgress } from './progress.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'
import { chooseShard } from './shard.ts'
import { interruptSignal } from './signals.ts'
import { Statistics } from './statistics.ts'
import { Summary } from './summary.ts'

interface Options {
  set: Setting[]
  points?: string
  out?: string
  reduce?: boolean
  force?: boolean
  resume?: boolean
  shard?: string
  float32?: boolean
  method: MethodName
  backend: EngineOptions['backend']
  workers: EngineOptions['workers']
  json?: boolean
}

export function defineSweep(command: Command): void {
  command
    .argument('<scenario>', 'scenario file, or - for standard input')
    .option('--out <file>', 'file to write, .parquet or .csv: a row a point; with --reduce .json')
    .option('--points <file.csv>', 'compute these points instead of the scenario’s axes: columns named by parameter paths, a row a point')
    .addOption(new Option('--reduce', 'statistics of each metric instead of every point, printed; --out <file.json> keeps them too'))
    .option('--force', 'replace an existing file, or start over where an unfinished run is')
    .addOption(new Option('--resume', 'go on where an interrupted run has stopped').conflicts('force'))
    .option('--shard <i/N>', 'compute the i-th of N shares; by default as the job array or Indexed Job says that this runs in')
    .addOption(new Option('--float32', 'metrics in 32 bits, of seven digits: a Parquet file of half the size').conflicts('reduce'))
    .addOption(setOption())
    .addOption(methodOption())
    .addOption(backendOption())
    .addOption(workersOption())
    .option('--json', 'print the whole result as JSON instead of the summary; NaN and Infinity become null')
    .action(run)
}

async function run(path: string, options: Options): Promise<void> {
  const { out, reduce } = options
  if (out === undefined && !reduce)
    throw new ArgumentError('say what is wanted: --out <file.parquet or file.csv>, or --reduce for statistics without a file')
  const scenario = await readSweep(path, options)
  const { backend, workers } = options
  const engine = await createEngine({ backend, workers })
  try {
    await (reduce || out === undefined ? runReduce(engine, scenario, path, options) : runFile(engine, scenario, path, out, options))
  } finally {
    await engine.close()
  }
}

/** The scenario, with the axis of a file of points in place of its own axes where there is one. */
async function readSweep(path: string, { set, points }: Options): Promise<Scenario> {
  const scenario = await readScenario(path, set)
  if (points !== undefined || !scenario.sweep?.axes.some((axis) => 'samples' in axis)) warnOfProcesses(scenario)
  return points === undefined ? scenario : { ...scenario, sweep: parseSweep(scenario, { axes: [await readPoints(points)] }) }
}

async function runReduce(
  engine: Engine,
  scenario: Scenario,
  path: string,
  { out, method, json, force, resume, shard: option }: Options,
): Promise<void> {
  if (out === undefined && (force || resume))
    throw new ArgumentError('--resume and --force are about a file; give --reduce one with --out <file.json>')
  const share = chooseShard(option, process.env)
  const shard = share && { index: share.index, count: share.count }
  if (shard) refuseHypercube(scenario.sweep?.axes ?? [])
  const progress = createProgress()
  const sweep = { method, signal: interruptSignal(), onProgress: progress.update }
  const whole = engine.sweep(scenario, { method })
  const statistics = new Statistics(whole, scenario.units)
  if (share)
    process.stderr.write(
      `shard ${share.index} of ${share.count}, by ${share.from}${out === undefined ? '' : `: ${shardPath(out, share)}`}\n`,
    )
  let report: { points: number; failed: number; path?: string }
  try {
    if (out === undefined)
      report = await reduceRange(engine.sweep(scenario, { ...sweep, range: shard && shardRange(whole.points, shard) }), statistics)
    else {
      await requireOther(out, [await targetOf(shard ? shardPath(out, shard) : out)], [path])
      report = await reduceToFile(engine, scenario, out, { ...sweep, force, resume, shard }, statistics)
    }
  } finally {
    progress.stop()
  }
  if (json) await printJson(statistics.result())
  else print(String(statistics) + (report.path === undefined ? '' : `\n\nWritten to ${report.path}`))
  // A share of a sweep may well lie where nothing can be computed.
  if (!share) reportPoints(report)
}

async function reduceRange(job: SweepJob, statistics: Statistics): Promise<{ points: number; failed: number }> {
  let [points, failed] = [0, 0]
  for await (const part of job.staged([await statistics.recipe()])) {
    statistics.merge(part.values[0])
    points += part.count
    failed += part.failed
  }
  return { points, failed }
}

async function runFile(engine: Engine, scenario: Scenario, path: string, out: string, options: Options): Promise<void> {
  const { method, force, resume, json, float32 } = options
  const share = chooseShard(options.shard, process.env)
  if (json && (resume || share))
    throw new ArgumentError('--json prints the whole result, which --resume and --shard do not have; leave it out')
  const target = await targetOf(share ? shardPath(out, share) : out)
  await requireOther(out, [target, recordPath(target)], [path])
  const progress = createProgress()
  const plan = await planSweepFile(engine, scenario, out, {
    method,
    force,
    resume,
    float32,
    signal: interruptSignal(),
    onProgress: progress.update,
    shard: share && { index: share.index, count: share.count },
  })
  if (plan.complete) {
    await plan.write()
    return print(`${plan.path} is complete; nothing is left to do`)
  }
  if (share) process.stderr.write(`shard ${share.index} of ${share.count}, by ${share.from}: ${plan.path}\n`)
  let report: Report
  try {
    report = json ? collect(plan) : summarise(plan, scenario)
    if (plan.remaining.start < plan.remaining.end) await forecast(plan, engine.info.workers)
  } catch (error) {
    await plan.close()
    throw error
  }
  try {
    const file = await plan.write(report)
    progress.stop()
    await report.print(file)
    // A share of a sweep may well lie where nothing can be computed.
    if (!share) reportPoints(file)
  } catch (error) {
    progress.stop()
    if (!(error instanceof OutputError) && existsSync(unfinishedPath(plan.path)))
      process.stderr.write(`what is done is kept in ${unfinishedPath(plan.path)}; go on with --resume\n`)
    throw error
  }
}

/** What to print once the file is there. */
interface Report extends Onlooker {
  print(file: SweepFile): Promise<void>
}

function summarise({ grid }: SweepFilePlan, { units }: Scenario): Report {
  const summary = new Summary(grid, units)
  return {
    recipe: () => summary.recipe(),
    take: (states) => summary.merge(states as GatheredStates),
    async print({ path, resumed }) {
      if (resumed > 0) print(`Of the points that this run computed, after ${count(resumed)} of an earlier one:\n`)
      print(`${summary}\n\nWritten to ${path}`)
    },
  }
}

/** Keeps the whole result, which JSON prints as one object. */
function collect({ grid }: SweepFilePlan): Report {
  const surface = new SurfaceBuilder(grid)
  const accounts = new Reduction(grid, accountReducers(grid.metrics))
  return {
    onBatch(batch) {
      surface.add(batch)
      accounts.add(batch)
    },
    print({ points, failed, seconds }) {
      const { stats, ...rest } = surface.finish({ points, failed, seconds, pointsPerSecond: points / seconds })
      return printJson({ ...rest, stats: { ...stats, metrics: new Accounts(grid.metrics, accounts).result() } })
    },
  }
}
