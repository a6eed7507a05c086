import { panelWords } from '../../texts/index.ts'
import { uncertainty as de } from '../../texts/de/uncertainty.ts'
import { uncertainty as en } from '../../texts/en/uncertainty.ts'

export const text = panelWords({ en, de })
