import { signal } from '@preact/signals'

/** Panels that load when they are opened, by their id in the page's link. */
export const PANEL_IDS = ['own', 'matters', 'systems', 'uncertainty', 'schedules', 'timing', 'speed'] as const
export type PanelId = (typeof PANEL_IDS)[number]

/** Those that are open. */
export const openPanels = signal<ReadonlySet<PanelId>>(new Set())

export function togglePanel(id: PanelId, isOpen: boolean): void {
  if (openPanels.value.has(id) === isOpen) return
  const next = new Set(openPanels.value)
  if (isOpen) next.add(id)
  else next.delete(id)
  openPanels.value = next
}

/** What the panel of systems shows, as its part of the link; undefined where that is its first example. */
export const systemLink = signal<string | undefined>(undefined)
