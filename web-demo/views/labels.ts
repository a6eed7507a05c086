import { picture } from '../compute/surface.ts'
import { parameterInfo } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { shown as number } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { extentShown } from './extent.ts'

/** The picture in words, for screen readers. */
export function pictureLabel(): string {
  const shown = picture.value
  const { beingComputed, range, label: whole } = words.value.picture
  if (!shown) return beingComputed
  const [x, y] = shown.axes.map(({ parameter, from, to }) => {
    const { label, kind, unit } = parameterInfo(parameter, shown.scenario)
    return range(label, number(from, kind), `${number(to, kind)} ${unit}`)
  })
  const { label, kind, unit } = quantity(shown.metric, shown.scenario)
  const [lowest, highest] = extentShown.value
  return whole(range(label, number(lowest, kind), `${number(highest, kind)} ${unit}`), x, y)
}
