import type { Scenario, ScenarioInput } from 'offcut'
import { paths, type Paths } from '../compute/paths.ts'
import { pinned, type Pinned } from '../compute/pinned.ts'
import { summaryOf, type Summary } from '../compute/summary.ts'
import { isNumericField, parameterInfo } from '../state/fields.ts'
import { scenarioOf } from '../state/link.ts'
import { makeBaseline, removePin, renamePin } from '../state/pins.ts'
import { change, scenario } from '../state/scenario.ts'
import { leaves } from '../state/tree.ts'
import { shownWithUnit } from '../state/units.ts'
import { scenarios as de } from '../texts/de/scenarios.ts'
import { scenarios as en } from '../texts/en/scenarios.ts'
import { panelWords, words } from '../texts/index.ts'
import { momentText } from './moment-text.ts'
import './scenarios.css'

const panelText = panelWords({ en, de })

/** Up to four kept scenarios beside the current one. */
export default function ScenariosPanel() {
  const text = panelText.value
  const columns = [{ paths: paths.value }, ...pinned.value]
  const rows: [string, (summary: Summary, scenario: Scenario) => string][] = [
    [text.payback, ({ payback }, of) => paybackText(payback, of)],
    [text.deepest, ({ deepest }, of) => (deepest ? `${shownWithUnit(deepest.value, 'money', of)}, ${momentText(deepest.time, of)}` : '–')],
    [text.atEnd, ({ atEnd }, of) => shownWithUnit(atEnd, 'money', of)],
    [text.profitAtEnd, ({ profitAtEnd }, of) => shownWithUnit(profitAtEnd, 'money/year', of)],
    [text.discharged, ({ totalDischarged }, of) => shownWithUnit(totalDischarged, 'waste', of)],
  ]
  return (
    <section class="card scenarios" aria-label={text.title}>
      <h2>{text.title}</h2>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={words.value.charts.tableOf(text.title)}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{text.now}</th>
              {pinned.value.map((pin, i) => (
                <th key={pin.fragment} scope="col">
                  <PinHead pin={pin} index={i} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{text.differs}</th>
              <td />
              {pinned.value.map((pin) => (
                <td key={pin.fragment}>
                  <Differences of={pin.scenario} />
                </td>
              ))}
            </tr>
            {rows.map(([label, write]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {columns.map((column, i) => (
                  <td key={i}>{column.paths && write(summaryOf(column.paths), column.paths.scenario)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function paybackText(payback: Paths['path']['payback'], of: Scenario): string {
  const { never, atOnce } = panelText.value
  if (payback === null) return never
  return payback === of.horizon?.start ? atOnce : momentText(payback, of)
}

function PinHead({ pin: { name, fragment }, index }: { pin: Pinned; index: number }) {
  const text = panelText.value
  return (
    <div class="pin-head">
      <input
        type="text"
        aria-label={text.nameOf(name)}
        value={name}
        maxLength={60}
        onChange={(event) => renamePin(index, event.currentTarget.value)}
      />
      <span class="pin-actions">
        {index === 0 ? (
          <span class="value ghost" title={text.baseline}>
            {text.ghost}
          </span>
        ) : (
          <button type="button" onClick={() => makeBaseline(index)}>
            {text.asBaseline}
          </button>
        )}
        <button type="button" onClick={() => change(scenarioOf(fragment))}>
          {text.use}
        </button>
        <button type="button" aria-label={`${text.remove}: ${name}`} title={text.remove} onClick={() => removePin(index)}>
          ×
        </button>
      </span>
    </div>
  )
}

const MOST_DIFFERENCES = 3

/** Numbers in which a kept scenario differs from the current one. */
function Differences({ of }: { of: Scenario }) {
  const text = panelText.value
  const now = leaves(scenario.value as unknown as ScenarioInput)
  const there = leaves(of as unknown as ScenarioInput)
  const paths = [...there.keys()].filter((path) => isNumericField(path) && !path.startsWith('sweep.') && there.get(path) !== now.get(path))
  if (paths.length === 0) return <>{text.nothing}</>
  return (
    <ul>
      {paths.slice(0, MOST_DIFFERENCES).map((path) => {
        const { label, kind } = parameterInfo(path, of)
        return <li key={path}>{text.from(label, shownWithUnit(Number(there.get(path)), kind, of))}</li>
      })}
      {paths.length > MOST_DIFFERENCES && <li>{text.more(String(paths.length - MOST_DIFFERENCES))}</li>}
    </ul>
  )
}
