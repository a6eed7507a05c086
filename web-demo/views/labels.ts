import { picture } from '../compute/surface.ts'
import { short } from '../plot/scales.ts'
import { parameterInfo } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { extentShown } from './extent.ts'

/** The picture in words, for screen readers. */
export function pictureLabel(): string {
  const shown = picture.value
  if (!shown) return 'The picture is being computed'
  const [x, y] = shown.axes.map(({ parameter, from, to }) => {
    const { label, unit } = parameterInfo(parameter, shown.scenario)
    return `${label} from ${short(from)} to ${short(to)} ${unit}`
  })
  const { label, unit } = quantity(shown.metric, shown.scenario)
  const [lowest, highest] = extentShown.value
  return `${label} from ${short(lowest)} to ${short(highest)} ${unit}; to the right ${x}; upwards ${y}`
}
