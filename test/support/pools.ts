/** Pools over real worker threads, and sweeps of several chunks for them. */
import { createBaselineKernel } from '../../bindings/baseline/kernel.ts'
import { WORKER_SOURCE as BASELINE_WORKER } from '../../bindings/generated/baseline-worker.ts'
import { WORKER_SOURCE as WASM_WORKER } from '../../bindings/generated/wasm-worker.ts'
import { compileModule } from '../../bindings/modules.ts'
import { planSweep } from '../../bindings/plan/plan.ts'
import { startWorker, type HostWorker } from '../../bindings/runner/host.ts'
import { createInlineRunner } from '../../bindings/runner/inline.ts'
import { Pool, type PoolOptions } from '../../bindings/runner/pool.ts'
import type { Runner } from '../../bindings/runner/runner.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { starterScenario } from '../../bindings/scenario/schema/starter.ts'
import { SweepJob, type JobOptions } from '../../bindings/sweep/job.ts'

export const scenario = parseScenario(starterScenario())
export const module = await compileModule('offcut')
export const inline = createInlineRunner(createBaselineKernel())

// A worker must also start and compute a chunk within it, on a busy machine too.
export const PATIENCE_SECONDS = 2

export const POINTS = 300
export const CHUNK = 50
/** A dense search, which never counts as short enough for the calling thread. */
export const plan = (points = POINTS) =>
  planSweep(0, scenario, {
    axes: [{ parameter: 'waste.disposalCost', from: 1, to: 2, points }],
    metrics: ['profit', 'waste'],
    method: 'dense',
  })
export const sweep = (runner: Runner, options: JobOptions = {}) => new SweepJob(plan(), runner, { chunkSize: CHUNK, ...options })
export const reference = await sweep(inline).result()

/** Source that meddles with the order of the chunk that starts at `start`, before the worker sees it. */
export const sabotage = (start: number, action: string) =>
  `{ const { parentPort } = require('node:worker_threads')
     const listen = parentPort.addEventListener.bind(parentPort)
     parentPort.addEventListener = (type, listener) => listen(type, (event) => {
       const order = event.data
       if (order[0] === ${start}) { ${action} }
       listener(event)
     }) }`

const pools: Pool[] = []
/** Those that a test has made. */
export const closePools = () => Promise.all(pools.splice(0).map((pool) => pool.close()))

/** A pool whose n-th worker runs `source(n)` before its own. */
export function poolOf(workers: number, source: (nth: number) => string = () => '', options: Partial<PoolOptions> = {}) {
  const started: HostWorker[] = []
  const pool = new Pool({
    workers,
    module: undefined,
    inline,
    startWorker(more) {
      const worker = startWorker(more + source(started.length) + (options.module ? WASM_WORKER : BASELINE_WORKER))
      started.push(worker)
      return worker
    },
    ...options,
  })
  if (options.patienceSeconds !== undefined) {
    // No more of it for chunks that a busy machine has made to seem long: it would be a hundredfold.
    const run = pool.run.bind(pool)
    pool.run = (task, start, count, rest) => run(task, start, count, { ...rest, expectedSeconds: 0 })
  }
  pools.push(pool)
  return { pool, started }
}
