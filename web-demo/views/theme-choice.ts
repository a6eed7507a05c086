import { effect, signal } from '@preact/signals'

export type ThemeName = 'light' | 'dark'

const KEY = 'offcut-theme'
const system = matchMedia('(prefers-color-scheme: dark)')

/** Where the visitor's own colours are forced, what is drawn must suit their ground, whatever was chosen here. */
const forced = matchMedia('(forced-colors: active)')
const isForced = signal(forced.matches)
forced.addEventListener('change', () => (isForced.value = forced.matches))

const chosen = signal<ThemeName | undefined>(stored())
const systemName = signal<ThemeName>(system.matches ? 'dark' : 'light')
system.addEventListener('change', () => (systemName.value = system.matches ? 'dark' : 'light'))

/** The theme in use: the system's until the user chooses one. Signals that plots must be drawn again. */
export const themeName = signal<ThemeName>(systemName.value)

export function followTheme(): void {
  effect(() => {
    const name = (!isForced.value && chosen.value) || systemName.value
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

function stored(): ThemeName | undefined {
  try {
    const name = localStorage.getItem(KEY)
    return name === 'light' || name === 'dark' ? name : undefined
  } catch {
    return undefined
  }
}
