import { asError, OffcutError } from '../errors.ts'
import type { HostModule, HostUrl } from '../host-types.ts'
import type { Kernel, Task } from '../plan/task.ts'
import { compileModule, type ModuleName } from '../modules.ts'
import { fetchBytes } from './host.ts'
import { areOfOneBuild, createWasmKernel } from './kernel.ts'

export const BACKENDS = ['wasm', 'js'] as const
/** Where optima are computed: the WebAssembly SIMD module, or the same algebra in plain JavaScript. */
export type Backend = (typeof BACKENDS)[number]

/**
 * Where a WebAssembly module comes from, for those who host it themselves: an address to fetch, its bytes, or the
 * compiled module.
 */
export type ModuleSource = HostUrl | string | ArrayBuffer | ArrayBufferView | HostModule

export interface BackendChoice {
  backend: Backend
  /** Why this backend, in one sentence. */
  why: string
  /** For the calling thread. */
  kernel: Kernel
  /** The source text of a worker that runs such a kernel, over the compiled module if there is one; undefined where no workers are wanted. */
  workerSource?: string
  module?: HostModule
  /** Loads what a task needs besides, in whichever thread it runs. */
  prepare?(task: Task): Promise<void>
}

/** Where the modules come from that optima and paths are computed with. */
export interface ModuleSources {
  optima?: ModuleSource
  paths?: ModuleSource
}

/** Settles `auto` by what the host allows. Throws when `wasm` is asked for where it cannot run. */
export async function chooseBackend(requested: Backend | 'auto', sources: ModuleSources, wantsWorkers: boolean): Promise<BackendChoice> {
  if (requested === 'js') return plainJavaScript('Plain JavaScript was asked for.', wantsWorkers)
  try {
    // Side by side: in a page each is a way to its server and back.
    const [module, workerSource] = await Promise.all([loadModule('offcut', sources.optima), wantsWorkers ? loadWorkerSource() : undefined])
    const why = requested === 'wasm' ? 'WebAssembly was asked for.' : 'This host runs WebAssembly SIMD.'
    const prepare = preparation(module, sources.paths)
    return { backend: 'wasm', why, kernel: createWasmKernel(module), workerSource, module, prepare }
  } catch (cause) {
    const reason = reasonOf(cause)
    if (requested === 'wasm') {
      throw new OffcutError(`backend "wasm" cannot run here: ${reason}. Use backend "auto" or "js".`, { cause })
    }
    return plainJavaScript(`Plain JavaScript, because WebAssembly cannot run here: ${reason}.`, wantsWorkers)
  }
}

/** Gives tasks of paths their module, which loads with the first of them. */
function preparation(module: HostModule, source: ModuleSource | undefined): (task: Task) => Promise<void> {
  let paths: HostModule | undefined
  return async (task) => {
    if (task.mode >= 0) task.paths = paths ??= await loadPaths(module, source)
  }
}

async function loadPaths(module: HostModule, source: ModuleSource | undefined): Promise<HostModule> {
  const paths = await loadModule('paths', source).catch((cause) => {
    throw new OffcutError(`the module of paths does not load: ${reasonOf(cause)}`, { cause })
  })
  if (areOfOneBuild(module, paths)) return paths
  throw new OffcutError('pathsModule is not of the same build as module; host offcut.wasm and paths.wasm of one version of offcut')
}

function reasonOf(cause: unknown): string {
  return asError(cause).message.replace(/[.\s]+$/, '')
}

/** Text of its own: what computes in the calling thread never loads it. */
async function loadWorkerSource(): Promise<string> {
  return (await import('../generated/wasm-worker.ts')).WORKER_SOURCE
}

/** What loads here no page with WebAssembly ever asks for. */
async function plainJavaScript(why: string, wantsWorkers: boolean): Promise<BackendChoice> {
  const [{ createBaselineKernel }, worker] = await Promise.all([
    import('../baseline/kernel.ts'),
    wantsWorkers ? import('../generated/baseline-worker.ts') : undefined,
  ])
  return { backend: 'js', why, kernel: createBaselineKernel(), workerSource: worker?.WORKER_SOURCE }
}

async function loadModule(name: ModuleName, source: ModuleSource | undefined): Promise<HostModule> {
  return compileModule(name, typeof source === 'string' || source instanceof URL ? await fetchBytes(source) : source)
}
