import { paths, type Paths } from '../compute/paths.ts'
import { baseline } from '../compute/pinned.ts'
import { summaryOf } from '../compute/summary.ts'
import { quantity } from '../state/quantities.ts'
import { naming } from '../state/scenario.ts'
import { shownWithUnit } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { ghostOf } from './ghost.ts'
import { LineChart, type Mark } from './line-chart.tsx'
import { momentText } from './moment-text.ts'
import { PinButton } from './pin-button.tsx'
import { showPanel } from './show-panel.ts'
import { WhenPaysButton } from './when-pays.tsx'

/** Whether it pays, and when: the transition less the same enterprise without it. */
export function DecidingPanel() {
  const text = words.value.deciding
  const shown = paths.value
  const { label } = quantity('advantage', naming.value)
  return (
    <section class="card advantage" aria-label={label}>
      {shown && (
        <LineChart
          name="advantage"
          title={label}
          kind="money"
          times={shown.path.time}
          lines={[
            { name: text.line, values: shown.path.columns.advantage, colour: 'main' },
            ...ghostOf(baseline.value, 'advantage', shown.path.time),
          ]}
          marks={marksOf(shown)}
          isDeciding
        />
      )}
      <p class="help">{text.intro}</p>
      <div class="deciding-buttons">
        <WhenPaysButton />
        <button type="button" onClick={() => showPanel('matters')}>
          {text.matters}
        </button>
        <PinButton />
      </div>
    </section>
  )
}

/** The deepest shortfall, payback, and the value at the end. */
function marksOf(shown: Paths): Mark[] {
  const text = words.value.deciding
  const { scenario, path } = shown
  const { deepest, payback, atEnd } = summaryOf(shown)
  const [start, end] = [path.time[0], path.time[path.time.length - 1]]
  const money = (value: number) => shownWithUnit(value, 'money', scenario)
  const marks: Mark[] = []
  if (deepest && deepest.time < end)
    marks.push({ ...deepest, label: text.deepest(money(deepest.value), momentText(deepest.time, scenario)), kind: 'bad', side: 'below' })
  if (payback !== null && payback > start)
    marks.push({ time: payback, value: 0, label: text.paysBack(momentText(payback, scenario)), kind: 'good', side: 'below' })
  if (Number.isFinite(atEnd)) marks.push({ time: end, value: atEnd, label: money(atEnd), kind: atEnd < 0 ? 'bad' : 'good' })
  return marks
}
