import { picture } from '../compute/surface.ts'
import { cssGradient } from '../plot/colours.ts'
import { changesSign } from '../plot/contours.ts'
import { MARKS } from '../plot/theme.ts'
import { parameterInfo } from '../state/fields.ts'
import { mayBeNever, quantity } from '../state/quantities.ts'
import { shown as number } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { count } from '../texts/numbers.ts'
import { extentShown } from './extent.ts'

/** The colour scale, and what each line of the picture means. */
export function Legend() {
  const shown = picture.value
  if (!shown) return <div class="legend" />
  const text = words.value.legend
  const { label, kind, unit } = quantity(shown.metric, shown.scenario)
  const [lowest, highest] = extentShown.value
  const never = mayBeNever(shown.metric) ? shown.values.reduce((sum, value) => sum + Number(value === Infinity), 0) : 0
  const name = parameterInfo(shown.axes[0].parameter, shown.scenario).label.toLowerCase()
  return (
    <div class="legend">
      <div class="scale">
        <span class="scale-name">
          {label} <span class="unit">{unit}</span>
        </span>
        <span class="scale-bar">
          <span>{number(lowest, kind)}</span>
          <span class="bar" style={{ background: cssGradient('to right') }} />
          <span>{number(highest, kind)}</span>
        </span>
      </div>
      <ul>
        <li>
          <span class="key dot" /> {text.scenario}
        </li>
        {shown.ridge.some((at) => at >= 0) && (
          <li>
            <span class="key" style={{ background: MARKS.ridge }} /> {text.ridge(name)}
          </li>
        )}
        {changesSign(shown.profit) && (
          <li>
            <span class="key" style={{ background: MARKS.zero }} /> {text.zeroProfit}
          </li>
        )}
        {changesSign(shown.wasteValue) && (
          <li>
            <span class="key dashed" style={{ color: MARKS.breakEven }} /> {text.breakEven}
          </li>
        )}
        {never > 0 && (
          <li>
            <span class="key never" /> {text.never(count(never), count(shown.values.length))}
          </li>
        )}
        {shown.stats.failed > 0 && <li>{text.unreliable(count(shown.stats.failed))}</li>}
      </ul>
    </div>
  )
}
