import { panelWords } from '../../texts/index.ts'
import { kit as de } from '../../texts/de/kit.ts'
import { kit as en } from '../../texts/en/kit.ts'

/** What every panel says. */
export const kitWords = panelWords({ en, de })
