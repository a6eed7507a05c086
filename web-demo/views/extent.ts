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
  const kept = isDragging.value && held?.metric === metric ? held.extent : [lowest, highest]
  const extent: [number, number] = [Math.min(kept[0], lowest), Math.max(kept[1], highest)]
  held = { metric, extent }
  return extent
})
