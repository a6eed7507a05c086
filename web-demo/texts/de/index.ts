import type { Words } from '../en/index.ts'
import { page } from './page.ts'
import { metrics } from './metrics.ts'
import { parameters } from './parameters.ts'
import { variants } from './variants.ts'

export const de: Words = { ...page, ...variants, parameters, metrics }
