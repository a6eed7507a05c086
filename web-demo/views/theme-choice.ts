import { effect, signal } from '@preact/signals'

export type ThemeName = 'light' | 'dark'

const KEY = 'offcut-theme'
const system = matchMedia('(prefers-color-scheme: dark)')

const chosen = signal<ThemeName | undefined>(stored())
const systemName = signal<ThemeName>(system.matches ? 'dark' : 'light')
system.addEventListener('change', () => (systemName.value = system.matches ? 'dark' : 'light'))

/** The theme in use: the system's until the user chooses one. Signals that plots must be drawn again. */
export const themeName = signal<ThemeName>(chosen.value ?? systemName.value)

export function followTheme(): void {
  effect(() => {
    const name = chosen.value ?? systemName.value
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
