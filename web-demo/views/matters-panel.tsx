import { signal, useSignalEffect } from '@preact/signals'
import type { Scenario } from 'offcut'
import { known } from '../known.ts'
import { engine, startedEngine } from '../compute/engine.ts'
import { report } from '../state/failure.ts'
import { effectsOf, type Effect } from '../compute/matters.ts'
import { paths } from '../compute/paths.ts'
import { summaryOf } from '../compute/summary.ts'
import { parameterInfo, rangeOf } from '../state/fields.ts'
import { changeAt, scenario } from '../state/scenario.ts'
import { numberAt } from '../state/tree.ts'
import { shownWithUnit } from '../state/units.ts'
import { isDragging } from '../state/view.ts'
import { matters as de } from '../texts/de/matters.ts'
import { matters as en } from '../texts/en/matters.ts'
import { panelWords, words } from '../texts/index.ts'
import './matters.css'

const panelText = panelWords({ en, de })

interface Decision extends Effect {
  /** Values at which the transition just pays back by the end, where the number's slider runs; undefined until they are found. */
  breakEven?: readonly number[]
}

const decisions = signal<{ of: Scenario; rows: readonly Decision[] } | undefined>(undefined)
const ROWS = 10

/** Which numbers matter most for the value at the end, and what each must be for the transition to pay. */
export default function MattersPanel() {
  const text = panelText.value
  useSignalEffect(() => {
    if (engine.value && !isDragging.value && decisions.peek()?.of !== scenario.value) void follow(scenario.value)
  })
  const shown = decisions.value
  if (!shown) return <p class="help">{words.value.panels.loading}</p>
  const base = paths.value ? summaryOf(paths.value).atEnd : NaN
  if (shown.rows.length === 0) return <p class="help">{text.nothing}</p>
  const reach = shown.rows.reduce((most, { lower, higher }) => Math.max(most, Math.abs(lower - base), Math.abs(higher - base)), 0) || 1
  return (
    <div class="matters">
      <p class="help">{text.intro}</p>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={words.value.panels.titles.matters.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.number}</th>
              <th scope="col">{text.lower}</th>
              <th scope="col">
                <span class="visually-hidden">{text.effect}</span>
              </th>
              <th scope="col">{text.higher}</th>
              <th scope="col">{text.breakEven}</th>
            </tr>
          </thead>
          <tbody>
            {shown.rows.map((row) => (
              <Row key={row.parameter} row={row} of={shown.of} base={base} reach={reach} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Row({
  row: { parameter, lower, higher, breakEven },
  of,
  base,
  reach,
}: {
  row: Decision
  of: Scenario
  base: number
  reach: number
}) {
  const text = panelText.value
  const { label, kind, unit } = parameterInfo(parameter, of)
  const change = (value: number) => `${value > base ? '+' : ''}${shownWithUnit(value - base, 'money', of)}`
  return (
    <tr data-parameter={parameter}>
      <th scope="row">
        {label} <span class="unit">{unit}</span>
      </th>
      <td class={lower < base ? 'loss' : 'gain'}>{change(lower)}</td>
      <td class="matters-bars" aria-hidden="true">
        <Bar side="left" value={lower - base} reach={reach} />
        <Bar side="right" value={higher - base} reach={reach} />
      </td>
      <td class={higher < base ? 'loss' : 'gain'}>{change(higher)}</td>
      <td>
        {breakEven === undefined && '…'}
        {breakEven?.length === 0 && <span class="unit">{base < 0 ? text.never : text.always}</span>}
        {breakEven?.map((value) => (
          <button key={value} type="button" title={text.set(label)} onClick={() => changeAt(parameter, Number(value.toPrecision(6)))}>
            {shownWithUnit(value, kind, of)}
          </button>
        ))}
      </td>
    </tr>
  )
}

/** From the middle towards the number that it draws, green where that gains and red where it costs. */
function Bar({ side, value, reach }: { side: 'left' | 'right'; value: number; reach: number }) {
  const share = (50 * Math.abs(value)) / reach
  return (
    <span
      class={`matters-bar ${value < 0 ? 'loss' : 'gain'}`}
      style={{ left: `${side === 'left' ? 50 - share : 50}%`, width: `${share}%` }}
    />
  )
}

let newest: Scenario | undefined

async function follow(of: Scenario): Promise<void> {
  newest = of
  try {
    const effects = (await effectsOf(of)).slice(0, ROWS)
    if (newest !== of) return
    decisions.value = { of, rows: effects }
    const { seek } = await import('offcut/studies')
    for (const { parameter } of effects) {
      const { from, to } = rangeOf(parameter, numberAt(of, parameter), of)
      const { solutions } = await seek(
        startedEngine(),
        { ...of, horizon: { ...known(of.horizon), samples: 2 } },
        { parameter, metric: 'advantage', target: 0, from, to, points: 12 },
      )
      if (newest !== of) return
      const rows: Decision[] = known(decisions.value).rows.map((row) =>
        row.parameter === parameter ? { ...row, breakEven: solutions.flatMap(({ value }) => value ?? []) } : row,
      )
      decisions.value = { of, rows }
    }
  } catch (error) {
    if (newest === of) report(error)
  }
}
