import { panelWords } from '../../texts/index.ts'
import { schedules as de } from '../../texts/de/schedules.ts'
import { schedules as en } from '../../texts/en/schedules.ts'

export const text = panelWords({ en, de })
