import { panelWords } from '../../texts/index.ts'
import { systems as de } from '../../texts/de/systems.ts'
import { systems as en } from '../../texts/en/systems.ts'

export const text = panelWords({ en, de })
