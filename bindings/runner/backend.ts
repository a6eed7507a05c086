import { simd } from 'wasm-feature-detect'
import { OffcutError } from '../errors.ts'
import type { HostModule, HostUrl } from '../host-types.ts'
import type { Kernel } from '../plan/task.ts'
import { fetchBytes } from './host.ts'
import { compileModule, createWasmKernel } from './kernel.ts'

export const BACKENDS = ['wasm', 'js'] as const
/** Where optima are computed: the WebAssembly SIMD module, or the same algebra in plain JavaScript. */
export type Backend = (typeof BACKENDS)[number]

/**
 * Where the WebAssembly module comes from, for those who host it themselves: an address to fetch, its bytes, or the
 * compiled module.
 */
export type ModuleSource = HostUrl | string | ArrayBuffer | ArrayBufferView | HostModule

export interface BackendChoice {
  backend: Backend
  /** Why this backend, in one sentence. */
  why: string
  /** For the calling thread. */
  kernel: Kernel
  /** Loads the source text of a worker that runs such a kernel, over the compiled module if there is one. */
  loadWorkerSource(): Promise<string>
  module?: HostModule
}

/** Settles `auto` by what the host allows. Throws when `wasm` is asked for where it cannot run. */
export async function chooseBackend(requested: Backend | 'auto', source?: ModuleSource): Promise<BackendChoice> {
  if (requested === 'js') return plainJavaScript('Plain JavaScript was asked for.')
  try {
    const module = await loadModule(source)
    const why = requested === 'wasm' ? 'WebAssembly was asked for.' : 'This host runs WebAssembly SIMD.'
    return { backend: 'wasm', why, kernel: createWasmKernel(module), loadWorkerSource, module }
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[.\s]+$/, '')
    if (requested === 'wasm') {
      throw new OffcutError(`backend "wasm" cannot run here: ${reason}. Use backend "auto" or "js".`, { cause })
    }
    return plainJavaScript(`Plain JavaScript, because WebAssembly cannot run here: ${reason}.`)
  }
}

/** Text of its own: what computes in the calling thread never loads it. */
async function loadWorkerSource(): Promise<string> {
  return (await import('../generated/wasm-worker.ts')).WORKER_SOURCE
}

async function plainJavaScript(why: string): Promise<BackendChoice> {
  const { createBaselineKernel, WORKER_SOURCE } = await import('./baseline-backend.ts')
  return { backend: 'js', why, kernel: createBaselineKernel(), loadWorkerSource: async () => WORKER_SOURCE }
}

async function loadModule(source: ModuleSource | undefined): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw new Error('the host has no WebAssembly')
  if (!(await simd())) throw new Error('the host has no WebAssembly SIMD')
  return compileModule(typeof source === 'string' || source instanceof URL ? await fetchBytes(source) : source)
}
