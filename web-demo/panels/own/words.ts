import { own as de } from '../../texts/de/own.ts'
import { own as en } from '../../texts/en/own.ts'
import { panelWords } from '../../texts/index.ts'

export const text = panelWords({ en, de })
