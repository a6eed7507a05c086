import { picture } from '../compute/surface.ts'
import { cssGradient } from '../plot/colours.ts'
import { changesSign } from '../plot/contours.ts'
import { short } from '../plot/scales.ts'
import { MARKS } from '../plot/theme.ts'
import { parameterInfo } from '../state/fields.ts'
import { mayBeNever, quantity } from '../state/quantities.ts'
import { extentShown } from './extent.ts'

/** The colour scale, and what each line of the picture means. */
export function Legend() {
  const shown = picture.value
  if (!shown) return <div class="legend" />
  const { label, unit } = quantity(shown.metric, shown.scenario)
  const [lowest, highest] = extentShown.value
  const never = mayBeNever(shown.metric) ? shown.values.reduce((count, value) => count + Number(value === Infinity), 0) : 0
  const name = parameterInfo(shown.axes[0].parameter, shown.scenario).label.toLowerCase()
  return (
    <div class="legend">
      <div class="scale">
        <span class="scale-name">
          {label} <span class="unit">{unit}</span>
        </span>
        <span class="scale-bar">
          <span>{short(lowest)}</span>
          <span class="bar" style={{ background: cssGradient('to right') }} />
          <span>{short(highest)}</span>
        </span>
      </div>
      <ul>
        <li>
          <span class="key dot" /> this scenario
        </li>
        <li>
          <span class="key" style={{ background: MARKS.ridge }} /> highest profit for each {name}
        </li>
        {changesSign(shown.profit) && (
          <li>
            <span class="key" style={{ background: MARKS.zero }} /> zero profit
          </li>
        )}
        {changesSign(shown.wasteValue) && (
          <li>
            <span class="key dashed" style={{ color: MARKS.breakEven }} /> waste breaks even
          </li>
        )}
        {never > 0 && (
          <li>
            <span class="key never" /> never pays back: {never.toLocaleString('en')} of {shown.values.length.toLocaleString('en')} points
          </li>
        )}
        {shown.stats.failed > 0 && <li>{shown.stats.failed.toLocaleString('en')} points have no reliable optimum</li>}
      </ul>
    </div>
  )
}
