/** The worker of the WebAssembly backend, see scripts/workers.mjs. */
import { existing } from '../errors.ts'
import { provideDesigns } from '../plan/design/generator.ts'
import { createWorkerKernel } from './kernel.ts'
import { serve } from './worker.ts'

provideDesigns()
serve((module) => createWorkerKernel(existing(module, 'the module')))
