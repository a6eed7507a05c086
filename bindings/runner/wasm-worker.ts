/** The worker of the WebAssembly backend, see scripts/workers.mjs. */
import { existing } from '../errors.ts'
import { createWorkerKernel } from './kernel.ts'
import { serve } from './worker.ts'

serve((module) => createWorkerKernel(existing(module, 'the module')))
