/** The worker of the plain JavaScript backend, see scripts/workers.mjs. */
import { createBaselineKernel } from '../baseline/kernel.ts'
import { serve } from './worker.ts'

serve(createBaselineKernel)
