/** Colours of the page for what is drawn on a canvas. */
export interface Theme {
  text: string
  muted: string
  ground: string
  rule: string
}

const themes = new Map<string | undefined, Theme>()

/** The colours of the page's theme, read once: a style that is asked for while drawing makes the browser lay the page out. */
export function themeOf(element: Element): Theme {
  const name = document.documentElement.dataset.theme
  const known = themes.get(name)
  if (known) return known
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  const theme = { text: read('--text'), muted: read('--muted'), ground: read('--card'), rule: read('--rule') }
  themes.set(name, theme)
  return theme
}

/** Lines and marks on the colour scale: light with a dark outline, or the reverse, so that they show on every colour. */
export const MARKS = {
  /** On the light middle of the scale of signs. */
  signedHalo: 'rgba(255, 255, 255, 0.8)',
  outline: 'rgba(10, 14, 22, 0.85)',
  light: '#ffffff',
  ridge: '#ff9ec4',
  zero: '#ffffff',
  breakEven: '#ffcf70',
} as const
