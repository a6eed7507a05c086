import { simd } from 'wasm-feature-detect'
import { createBaselineKernel } from './baseline/kernel.ts'
import { OffcutError } from './errors.ts'
import { compileModule, createWasmKernel } from './runner/kernel.ts'
import type { Kernel } from './task.ts'

export const BACKENDS = ['wasm', 'js'] as const
/** Where optima are computed: the WebAssembly SIMD module, or the same algebra in plain JavaScript. */
export type Backend = (typeof BACKENDS)[number]

export interface BackendChoice {
  backend: Backend
  /** Why this backend, in one sentence. */
  why: string
  kernel: Kernel
}

/** Settles `auto` by what the host allows. Throws when `wasm` is asked for where it cannot run. */
export async function chooseBackend(requested: Backend | 'auto'): Promise<BackendChoice> {
  if (requested === 'js') return { backend: 'js', why: 'Plain JavaScript was asked for.', kernel: createBaselineKernel() }
  try {
    const kernel = await loadWasm()
    const why = requested === 'wasm' ? 'WebAssembly was asked for.' : 'This host runs WebAssembly SIMD.'
    return { backend: 'wasm', why, kernel }
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[.\s]+$/, '')
    if (requested === 'wasm') {
      throw new OffcutError(`backend "wasm" cannot run here: ${reason}. Use backend "auto" or "js".`, { cause })
    }
    return { backend: 'js', why: `Plain JavaScript, because WebAssembly cannot run here: ${reason}.`, kernel: createBaselineKernel() }
  }
}

async function loadWasm(): Promise<Kernel> {
  if (typeof WebAssembly === 'undefined') throw new Error('the host has no WebAssembly')
  if (!(await simd())) throw new Error('the host has no WebAssembly SIMD')
  // A content-security policy without `wasm-unsafe-eval` refuses here, in words of the browser.
  return createWasmKernel(await compileModule())
}
