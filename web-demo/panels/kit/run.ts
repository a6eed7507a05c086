import { signal, type Signal } from '@preact/signals'
import { startHost, type Host } from './host.ts'
import type { OnProgress, StudyServices } from './services.ts'

/** A computation of a panel. The last result stays while the next one is on its way. */
export interface Run<Result> {
  isRunning: boolean
  /** From 0 to 1, where it is known. */
  progress?: number
  result?: Result
  failure?: string
}

export interface Runner<Result> {
  readonly run: Signal<Run<Result>>
  /** Computes; what was under way is given up. */
  start(compute: (services: StudyServices, onProgress: OnProgress) => Promise<Result>): Promise<void>
  /** Gives up what is under way, and its thread. */
  stop(): void
}

export function createRunner<Result>(): Runner<Result> {
  const run = signal<Run<Result>>({ isRunning: false })
  let host: Host | undefined
  let newest = 0
  const stop = () => {
    newest++
    host?.end()
    host = undefined
    const { result, failure } = run.peek()
    run.value = { isRunning: false, result, failure }
  }
  const start: Runner<Result>['start'] = async (compute) => {
    // A thread that computes cannot be told to stop; one that waits is used again.
    if (run.peek().isRunning) stop()
    const mine = ++newest
    const { services, failed } = (host ??= startHost())
    run.value = { isRunning: true, result: run.peek().result }
    const onProgress: OnProgress = ({ done, total }) => {
      if (mine === newest) run.value = { ...run.peek(), progress: total > 0 ? done / total : undefined }
    }
    try {
      const result = await Promise.race([compute(services, onProgress), failed])
      if (mine === newest) run.value = { isRunning: false, result }
    } catch (error) {
      if (mine !== newest) return
      run.value = { isRunning: false, failure: messageOf(error) }
    }
  }
  return { run, start, stop }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
