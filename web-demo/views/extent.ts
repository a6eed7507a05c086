import { computed } from '@preact/signals'
import { picture } from '../compute/surface.ts'
import { isDragging } from '../state/view.ts'

let held: { metric: string; extent: [number, number] } | undefined

/**
 * Ends of the colour and height scale. During a drag they only move apart: a scale that followed the surface would make
 * every surface look the same.
 */
export const extentShown = computed<[number, number]>(() => {
  const shown = picture.value
  if (!shown) return [0, 1]
  const { metric, lowest, highest } = shown
  const keeps = isDragging.value && held?.metric === metric
  const extent: [number, number] = keeps ? [Math.min(held!.extent[0], lowest), Math.max(held!.extent[1], highest)] : [lowest, highest]
  held = { metric, extent }
  return extent
})
