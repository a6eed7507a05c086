import { computed, signal, useSignalEffect } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { MetricName } from 'offcut'
import { known } from '../known.ts'
import { failure } from '../state/failure.ts'
import { picture } from '../compute/surface.ts'
import { quantity } from '../state/quantities.ts'
import { naming } from '../state/scenario.ts'
import { groups, metric, plot, shownMetric, type Plot } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { Legend } from './legend.tsx'
import { MapView } from './map-view.tsx'
import { Menu } from './menu.tsx'
import { followSize } from './page-size.ts'

const PLOTS: readonly Plot[] = ['map', 'surface']

/** Why there is no 3-D view, if there is none; what was only not loaded is asked for again. */
const without3d = signal<'noWebgl' | 'notLoaded' | undefined>(undefined)
const View3d = signal<ComponentType<{ onFailure(): void }> | undefined>(undefined)

const drawnSize = computed(() => picture.value?.size)

export function PicturePanel() {
  const text = words.value.picture
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => followSize(known(frame.current)), [])
  useSignalEffect(() => {
    if (plot.value === 'surface' && !View3d.value && !without3d.value) void load3d()
  })
  const is3d = plot.value === 'surface' && View3d.value !== undefined && !without3d.value
  return (
    <section class="card picture" aria-label={text.title}>
      <Toolbar />
      <div class="plot-column">
        <div class="plot" ref={frame} data-drawn={drawnSize.value}>
          {is3d && View3d.value ? <View3d.value onFailure={fall} /> : <MapView />}
          {drawnSize.value === undefined && <p class="waiting">{failure.value ? text.none : text.computing}</p>}
        </div>
        {plot.value === 'surface' && without3d.value && <p class="notice">{text[without3d.value]}</p>}
        <p id="plot-keys" class="help keys">
          {is3d ? text.surfaceKeys : text.mapKeys}
        </p>
        <Legend />
      </div>
    </section>
  )
}

function fall(): void {
  without3d.value = 'noWebgl'
}

async function load3d(): Promise<void> {
  if (!document.createElement('canvas').getContext('webgl2')) return fall()
  try {
    View3d.value = (await import('./surface-view.tsx')).default
  } catch {
    without3d.value = 'notLoaded'
  }
}

function choose(kind: Plot): void {
  if (without3d.value === 'notLoaded') without3d.value = undefined
  plot.value = kind
}

const metricMenu = computed(() =>
  groups.value
    .filter(({ metrics }) => metrics.length > 0)
    .map(({ label, metrics }) => ({ label, metrics: metrics.map((name) => ({ name, label: quantity(name, naming.value).label })) })),
)

function Toolbar() {
  const text = words.value.picture
  return (
    <div class="toolbar">
      <label>
        <span class="visually-hidden">{text.show}</span>
        <select value={shownMetric.value} onChange={(event) => (metric.value = event.currentTarget.value as MetricName)}>
          {metricMenu.value.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.metrics.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div class="segments" role="group" aria-label={text.kind}>
        {PLOTS.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={(plot.value === 'surface' && !without3d.value ? 'surface' : 'map') === value}
            onClick={() => choose(value)}
          >
            {text[value]}
          </button>
        ))}
      </div>
      <Menu label={text.axes} kind="axes" load={() => import('./axis-fields.tsx')} />
      <Menu label={words.value.exports.title} kind="menu" load={() => import('../panels/export/items.tsx')} />
    </div>
  )
}
