/** The worker of the WebAssembly backend, see scripts/workers.mjs. */
import { createWorkerKernel } from './kernel.ts'
import { serve } from './worker.ts'

serve((module) => createWorkerKernel(module!))
