import { computed, signal } from '@preact/signals'

/** Charts over time that others may draw over. */
export type ChartName = 'advantage' | 'profit' | 'npv' | 'level' | 'waste' | 'output' | 'cost' | 'factors[0]' | 'factors[1]'

/** What a panel draws over a chart of time: a line, or a band between two. */
export interface Overlay {
  chart: ChartName
  label: string
  times: ArrayLike<number>
  /** The line; of a band its middle. */
  values?: ArrayLike<number>
  low?: ArrayLike<number>
  high?: ArrayLike<number>
}

/** Overlays by who draws them, so that each panel replaces its own. */
const owned = signal<ReadonlyMap<string, readonly Overlay[]>>(new Map())

export function drawOver(owner: string, overlays: readonly Overlay[]): void {
  const next = new Map(owned.value)
  if (overlays.length > 0) next.set(owner, overlays)
  else next.delete(owner)
  owned.value = next
}

export const overlays = computed(() => [...owned.value.values()].flat())
