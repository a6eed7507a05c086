import { proxy, wrap } from 'comlink'
import { studyServices, type OnProgress, type StudyServices } from './services.ts'

/** A thread that computes studies. */
export interface Host {
  services: StudyServices
  /** Rejects when the thread fails. */
  failed: Promise<never>
  /** Ends it, whatever it computes. */
  end(): void
}

/** A thread of its own; where the browser has none, the page's. */
export function startHost(): Host {
  const worker = startWorker()
  if (!worker) return { services: studyServices, failed: new Promise(() => {}), end: () => {} }
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message || 'the thread of the studies could not be started')))
  })
  // Whoever computes listens; nobody else need.
  failed.catch(() => {})
  const remote = wrap<StudyServices>(worker)
  const services: StudyServices = {
    risk: (scenario, options, onProgress) => remote.risk(scenario, options, passed(onProgress)),
    tornado: (scenario, options) => remote.tornado(scenario, options),
    indices: (scenario, options, onProgress) => remote.indices(scenario, options, passed(onProgress)),
    timing: (scenario, options) => remote.timing(scenario, options),
    solveSystem: (system, options) => remote.solveSystem(system, options),
    pathOfSystem: (system) => remote.pathOfSystem(system),
  }
  return { services, failed, end: () => worker.terminate() }
}

function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./study-worker.ts', import.meta.url), { type: 'module', name: 'offcut studies' })
  } catch {
    return undefined
  }
}

/** A function that the thread may call. */
const passed = (onProgress: OnProgress) => proxy(onProgress)
