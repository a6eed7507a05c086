import { panelWords } from '../../texts/index.ts'
import { timing as de } from '../../texts/de/timing.ts'
import { timing as en } from '../../texts/en/timing.ts'

export const text = panelWords({ en, de })
