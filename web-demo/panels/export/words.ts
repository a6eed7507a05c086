import { panelWords } from '../../texts/index.ts'
import { exports as de } from '../../texts/de/exports.ts'
import { exports as en } from '../../texts/en/exports.ts'

export const text = panelWords({ en, de })
