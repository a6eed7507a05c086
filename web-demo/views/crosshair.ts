import type { Picture } from '../compute/picture.ts'
import type { Place } from '../compute/point.ts'
import { scaleOf } from '../plot/scales.ts'
import { markerPlace } from './marker.ts'

const STEP = 1 / 64
const LEAP = 1 / 8
const DIRECTIONS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

/** Where a key leads the cross-hair: arrows move it, Enter or space chooses its place, Escape removes it. */
export function placeByKey(
  event: KeyboardEvent,
  picture: Picture,
  at: Place | undefined,
): { place?: Place; isChosen?: boolean } | undefined {
  if (event.key === 'Escape') return {}
  if (event.key === 'Enter' || event.key === ' ') return { place: at, isChosen: true }
  const direction = DIRECTIONS[event.key]
  if (!direction) return undefined
  const step = event.shiftKey ? LEAP : STEP
  const from = at ?? markerPlace(picture)
  const [x, y] = [from.x, from.y].map((value, i) => {
    const scale = scaleOf(picture.axes[i], 2)
    const place = scale.place(value)
    const inside = Math.min(1, Math.max(0, (Number.isFinite(place) ? place : 0.5) + direction[i] * step))
    return scale.value(inside)
  })
  return { place: { x, y } }
}
