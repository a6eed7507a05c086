import type { PictureRequest } from '../compute/picture.ts'
import type { Place } from '../compute/point.ts'
import { numberAt } from '../state/tree.ts'
import { level, time } from '../state/view.ts'

/** Where the picture's own scenario, at the moment looked at, is on its axes. */
export function markerPlace({ scenario, axes }: PictureRequest): Place {
  const [x, y] = axes.map(({ parameter }) => {
    if (parameter === 'time') return time.value
    if (parameter === 'level') return level.value
    return numberAt(scenario, parameter) ?? NaN
  })
  return { x, y }
}
