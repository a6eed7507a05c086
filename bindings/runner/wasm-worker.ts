/** The worker of the WebAssembly backend, see scripts/workers.mjs. */
import { createWasmKernel } from './kernel.ts'
import { serve } from './worker.ts'

serve((module) => createWasmKernel(module!))
