import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { openPanels, togglePanel, type PanelId } from '../state/panels.ts'
import { words } from '../texts/index.ts'
import { Boundary } from './boundary.tsx'

interface Panel {
  id: PanelId
  /** Brings the panel's code, styles and words: only when it is opened. */
  load(): Promise<{ default: ComponentType }>
  /** Whether the scenario has something for it. */
  isOffered?(): boolean
}

/** What loads on demand, in the order of the page. */
const PANELS: readonly Panel[] = [
  { id: 'own', load: () => import('../panels/own/panel.tsx') },
  { id: 'matters', load: () => import('./matters-panel.tsx') },
  { id: 'uncertainty', load: () => import('../panels/uncertainty/panel.tsx') },
  { id: 'schedules', load: () => import('../panels/schedules/panel.tsx') },
  { id: 'timing', load: () => import('../panels/timing/panel.tsx') },
  { id: 'systems', load: () => import('../panels/systems/panel.tsx') },
  { id: 'speed', load: () => import('./speed-panel.tsx') },
]

type Loaded = ComponentType | 'failed'
const loaded = signal<ReadonlyMap<PanelId, Loaded>>(new Map())

async function load({ id, load: bring }: Panel): Promise<void> {
  const keep = (what: Loaded) => (loaded.value = new Map(loaded.value).set(id, what))
  try {
    keep((await bring()).default)
  } catch {
    keep('failed')
  }
}

/** Panels that load when they are opened: what goes beyond the picture. */
export function Panels() {
  const offered = PANELS.filter(({ isOffered }) => isOffered?.() ?? true)
  if (offered.length === 0) return null
  return (
    <section class="panels" aria-label={words.value.panels.more}>
      {offered.map((panel) => (
        <PanelCard key={panel.id} panel={panel} />
      ))}
    </section>
  )
}

function PanelCard({ panel }: { panel: Panel }) {
  const { id } = panel
  const { loading, failed, titles } = words.value.panels
  const isOpen = openPanels.value.has(id)
  const content = loaded.value.get(id)
  if (isOpen && content === undefined) void load(panel)
  const Content = typeof content === 'function' ? content : undefined
  return (
    <details
      class="card panel"
      id={`panel-${id}`}
      open={isOpen}
      onToggle={(event) => {
        const now = event.currentTarget.open
        if (now && content === 'failed') void load(panel)
        togglePanel(id, now)
      }}
    >
      <summary>
        <h2>{titles[id].title}</h2>
        <span class="intro">{titles[id].intro}</span>
      </summary>
      {isOpen &&
        (Content ? (
          <Boundary>
            <Content />
          </Boundary>
        ) : (
          <p class="help">{content === 'failed' ? failed : loading}</p>
        ))}
    </details>
  )
}
