import { createBaselineKernel } from '../baseline/kernel.ts'
import type { Kernel } from '../task.ts'
import { createWasmKernel } from './kernel.ts'

/** A kernel over the compiled module, or over plain JavaScript when there is none. The same in every thread. */
export function createKernel(module: WebAssembly.Module | undefined): Kernel {
  const baseline = createBaselineKernel()
  if (!module) return baseline
  const wasm = createWasmKernel(module)
  return { run: (task, start, count) => (task.mode >= 0 ? baseline : wasm).run(task, start, count) }
}
