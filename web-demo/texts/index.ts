/**
 * Every word of the page, once a language. `words.value` is what the page says now; what only loads with a panel has its words beside it, in
 * the same folders, and reads them with `panelWords`. A key that one language lacks does not compile.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import { en, type Words } from './en/index.ts'
import { numbers, numberWriter } from './numbers.ts'

export type { Words }
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

export const words = signal<Words>(en)
export const language = signal<Language>('en')
/** The language that a link or the visitor chose: a link keeps it. */
export const chosenLanguage = signal<Language | undefined>(undefined)

const KEY = 'offcut-language'

/** The language of a link, else the visitor's last choice, else the browser's first one that the page has. */
export function wantedLanguage(fragment: string): Language {
  const ofLink = new URLSearchParams(fragment.replace(/^#/, '')).get('lang')
  if (isLanguage(ofLink)) chosenLanguage.value = ofLink
  const candidates = [ofLink, stored(), ...navigator.languages.map((name) => name.slice(0, 2))]
  return candidates.find(isLanguage) ?? 'en'
}

export function isLanguage(name: string | null | undefined): name is Language {
  return name !== null && name !== undefined && Object.hasOwn(LANGUAGES, name)
}

/** Speaks a language from now on: its words are loaded first. */
export async function speak(next: Language): Promise<void> {
  const loaded = next === 'en' ? en : (await import('./de/index.ts')).de
  batch(() => {
    words.value = loaded
    language.value = next
    numbers.value = numberWriter(next)
  })
  document.documentElement.lang = next
  document.title = `offcut: ${loaded.header.tagline}`
}

/** Speaks a language and remembers it for the next visit. */
export async function chooseLanguage(next: Language): Promise<void> {
  await speak(next)
  chosenLanguage.value = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Storage may be forbidden; the choice is in the link.
  }
}

/** The words of a panel that loads on demand, in the page's language. */
export function panelWords<Panel>(all: Record<Language, Panel>): ReadonlySignal<Panel> {
  return computed(() => all[language.value])
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
