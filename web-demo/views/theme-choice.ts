import { effect, signal, type Signal } from '@preact/signals'

export type ThemeName = 'light' | 'dark'

const KEY = 'offcut-theme'
const isDark = matches('(prefers-color-scheme: dark)')
/** Where the visitor's own colours are forced, what is drawn must suit their ground, whatever was chosen here. */
const isForced = matches('(forced-colors: active)')

const chosen = signal<ThemeName | undefined>(stored())

/** The theme in use: the system's until the user chooses one. Signals that plots must be drawn again. */
export const themeName = signal<ThemeName>('light')

export function followTheme(): void {
  effect(() => {
    const name = (!isForced.value && chosen.value) || (isDark.value ? 'dark' : 'light')
    document.documentElement.dataset.theme = name
    themeName.value = name
  })
}

export function switchTheme(): void {
  chosen.value = themeName.value === 'dark' ? 'light' : 'dark'
  try {
    localStorage.setItem(KEY, chosen.value)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is left.
  }
}

function matches(query: string): Signal<boolean> {
  const list = matchMedia(query)
  const now = signal(list.matches)
  list.addEventListener('change', () => (now.value = list.matches))
  return now
}

function stored(): ThemeName | undefined {
  try {
    const name = localStorage.getItem(KEY)
    return name === 'light' || name === 'dark' ? name : undefined
  } catch {
    return undefined
  }
}
