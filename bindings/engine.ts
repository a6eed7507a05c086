/// <reference lib="esnext.disposable" preserve="true" />
import type { Equilibria, EquilibriaOfRange } from './equilibria/equilibria.ts'
import { requireGrowth, requireRange, type LevelRange } from './equilibria/rules.ts'
import { ArgumentError, EngineClosedError, SupersededError, existing, show } from './errors.ts'
import type { HostSignal } from './host-types.ts'
import { checkOptions } from './options.ts'
import { loadColumns, loadDesigns } from './plan/design/load.ts'
import type { OptimaOptions, OptimaRequest } from './plan/optima.ts'
import { planPath, type PathOptions } from './plan/path.ts'
import { columnsOf, type Draw } from './plan/parameters.ts'
import { drawAxes, planOptimum, planSweep, type OptimumOptions, type Plan, type SweepGrid } from './plan/plan.ts'
import { toOptimum, type Optimum } from './result/optimum.ts'
import { toTimePath, type TimePath } from './result/path.ts'
import { BACKENDS, chooseBackend, type Backend, type BackendChoice, type ModuleSource } from './runner/backend.ts'
import { availableCores, mayRefuseWorkers, requireHost, startWorker } from './runner/host.ts'
import { createInlineRunner } from './runner/inline.ts'
import { Pool } from './runner/pool.ts'
import type { Runner, TimedChunk } from './runner/runner.ts'
import { parsePoint, parseScenario, type MetricName, type PointOptions, type Scenario, type ScenarioInput } from './scenario/index.ts'
import { starterScenario } from './scenario/schema/starter.ts'
import { SweepJob, type JobOptions } from './sweep/job.ts'
import type { Optima } from './sweep/optima.ts'
import { Schedule } from './sweep/schedule.ts'
import { VERSION } from './version.ts'

// Beyond any machine's cores; more would only take its memory.
const MOST_WORKERS = 1024

/** How `createEngine` computes. Nothing has to be said. */
export interface EngineOptions {
  /** Default `auto`: WebAssembly where the host runs its SIMD instructions, plain JavaScript elsewhere. */
  backend?: Backend | 'auto'
  /** Threads beside the caller's: `auto`, the default, takes the cores there are; 0 computes in the caller's thread. */
  workers?: number | 'auto'
  /** The WebAssembly module of optima, for those who host `offcut.wasm` themselves. Default: the copy inside the package. */
  module?: ModuleSource
  /**
   * That of paths, for those who host `paths.wasm` of the same version themselves. It loads where a path is first asked for. Default: the
   * copy inside the package.
   */
  pathsModule?: ModuleSource
}

/** What an engine computes with. */
export interface EngineInfo {
  /** What computes. */
  backend: Backend
  /** Most threads beside the caller's, started when there is work for them; 0 means that it computes in the caller's thread. */
  workers: number
  /** That of offcut, such as `0.1.0`. */
  version: string
  /** Why this backend, and why no workers where the host refuses them. */
  why: string
}

/** What a sweep computes, and how: its grid, and `signal`, `onProgress`, `chunkSize`, `range`. */
export interface SweepOptions<Name extends MetricName = MetricName, Parameter extends string = string>
  extends SweepGrid<Name, Parameter>,
    JobOptions {
  /** Aborts the sweep before with the same key, which then rejects with a SupersededError: for a slider, that asks faster than it is answered. */
  supersede?: string
}

export const SWEEP_OPTIONS = [
  'axes',
  'metrics',
  'method',
  'signal',
  'onProgress',
  'chunkSize',
  'range',
  'supersede',
] as const satisfies (keyof SweepOptions)[]

/** What every call of an engine takes. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  signal?: HostSignal
}

/**
 * Starts an engine.
 * @throws ArgumentError for an option it does not know; OffcutError when `backend: 'wasm'` is asked for where it cannot run.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  checkOptions('createEngine', options, ['backend', 'workers', 'module', 'pathsModule'])
  requireHost()
  const { backend = 'auto', workers = 'auto', module, pathsModule } = options
  if (backend !== 'auto' && !BACKENDS.includes(backend)) {
    throw new ArgumentError(`backend is ${show(backend)}; expected "auto", "wasm" or "js"`)
  }
  if (workers !== 'auto' && !(Number.isSafeInteger(workers) && workers >= 0 && workers <= MOST_WORKERS)) {
    throw new ArgumentError(`workers is ${show(workers)}; expected "auto" or a whole number up to ${MOST_WORKERS}, 0 for none`)
  }
  const threads = workers === 'auto' ? availableCores() : workers
  const choice = await chooseBackend(backend, { optima: module, paths: pathsModule }, threads > 0)
  return new Engine(await createRunner(choice, threads), choice)
}

async function createRunner({ kernel, module, prepare, workerSource }: BackendChoice, workers: number): Promise<Runner> {
  const inline = createInlineRunner(kernel, prepare)
  if (workers === 0 || workerSource === undefined) return inline
  const pool = new Pool({ workers, module, inline, startWorker: (more) => startWorker(more + workerSource) })
  if (mayRefuseWorkers()) await pool.probe()
  return pool
}

function requireSignal(signal: unknown): void {
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new ArgumentError(`signal is ${show(signal)}; expected an AbortSignal`)
}

/** Computes optima and sweeps of them. Made by `createEngine`. */
export class Engine implements AsyncDisposable {
  readonly #runner: Runner
  readonly #choice: Pick<BackendChoice, 'backend' | 'why'>
  readonly #closing = new AbortController()
  readonly #latest = new Map<string, AbortController>()
  #tasks = 0
  #optima?: typeof import('./sweep/optima.ts')

  /** @internal */
  constructor(runner: Runner, choice: Pick<BackendChoice, 'backend' | 'why'>) {
    this.#runner = runner
    this.#choice = choice
  }

  /** What runs here, and why. */
  get info(): Readonly<EngineInfo> {
    const { workers, withoutWorkers } = this.#runner
    const { backend, why } = this.#choice
    return { backend, workers, version: VERSION, why: withoutWorkers ? `${why} ${withoutWorkers}` : why }
  }

  /**
   * The global maximum of profit at one transformation level.
   * @param scenario from `parseScenario`, or what it accepts.
   * @param options `level`, or `time` for the level that the scenario's law reaches then; by default the start of the
   *   horizon. `method: 'dense'` searches a dense grid of resource volumes instead of solving exactly.
   * @throws ScenarioError for bad input. A numerical failure is a `status`, not an error.
   */
  async optimum(scenario: ScenarioInput | string, options: OptimumOptions & CallOptions = {}): Promise<Optimum> {
    checkOptions('optimum', options, ['level', 'time', 'method', 'sensitivities', 'sample', 'seed', 'signal'])
    const signal = this.#signalOf(options)
    const plan = planOptimum(this.#tasks++, parseScenario(scenario), options)
    return toOptimum(await this.#runPoint(plan, signal), plan.metrics, plan.task.factorCount)
  }

  /**
   * Follows the enterprise over the scenario's horizon, in its mode and with its transformation law.
   * @param scenario from `parseScenario`, or what it accepts, with `horizon` and `transformation`.
   * @param options `tolerance`; `sample` draws what is uncertain or random in time.
   * @throws ScenarioError for bad input. A path that cannot be followed to its end says so in `status`.
   */
  async path(scenario: ScenarioInput | string, options: PathOptions & CallOptions = {}): Promise<TimePath> {
    checkOptions('path', options, ['tolerance', 'sample', 'seed', 'signal'])
    const signal = this.#signalOf(options)
    const plan = planPath(this.#tasks++, parseScenario(scenario), options)
    return toTimePath(await new SweepJob(plan, this.#runner, { signal }).result())
  }

  /**
   * Every volume at which a one-factor enterprise in mode `capitalisation` neither grows nor shrinks, exact, with its stability.
   * @param options `level`, or `time` for the level that the law reaches then; by default the start of the horizon. Or a range of levels `from`, `to`, for the equilibria at
   *   its ends and the levels between at which a pair of equilibria appears or vanishes.
   * @throws ScenarioError for bad input, another mode, or two factors.
   */
  equilibria(scenario: ScenarioInput | string, options?: PointOptions & Partial<Draw> & CallOptions): Promise<Equilibria>
  equilibria(scenario: ScenarioInput | string, options: LevelRange & Partial<Draw> & CallOptions): Promise<EquilibriaOfRange>
  async equilibria(
    scenario: ScenarioInput | string,
    options: (PointOptions | LevelRange) & Partial<Draw> & CallOptions = {},
  ): Promise<Equilibria | EquilibriaOfRange> {
    checkOptions<PointOptions & Partial<LevelRange> & Partial<Draw> & CallOptions>('equilibria', options, [
      'level',
      'time',
      'from',
      'to',
      'sample',
      'seed',
      'signal',
    ])
    const signal = this.#signalOf(options)
    const parsed: Scenario = parseScenario(scenario)
    requireGrowth(parsed)
    // Few programs ask for them: their code loads when one does.
    const [{ equilibriaAt, equilibriaOver }, { atTime }] = await Promise.all([
      import('./equilibria/equilibria.ts'),
      import('./equilibria/at-time.ts'),
    ])
    const [draw] = drawAxes(parsed, options)
    await loadColumns(columnsOf(draw))
    signal.throwIfAborted()
    if ('from' in options) {
      requireRange(options)
      return equilibriaOver(atTime(parsed, parsePoint(parsed, { level: options.from }).time, draw), options)
    }
    const point = parsePoint(parsed, options)
    const then = atTime(parsed, point.time, draw)
    return equilibriaAt(then, 'level' in point ? point.level : await this.#levelAt(then, point.time))
  }

  /** The level that a law gives, by the backend as everywhere else: at an enterprise that surely has an optimum. */
  async #levelAt({ transformation }: Scenario, time: number): Promise<number> {
    return (await this.optimum({ ...starterScenario(), transformation }, { time })).level
  }

  /**
   * Plans optima over a grid of parameters, or time paths where the scenario's mode, its law or a metric asks for them; the
   * returned job runs when it is consumed.
   * @param options `axes` and `metrics` (by default the scenario's `sweep`), `method`, and how to run.
   * @throws ScenarioError for bad input, at once. A point that fails numerically is marked in `status`.
   */
  sweep<const Names extends readonly MetricName[], const Parameter extends string>(
    scenario: ScenarioInput | string,
    options: SweepOptions<Names[number], Parameter> & { metrics: Names },
  ): SweepJob<Names[number]>
  sweep<const Parameter extends string>(scenario: ScenarioInput | string, options?: SweepOptions<MetricName, Parameter>): SweepJob
  sweep(scenario: ScenarioInput | string, options: SweepOptions = {}): SweepJob {
    checkOptions('sweep', options, SWEEP_OPTIONS)
    const signal = this.#signalOf(options)
    const { onProgress, chunkSize, range, supersede, ...grid } = options
    const plan = planSweep(this.#tasks++, parseScenario(scenario), grid)
    const superseded = new AbortController()
    const job = new SweepJob(plan, this.#runner, { signal: AbortSignal.any([signal, superseded.signal]), onProgress, chunkSize, range })
    // Only now: a sweep that is refused leaves the one before alone.
    if (supersede !== undefined) this.#supersede(supersede, superseded)
    return job
  }

  /**
   * Optima of many scenarios, levels and parameter values at once: for those who compute with optima. All requests cross into the kernel
   * together, in the calling thread where they are few.
   * @param requests each a scenario, some of its parameters, and rows of their values.
   * @returns in the order of the requests: a column a quantity, with a value a row. A row that fails numerically, or whose values the
   *   model does not allow, is marked in `status`.
   * @throws ArgumentError or ScenarioError for bad input.
   */
  async optima(requests: readonly OptimaRequest[], options: OptimaOptions = {}): Promise<Optima[]> {
    this.#closing.signal.throwIfAborted()
    checkOptions('optima', options, ['metrics', 'sensitivities', 'secondDerivatives', 'signal'])
    const { signal } = options
    requireSignal(signal)
    // Few programs ask for them: their code loads when one does, once.
    const { planOptima, runOptima } = (this.#optima ??= await import('./sweep/optima.ts'))
    const nextId = () => this.#tasks++
    const plan = planOptima(requests, options, nextId)
    return runOptima(plan, this.#runner, nextId, signal ? AbortSignal.any([this.#closing.signal, signal]) : this.#closing.signal)
  }

  /** Frees the engine. Running sweeps reject; later calls do too. */
  async close(): Promise<void> {
    this.#closing.abort(new EngineClosedError())
    await this.#runner.close()
  }

  /** Aborts the sweep before with this key; `latest` aborts the one that takes its place. */
  #supersede(key: string, latest: AbortController): void {
    this.#latest.get(key)?.abort(new SupersededError(key))
    this.#latest.set(key, latest)
  }

  /** What ends a call: the engine's end, or the caller's signal. Throws where it has come already. */
  #signalOf({ signal }: CallOptions): AbortSignal {
    requireSignal(signal)
    const either = signal ? AbortSignal.any([this.#closing.signal, signal]) : this.#closing.signal
    either.throwIfAborted()
    return either
  }

  async #runPoint({ task }: Plan, signal: AbortSignal): Promise<TimedChunk> {
    await Promise.all([loadDesigns(task), this.#runner.prepare?.(task)])
    const { start, count, ...order } = existing(new Schedule(task, { start: 0, end: 1 }, this.#runner.workers).next(), 'the one point')
    return this.#runner.run(task, start, count, { ...order, signal })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}
