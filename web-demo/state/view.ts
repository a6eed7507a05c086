import { batch, computed, signal } from '@preact/signals'
import type { MetricName } from 'offcut'
import { pictureAxes } from './axes.ts'
import { metricGroups } from './quantities.ts'
import { scenario } from './scenario.ts'
import { settled } from './settled.ts'

/** How the page looks at the scenario. */

export type Plot = 'map' | 'surface'

export const metric = signal<MetricName>('profit')
export const plot = signal<Plot>('map')
/** The moment looked at: a time of the law, or a level where the level is an axis or a state. */
export const time = signal(5)
export const level = signal(0.5)
/** Points along each axis: a picture is drawn coarse first where that is faster, then finer. */
export const SIZES = [32, 64, 128, 256] as const
/** Points along each axis of the finest picture. */
export const finest = signal<number>(256)
/** While a slider moves, the height and colour scale only grows, so that the surface is seen to move. */
export const isDragging = signal(false)

/** The metrics that the scenario has. */
export const groups = settled(() => metricGroups(scenario.value))

/** The metric of the picture: the chosen one, or profit where the scenario does not have it. */
export const shownMetric = computed<MetricName>(() => {
  const all = groups.value.flatMap(({ metrics }) => metrics)
  return all.includes(metric.value) ? metric.value : 'profit'
})

export const axes = settled(() => pictureAxes(scenario.value))

/** Whether the point looked at is given by a level, because that is an axis, or by a time. */
export const isByLevel = computed(() => axes.value.some(({ parameter }) => parameter === 'level'))

/** Puts the moment inside the horizon: after another scenario has been loaded. */
export function fitMoment(): void {
  const { horizon } = scenario.value
  const start = horizon?.start ?? 0
  const end = horizon?.end ?? 10
  batch(() => {
    if (!(time.value >= start && time.value <= end)) time.value = (start + end) / 2
  })
}
