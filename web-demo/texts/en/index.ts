import { page } from './page.ts'
import { metrics } from './metrics.ts'
import { parameters } from './parameters.ts'
import { variants } from './variants.ts'

export const en = { ...page, ...variants, parameters, metrics }

export type Words = typeof en
