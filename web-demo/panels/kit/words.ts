import { isCalendar } from '../../state/units.ts'
import { panelWords, words } from '../../texts/index.ts'
import { kit as de } from '../../texts/de/kit.ts'
import { kit as en } from '../../texts/en/kit.ts'

/** What every panel says. */
export const kitWords = panelWords({ en, de })

/** What an axis of time is called. */
export function timeName(of: unknown): string {
  return isCalendar(of) ? words.value.year : kitWords.value.time
}
