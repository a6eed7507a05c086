/** Colours of the page for what is drawn on a canvas. */
export interface Theme {
  text: string
  muted: string
  ground: string
  rule: string
}

export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return { text: read('--text'), muted: read('--muted'), ground: read('--card'), rule: read('--rule') }
}

/** Lines and marks on the colour scale: light with a dark outline, or the reverse, so that they show on every colour. */
export const MARKS = {
  contour: 'rgba(255, 255, 255, 0.45)',
  outline: 'rgba(10, 14, 22, 0.85)',
  light: '#ffffff',
  ridge: '#ff9ec4',
  zero: '#ffffff',
  breakEven: '#ffcf70',
} as const
