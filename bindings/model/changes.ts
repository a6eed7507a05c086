/** What may change over time, and how: model.md section 4b. Codes are positions, as in assembly/shared/path. */
import { GROUP_OF_SLOT, PARAMETERS, type ParameterPath } from './layout.ts'

export const CHANGE_KINDS = ['growth', 'schedule', 'lever', 'process'] as const
/** How a schedule goes from one of its values to the next. */
export const INTERPOLATIONS = ['step', 'linear', 'smooth'] as const

/** Parameters that may change over time: those of the enterprise, and what raising the level costs. */
export const CHANGEABLE: readonly ParameterPath[] = PARAMETERS.filter(
  (path, slot) => path === 'investment.conversionCost' || !['level', 'none'].includes(GROUP_OF_SLOT[slot]),
)
