/** Equilibria over a grid of numbers of the document: a sweep as any other, with another kernel. */
import type { Engine } from '../engine.ts'
import { ArgumentError, ScenarioError } from '../errors.ts'
import { STATUSES } from '../model/layout.ts'
import { checkOptions } from '../options.ts'
import { axisColumns, axisIndices, axisReader } from '../plan/axis.ts'
import { planAxis } from '../plan/parameters.ts'
import type { PlanAxis } from '../plan/axis.ts'
import type { Plan } from '../plan/plan.ts'
import { newRoom, roomBytes, type Task } from '../plan/task.ts'
import { failedIn, toSweepChunk } from '../result/chunk.ts'
import type { Stages } from '../result/stage.ts'
import type { Runner, RunOptions, TimedChunk, TimedStaged } from '../runner/runner.ts'
import { Staging } from '../runner/staging.ts'
import type { Scenario } from '../scenario/index.ts'
import { SweepJob, type JobOptions } from '../sweep/job.ts'
import { requireAllowed, withNumbers } from './document/numbers.ts'
import { parseSystem } from './document/parse.ts'
import type { System, SystemInput } from './document/types.ts'
import { SystemError } from './equilibrium/errors.ts'
import { defaultMetrics, readsOf, readsPlans } from './metrics.ts'
import { plansOf, solvedAt, type Solved } from './solve.ts'
import { sharesOfState } from './states.ts'
import { Told } from './told.ts'

/** How a system is swept over its document’s `sweep`. */
export interface SystemSweepOptions extends JobOptions {
  /** Name of a state of disruption; by default nothing is disturbed. */
  state?: string
}

/** A warm row: the first of so many neighbours is searched for alone, so that no point depends on where a run began. */
const ROW = 32
const STATUS = { ok: STATUSES.indexOf('ok'), notConverged: STATUSES.indexOf('notConverged'), domainError: STATUSES.indexOf('domainError') }
const MOST_CHECKED = 10_000

/**
 * The equilibria of the system's `sweep`: a job to iterate over or to take whole by `result()`. Metrics are names such as `welfare`,
 * `prices.slag@harbour`, `enterprises.smelter.profit`, `flows.ore ship` or `indicators.system.circularUse`; by default welfare, prices and profits.
 * A point without an equilibrium has the status `domainError`, one for which none was found `notConverged`.
 *
 * @throws ScenarioError for bad input; ArgumentError without a `sweep`, or for a metric that there is not.
 */
export function sweepSystem(engine: Engine, system: System | SystemInput | string, options: SystemSweepOptions = {}): SweepJob {
  checkOptions('sweepSystem', options, ['state', 'signal', 'onProgress', 'range', 'chunkSize'])
  const parsed = parseSystem(system)
  const { state, ...job } = options
  const plan = planOf(parsed)
  return new SweepJob(plan, new SystemRunner(engine, parsed, plan, sharesOfState(parsed, state)), job)
}

function planOf(system: System): Plan {
  const { sweep, uncertainty } = system
  if (sweep === undefined) {
    throw new ArgumentError(
      'the system has no sweep; add "sweep": { "axes": [{ "parameter": "demands[0].intercept", "from": 1, "to": 3, "points": 21 }] }',
    )
  }
  const metrics = sweep.metrics ?? defaultMetrics(system)
  readsOf(system, metrics)
  const axes = sweep.axes.map((axis) => planAxis({ uncertainty } as Scenario, axis))
  axes.forEach((axis, i) => requireRange(system, axis, `sweep.axes[${i}]`))
  const shape = axes.map(({ values }) => values.points)
  return {
    task: taskOf(axes, metrics),
    axes,
    metrics: metrics as Plan['metrics'],
    shape,
    points: shape.reduce((product, points) => product * points, 1),
  }
}

/** Values of an axis are told before anything runs; those that samples draw when their turn comes. */
function requireRange(system: System, axis: PlanAxis, where: string): void {
  for (const { parameter, values } of axis.columns ?? [axis]) {
    if (parameter === 'time' || values.spacing === 'samples' || values.spacing === 'index') continue
    const read = axisReader(values)
    const ends =
      values.spacing === 'values' ? Array.from({ length: Math.min(values.points, MOST_CHECKED) }, (_, i) => i) : [0, values.points - 1]
    for (const index of ends) requireAllowed(system, where, parameter, read(index))
  }
}

/** What the machinery of sweeps asks of a task; no kernel of optima sees it. */
function taskOf(axes: readonly PlanAxis[], metrics: readonly string[]): Task {
  return {
    id: 0,
    factorCount: 1,
    method: 0,
    objective: 0,
    mode: -1,
    law: -1,
    parameters: new Float64Array(),
    knots: 0,
    changes: new Int32Array(),
    axes: axes.map(({ values, columns = [] }) => ({
      slot: 0,
      values,
      beside: columns.map((column) => ({ slot: 0, values: column.values })),
    })),
    metrics: metrics.map(() => ({ code: 0, slot: 0 })),
  }
}

class SystemRunner implements Runner {
  readonly workers = 0
  readonly #engine: Engine
  readonly #system: System
  readonly #plan: Plan
  readonly #shares: ReadonlyMap<string, number>
  readonly #reads: ReturnType<typeof readsOf>
  readonly #columns: { parameter: string; axis: number; read: (index: number) => number }[]
  readonly #needsPlans: boolean
  #last?: { point: number; solved: Solved | undefined }

  constructor(engine: Engine, system: System, plan: Plan, shares: ReadonlyMap<string, number>) {
    this.#engine = engine
    this.#system = system
    this.#plan = plan
    this.#shares = shares
    this.#reads = readsOf(system, plan.metrics)
    this.#needsPlans = plan.metrics.some(readsPlans)
    this.#columns = axisColumns(plan.axes)
      .filter(({ parameter }) => parameter !== 'sample' && parameter !== 'point')
      .map(({ parameter, values, axis }) => ({ parameter, axis, read: axisReader(values) }))
  }

  async run(task: Task, start: number, count: number, { signal, room, spare }: RunOptions = {}): Promise<TimedChunk> {
    const began = performance.now()
    const own = room ?? newRoom(task, count, spare?.take(roomBytes(task, count)))
    for (let from = 0; from < count; from += ROW) {
      const solved: (Solved | undefined)[] = []
      for (let i = from; i < Math.min(count, from + ROW); i++) {
        signal?.throwIfAborted()
        solved.push(await this.#at(start + i, signal))
      }
      const told = await this.#told(solved, signal)
      told.forEach((each, k) => {
        own.status[from + k] = STATUS[each === undefined ? 'domainError' : solved[k]?.converged ? 'ok' : 'notConverged']
        const isFound = own.status[from + k] === STATUS.ok
        this.#reads.forEach((read, m) => (own.columns[m][from + k] = (isFound && each ? read(each) : NaN) ?? NaN))
      })
    }
    return { start, count, ...own, failed: failedIn(own.status), seconds: (performance.now() - began) / 1000 }
  }

  async stage(task: Task, stages: Stages, start: number, count: number, { signal, spare }: RunOptions = {}): Promise<TimedStaged> {
    const chunk = await this.run(task, start, count, { signal })
    const taken = new Staging(stages).take(task, toSweepChunk(chunk, this.#plan.metrics), spare?.take(0))
    return { ...taken, seconds: chunk.seconds }
  }

  async close(): Promise<void> {}

  /** Equilibria as metrics read them; the optima of all are asked for at once, and alone where one of them cannot be. */
  async #told(solved: readonly (Solved | undefined)[], signal?: AbortSignal): Promise<(Told | undefined)[]> {
    const found = solved.filter((each) => each !== undefined)
    if (!this.#needsPlans) return solved.map((each) => each && new Told(each, undefined))
    const optima = await attempt(() => plansOf(this.#engine, found, signal))
    if (optima === undefined && found.length > 1) {
      const told: (Told | undefined)[] = []
      for (const each of solved) told.push(...(await this.#told([each], signal)))
      return told
    }
    const of = new Map(found.map((each, i) => [each, optima?.[i]]))
    return solved.map((each) => {
      const own = each && of.get(each)
      return each && own && new Told(each, own)
    })
  }

  /** The equilibrium of a point; those before it in its row lead to it. */
  async #at(point: number, signal?: AbortSignal): Promise<Solved | undefined> {
    const along = this.#plan.shape.at(-1) ?? 1
    const first = point - ((point % along) % ROW)
    const from = this.#last !== undefined && this.#last.point >= first && this.#last.point < point ? this.#last.point + 1 : first
    let solved: Solved | undefined
    for (let at = from; at <= point; at++) {
      const near = at === first ? undefined : this.#last?.solved
      solved = await this.#solve(at, near, signal)
      this.#last = { point: at, solved }
    }
    return solved
  }

  /** Undefined where the document does not allow the numbers, or there is no equilibrium. */
  async #solve(point: number, near: Solved | undefined, signal?: AbortSignal): Promise<Solved | undefined> {
    const indices = axisIndices(this.#plan.axes, point)
    let time = this.#system.horizon?.start ?? 0
    const moved: [string, number][] = []
    for (const { parameter, axis, read } of this.#columns) {
      const value = read(indices[axis])
      if (parameter === 'time') time = value
      else moved.push([parameter, value])
    }
    return attempt(() => {
      if (this.#hasSamples) for (const [path, value] of moved) requireAllowed(this.#system, 'uncertainty', path, value)
      return solvedAt(withNumbers(this.#system, moved), this.#shares, time, near, signal)
    })
  }

  get #hasSamples(): boolean {
    return this.#plan.axes.some(({ parameter }) => parameter === 'sample')
  }
}

/** Undefined where a document does not allow its numbers, or has no equilibrium. */
async function attempt<T>(make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof ScenarioError || error instanceof SystemError) return undefined
    throw error
  }
}
