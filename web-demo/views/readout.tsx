import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { MetricName } from 'offcut'
import { baselinePoint, current, hovered, type Point } from '../compute/point.ts'
import { parameterInfo, type Info } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { naming } from '../state/scenario.ts'
import { showsSymbols, symbolAndPath } from '../state/symbols.ts'
import { isCalendar, shown, shownWithUnit } from '../state/units.ts'
import { axes, shownMetric } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { momentText } from './moment-text.ts'

/** What decides; the rest is there on request. */
const FIRST: readonly MetricName[] = ['profit', 'level', 'valueOfWaste', 'discharged', 'additionalOutput']
/** The same as others where profit is what is maximised. */
const OF_OBJECTIVES = new Set(['maximumProfitOfLevel', 'transactionCost', 'utility', 'objectiveOfLevel'])
const LINES = 5

/** Values at the current point, or at the point under the pointer or the cross-hair: five of them, the others on request. */
export function Readout() {
  const point = hovered.value ?? current.value
  const text = words.value.readout
  if (!point) return <section class="readout" aria-label={text.title} />
  const { place, status } = point
  const names = namesOf(point)
  return (
    <section class="readout" aria-label={text.title}>
      <h2>{hovered.value ? text.crosshair : text.here}</h2>
      <dl class="where">
        {[place.x, place.y].map((value, i) => (
          <Entry key={i} name={axes.value[i].parameter} info={parameterInfo(axes.value[i].parameter, naming.value)} value={value} />
        ))}
      </dl>
      <Values point={point} names={names.slice(0, LINES)} isFirst />
      <More>
        <Values point={point} names={names.slice(LINES)} />
      </More>
      {status !== 'ok' && status !== 'atBound' && <p class="problem">{text.unreliable(words.value.statuses[status])}</p>}
      <p class="visually-hidden" role="status">
        {hovered.value && spoken(hovered.value)}
      </p>
    </section>
  )
}

/** What is only there while it is open. */
function More({ children }: { children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="more" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.value.readout.more}</summary>
      {isOpen && children}
    </details>
  )
}

/** The metric of the picture first, then what decides, then the others. */
function namesOf({ values }: Point): string[] {
  const isProfit = naming.value.objective === undefined || naming.value.objective === 'profit'
  const wanted = [...new Set<string>([shownMetric.value, ...FIRST, ...values.keys()])]
  return wanted.filter((name) => values.has(name) && !name.startsWith('regime[') && !(isProfit && OF_OBJECTIVES.has(name)))
}

function Values({ point, names, isFirst }: { point: Point; names: readonly string[]; isFirst?: boolean }) {
  const other = baselinePoint.value
  return (
    <dl class={isFirst ? 'first' : 'rest'}>
      {names.map((name) => (
        <Entry
          key={name}
          name={name}
          info={quantity(name, naming.value)}
          value={point.values.get(name) ?? NaN}
          note={noteOn(point, name)}
          baseline={other?.values.get(name)}
        />
      ))}
    </dl>
  )
}

interface EntryProps {
  name: string
  info: Info
  value: number
  note?: string
  /** The value of the baseline at the same moment. */
  baseline?: number
}

function Entry({ name, info, value, note, baseline }: EntryProps) {
  const { label, kind, unit, help } = info
  const difference = baseline === undefined ? NaN : value - baseline
  const isDifferent = Number.isFinite(difference) && Math.abs(difference) > 1e-9 * Math.abs(value)
  return (
    <div title={help} data-name={name}>
      <dt>
        {label}
        {showsSymbols.value && <code class="symbol">{symbolAndPath(name)}</code>}
      </dt>
      <dd>
        {kind === 'time' && isCalendar(naming.value) ? momentText(value, naming.value) : shown(value, kind)}{' '}
        <span class="unit">{note ? `${unit}, ${note}` : unit}</span>
        {isDifferent && (
          <span class="difference">
            {difference > 0 && '+'}
            {shownWithUnit(difference, kind === 'time' ? 'years' : kind, naming.value)}
          </span>
        )}
      </dd>
    </div>
  )
}

/** Says where a bound holds a resource back. */
function noteOn({ regimes }: Point, name: string): string | undefined {
  const regime = regimes[Number(/^factors\[(\d)\]$/.exec(name)?.[1])]
  return regime && (words.value.regimes[regime] || undefined)
}

function spoken({ place, values }: Point): string {
  const where = axes.value.map(({ parameter }, i) => {
    const { label, kind, unit } = parameterInfo(parameter, naming.value)
    return `${label} ${shown(i === 0 ? place.x : place.y, kind)} ${unit}`
  })
  return words.value.readout.spoken(where.join(', '), shown(values.get('profit') ?? NaN, 'money/year'))
}
