import { baseline } from '../compute/pinned.ts'
import { picture } from '../compute/surface.ts'
import { COLOURS, cssGradient, SIGNED_COLOURS } from '../plot/colours.ts'
import { decidingLines } from '../plot/deciding-lines.ts'
import { MARKS } from '../plot/theme.ts'
import { parameterInfo } from '../state/fields.ts'
import { mayBeNever, quantity } from '../state/quantities.ts'
import { isCalendar, shown as number } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { count } from '../texts/numbers.ts'
import { momentText } from './moment-text.ts'
import { extentShown } from './extent.ts'

/** The colour scale, and what each line of the picture means. */
export function Legend() {
  const shown = picture.value
  if (!shown) return <div class="legend" />
  const text = words.value.legend
  const { label, kind, unit } = quantity(shown.metric, shown.scenario)
  const [lowest, highest] = extentShown.value
  const end = (value: number) =>
    kind === 'time' && isCalendar(shown.scenario) && Number.isFinite(value) ? momentText(value, shown.scenario) : number(value, kind)
  const never = mayBeNever(shown.metric) ? shown.values.reduce((sum, value) => sum + Number(value === Infinity), 0) : 0
  const name = parameterInfo(shown.axes[0].parameter, shown.scenario).label.toLowerCase()
  return (
    <div class="legend">
      <div class="scale">
        <span class="scale-name">
          {label} <span class="unit">{unit}</span>
        </span>
        <span class="scale-bar">
          <span>{end(lowest)}</span>
          <span class="bar" style={{ background: cssGradient('to right', shown.isSigned ? SIGNED_COLOURS : COLOURS) }} />
          <span>{end(highest)}</span>
        </span>
      </div>
      <ul>
        <li>
          <span class="key dot" /> {text.scenario}
        </li>
        {baseline.value && (
          <li>
            <span class="key dot ghost" /> {text.baseline}
          </li>
        )}
        {shown.ridge.some((at) => at >= 0) && (
          <li>
            <span class="key" style={{ background: MARKS.ridge }} /> {text.ridge(name)}
          </li>
        )}
        {decidingLines(shown).map(({ name: line, colour, dash }) => (
          <li key={line}>
            <span class={dash ? 'key dashed' : 'key'} style={dash ? { color: colour } : { background: colour }} /> {text[line]}
          </li>
        ))}
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
