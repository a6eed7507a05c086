import { BACKENDS, chooseBackend, type Backend } from './backend.ts'
import { ArgumentError, EngineClosedError } from './errors.ts'
import { planOptimum, planSweep, type OptimumOptions, type SweepGrid } from './plan.ts'
import { toOptimum, type Optimum } from './result.ts'
import { createInlineRunner } from './runner/inline.ts'
import type { Runner } from './runner/runner.ts'
import { parseScenario, type ScenarioInput } from './scenario/index.ts'
import { SweepJob, type JobOptions } from './sweep.ts'
import { VERSION } from './version.ts'

export interface EngineOptions {
  /** Default `auto`: WebAssembly where the host runs its SIMD instructions, plain JavaScript elsewhere. */
  backend?: Backend | 'auto'
  /** Threads beside the caller's. Default `auto`. This version computes in the caller's thread: `auto` means 0. */
  workers?: number | 'auto'
}

export interface EngineInfo {
  backend: Backend
  /** Threads beside the caller's; 0 means that it computes in the caller's thread. */
  workers: number
  version: string
  /** Why this backend, in one sentence. */
  why: string
}

export interface SweepOptions extends SweepGrid, JobOptions {}

/**
 * Starts an engine.
 * @throws ArgumentError for an option it does not know; OffcutError when `backend: 'wasm'` is asked for where it cannot run.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const { backend: requested = 'auto', workers = 'auto' } = options
  if (requested !== 'auto' && !BACKENDS.includes(requested)) {
    throw new ArgumentError(`backend is ${JSON.stringify(requested)}; expected "auto", "wasm" or "js"`)
  }
  if (workers !== 'auto' && workers !== 0) {
    throw new ArgumentError(`workers is ${JSON.stringify(workers)}; expected "auto" or 0: this version computes in the calling thread`)
  }
  const { backend, why, kernel } = await chooseBackend(requested)
  const runner = createInlineRunner(kernel)
  return new Engine(runner, { backend, workers: runner.workers, version: VERSION, why })
}

/** Computes optima and sweeps of them. Made by `createEngine`. */
export class Engine implements AsyncDisposable {
  readonly info: Readonly<EngineInfo>
  readonly #runner: Runner
  readonly #closing = new AbortController()
  #tasks = 0

  /** @internal */
  constructor(runner: Runner, info: EngineInfo) {
    this.#runner = runner
    this.info = Object.freeze(info)
  }

  /**
   * The global maximum of profit at one transformation level.
   * @param scenario from `parseScenario`, or what it accepts.
   * @param options `level`, or `time` for the level that the scenario's law reaches then; by default the start of the
   *   horizon. `method: 'grid'` searches a dense grid of resource volumes instead of solving exactly.
   * @throws ScenarioError for bad input. A numerical failure is a `status`, not an error.
   */
  async optimum(scenario: ScenarioInput | string, options: OptimumOptions = {}): Promise<Optimum> {
    this.#closing.signal.throwIfAborted()
    const { task, metrics } = planOptimum(this.#tasks++, parseScenario(scenario), options)
    const chunk = await this.#runner.run(task, 0, 1, this.#closing.signal)
    return toOptimum(chunk, metrics, task.factorCount)
  }

  /**
   * Plans optima over a grid of parameters; the returned job runs when it is consumed.
   * @param options `axes` and `metrics` (by default the scenario's `sweep`), `method`, and how to run.
   * @throws ScenarioError for bad input, at once. A point that fails numerically is marked in `status`.
   */
  sweep(scenario: ScenarioInput | string, options: SweepOptions = {}): SweepJob {
    this.#closing.signal.throwIfAborted()
    const { signal, onProgress, chunkSize, range, ...grid } = options
    const closing = this.#closing.signal
    return new SweepJob(planSweep(this.#tasks++, parseScenario(scenario), grid), this.#runner, {
      signal: signal ? AbortSignal.any([closing, signal]) : closing,
      onProgress,
      chunkSize,
      range,
    })
  }

  /** Frees the engine. Running sweeps reject; later calls do too. */
  async close(): Promise<void> {
    this.#closing.abort(new EngineClosedError())
    await this.#runner.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}
