import type { Engine } from '../engine.ts'
import { ArgumentError } from '../errors.ts'
import { METHODS } from '../model/layout.ts'
import type { GatheredStates } from '../reduce/gathers.ts'
import type { Scenario } from '../scenario/index.ts'
import type { System } from '../system/document/types.ts'
import { sweepSystem } from '../system/sweep.ts'
import { requireOther, targetOf } from '../files/store/file.ts'
import { recordPath } from '../files/store/finished.ts'
import { checkShard, shardPath } from '../files/store/shard.ts'
import { planJobFile } from '../files/store/sweep-file.ts'
import { reportPoints } from './failure.ts'
import { printJson } from './json.ts'
import { print } from './print.ts'
import { createProgress } from './progress.ts'
import { chooseShard } from './shard.ts'
import { interruptSignal } from './signals.ts'
import { Summary } from './summary.ts'

export interface SystemSweepOptions {
  state?: string
  out?: string
  force?: boolean
  resume?: boolean
  shard?: string
  json?: boolean
}

/** The sweep of a system into a file, as any sweep; or its whole result as JSON. */
export async function runSystemSweep(engine: Engine, system: System, path: string, options: SystemSweepOptions): Promise<void> {
  const { state, out, force, resume, json } = options
  const progress = createProgress()
  const running = { signal: interruptSignal(), onProgress: progress.update }
  if (json) {
    if (out !== undefined) throw new ArgumentError('--json prints the whole result; leave out --out, or --json')
    const surface = await sweepSystem(engine, system, { state, ...running }).result()
    progress.stop()
    return printJson(surface)
  }
  if (out === undefined) throw new ArgumentError('say what is wanted: --out <file.parquet or file.csv>, or --json')
  const share = chooseShard(options.shard, process.env)
  const shard = share && { index: share.index, count: share.count }
  const target = await targetOf(shard ? shardPath(out, shard) : out)
  await requireOther(out, [target, recordPath(target)], [path])
  const identity = {
    version: engine.info.version,
    backend: engine.info.backend,
    method: METHODS[0],
    // The document and its state decide every value, as a scenario does elsewhere.
    scenario: { ...system, ...(state !== undefined && { state }) } as unknown as Scenario,
    shard: shard ? checkShard(shard, `${shard.index}/${shard.count}`) : null,
  }
  const plan = await planJobFile((job) => sweepSystem(engine, system, { state, ...job }), identity, out, {
    ...running,
    force,
    resume,
    shard,
  })
  if (plan.complete) {
    await plan.write()
    return print(`${plan.path} is complete; nothing is left to do`)
  }
  const summary = new Summary(plan.grid)
  try {
    const file = await plan.write({ recipe: () => summary.recipe(), take: (states) => summary.merge(states as GatheredStates) })
    progress.stop()
    print(`${summary}\n\nWritten to ${file.path}`)
    if (!share) reportPoints(file)
  } finally {
    progress.stop()
  }
}
