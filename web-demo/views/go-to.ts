import { batch } from '@preact/signals'
import type { Place } from '../compute/point.ts'
import { shownPicture } from '../compute/surface.ts'
import { change, draft } from '../state/scenario.ts'
import { withAt } from '../state/tree.ts'
import { level, time } from '../state/view.ts'

/** Makes a place of the picture the current scenario and moment. */
export function goTo(place: Place): void {
  const [x, y] = shownPicture().axes
  batch(() => {
    const changed = [
      [x.parameter, place.x],
      [y.parameter, place.y],
    ].reduce((scenario, [parameter, value]) => moved(scenario, parameter as string, rounded(value as number)), draft.value)
    if (changed !== draft.value) change(changed)
  })
}

function moved(scenario: typeof draft.value, parameter: string, value: number): typeof draft.value {
  if (parameter === 'time') time.value = value
  else if (parameter === 'level') level.value = value
  else return withAt(scenario, parameter, value)
  return scenario
}

/** Four digits are finer than a pixel. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
