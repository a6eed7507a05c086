import { togglePanel, type PanelId } from '../state/panels.ts'

/** Opens a panel, and goes there with eyes and keyboard. */
export function showPanel(id: PanelId): void {
  togglePanel(id, true)
  requestAnimationFrame(() => {
    const card = document.getElementById(`panel-${id}`)
    card?.scrollIntoView({ block: 'start' })
    card?.querySelector('summary')?.focus({ preventScroll: true })
  })
}
