/** The worker of the plain JavaScript backend, see scripts/workers.mjs. */
import { provideDesigns } from '../plan/design/generator.ts'
import { createBaselineKernel } from '../baseline/kernel.ts'
import { serve } from './worker.ts'

provideDesigns()
serve(createBaselineKernel)
