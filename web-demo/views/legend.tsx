import { baseline } from '../compute/pinned.ts'
import { picture } from '../compute/surface.ts'
import { COLOURS, cssGradient, SIGNED_COLOURS } from '../plot/colours.ts'
import { decidingLines } from '../plot/deciding-lines.ts'
import { MARKS } from '../plot/theme.ts'
import { parameterInfo } from '../state/fields.ts'
import { mayBeNever, quantity } from '../state/quantities.ts'
import { useSettled } from '../state/settled.ts'
import { isCalendar, shown as number } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { count } from '../texts/numbers.ts'
import { momentText } from './moment-text.ts'
import { extentShown } from './extent.ts'

/** The colour scale, and what each line of the picture means. */
export function Legend() {
  // A drag draws picture after picture, and most say the same here.
  const keys = useSettled(keysOf)
  if (!keys) return <div class="legend" />
  return (
    <div class="legend">
      <div class="scale">
        <span class="scale-name">
          {keys.label} <span class="unit">{keys.unit}</span>
        </span>
        <span class="scale-bar">
          <span>{keys.lowest}</span>
          <span class="bar" style={{ background: cssGradient('to right', keys.isSigned ? SIGNED_COLOURS : COLOURS) }} />
          <span>{keys.highest}</span>
        </span>
      </div>
      <ul>
        <li>
          <span class="key dot" /> {keys.scenario}
        </li>
        {keys.baseline && (
          <li>
            <span class="key dot ghost" /> {keys.baseline}
          </li>
        )}
        {keys.ridge && (
          <li>
            <span class="key" style={{ background: MARKS.ridge }} /> {keys.ridge}
          </li>
        )}
        {keys.lines.map(({ name, text, colour, isDashed }) => (
          <li key={name}>
            <span class={isDashed ? 'key dashed' : 'key'} style={isDashed ? { color: colour } : { background: colour }} /> {text}
          </li>
        ))}
        {keys.never && (
          <li>
            <span class="key never" /> {keys.never}
          </li>
        )}
        {keys.unreliable && <li>{keys.unreliable}</li>}
      </ul>
    </div>
  )
}

/** What the legend says; undefined while there is no picture. */
function keysOf() {
  const shown = picture.value
  if (!shown) return undefined
  const text = words.value.legend
  const { label, kind, unit } = quantity(shown.metric, shown.scenario)
  const [lowest, highest] = extentShown.value
  const end = (value: number) =>
    kind === 'time' && isCalendar(shown.scenario) && Number.isFinite(value) ? momentText(value, shown.scenario) : number(value, kind)
  const never = mayBeNever(shown.metric) ? shown.values.reduce((sum, value) => sum + Number(value === Infinity), 0) : 0
  const across = parameterInfo(shown.axes[0].parameter, shown.scenario).label.toLowerCase()
  return {
    label,
    unit,
    lowest: end(lowest),
    highest: end(highest),
    isSigned: shown.isSigned,
    scenario: text.scenario,
    baseline: baseline.value && text.baseline,
    ridge: shown.ridge.some((at) => at >= 0) && text.ridge(across),
    lines: decidingLines(shown).map(({ name, colour, dash }) => ({ name, text: text[name], colour, isDashed: dash !== undefined })),
    never: never > 0 && text.never(count(never), count(shown.values.length)),
    unreliable: shown.stats.failed > 0 && text.unreliable(count(shown.stats.failed)),
  }
}
