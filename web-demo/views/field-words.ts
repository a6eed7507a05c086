import { fields as de } from '../texts/de/fields.ts'
import { fields as en } from '../texts/en/fields.ts'
import { panelWords } from '../texts/index.ts'

/** What fields say that come when their group or menu is opened. */
export const fieldWords = panelWords({ en, de })
