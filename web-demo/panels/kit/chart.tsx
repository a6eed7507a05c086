import { useId, useState } from 'preact/hooks'
import { drawChart, scalesOf, type Chart, type Look, type XyChart } from 'offcut/studies'
import { short, shortTime } from '../../texts/numbers.ts'
import { download, fileName } from '../../views/files.ts'
import { kitWords } from './words.ts'
import { pageLook } from './look.ts'
import { Table, tableOf } from './table.tsx'
import { valueAt } from './points.ts'
import { useWidth } from './width.ts'

/** A chart of a study, drawn as the reports draw it: values at the pointer or by the arrow keys, its numbers as a table, itself as a file. */
export function ChartFigure({ chart, isOverTime = false }: { chart: Chart; isOverTime?: boolean }) {
  const id = useId()
  const { element, width } = useWidth<HTMLDivElement>(560)
  const [isTable, setTable] = useState(false)
  const words = kitWords.value
  const look = pageLook(width, isOverTime)
  const saveSvg = () => download(fileName(chart.title, 'svg'), new Blob([drawChart(chart)], { type: 'image/svg+xml' }))
  return (
    <figure class="study-chart">
      <figcaption id={id}>
        {chart.title}
        <Legend chart={chart} look={look} />
      </figcaption>
      <div class="drawing" ref={element}>
        {isTable ? (
          <Table {...tableOf(chart, words)} />
        ) : (
          <>
            <div aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawChart(chart, look) }} />
            {chart.kind === 'xy' ? <Reader chart={chart} look={look} isOverTime={isOverTime} label={id} /> : <Told chart={chart} />}
          </>
        )}
      </div>
      <p class="chart-actions">
        <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {words.asTable}
        </button>
        <button type="button" onClick={saveSvg}>
          {words.asSvg}
        </button>
      </p>
    </figure>
  )
}

function Legend({ chart, look }: { chart: Chart; look: Look }) {
  const lines =
    chart.kind === 'xy' ? [...(chart.lines ?? []), ...(chart.dots ?? [])].map(({ name, dashed }, i) => ({ name, i, dashed })) : []
  const bars = chart.kind === 'bars' ? (chart.series ?? []).map((name, i) => ({ name, i, dashed: false })) : []
  const bands = chart.kind === 'xy' ? (chart.bands ?? []) : []
  const entries = [...lines, ...bars]
  if (entries.length + bands.length < 2) return null
  return (
    <span class="keys-of-chart">
      {entries.map(({ name, i, dashed }) => (
        <span key={name}>
          <i class={dashed ? 'key-line dashed' : 'key-line'} style={{ color: look.colours[i % look.colours.length] }} /> {name}
        </span>
      ))}
      {bands.map(({ name }, i) => (
        <span key={name}>
          <i class="key-band" style={{ opacity: 0.3 + 0.25 * i }} /> {name}
        </span>
      ))}
    </span>
  )
}

/** Bars in words, for who cannot see them. */
function Told({ chart }: { chart: Chart }) {
  if (chart.kind !== 'bars') return null
  return (
    <ul class="visually-hidden">
      {chart.bars.map(({ name, value, other }) => (
        <li key={name}>{`${name}: ${short(value)}${other === undefined ? '' : `, ${short(other)}`}`}</li>
      ))}
    </ul>
  )
}

/** The values at one place of a chart: the pointer or the arrow keys choose it. */
function Reader({ chart, look, isOverTime, label }: { chart: XyChart; look: Look; isOverTime: boolean; label: string }) {
  const places = (chart.lines?.[0]?.points ?? chart.bands?.[0]?.points ?? []).map(([x]) => x)
  const [chosen, setChosen] = useState<number>()
  const { x } = scalesOf(chart, look)
  if (places.length === 0) return null
  const at = chosen === undefined ? undefined : Math.min(chosen, places.length - 1)
  const text = at === undefined ? '' : readingAt(chart, at, isOverTime ? shortTime : short)
  const move = (event: KeyboardEvent) => {
    const leap = event.shiftKey ? Math.ceil(places.length / 10) : 1
    const next = NEXT[event.key]?.(at ?? -1, leap, places.length - 1)
    if (next === undefined) return
    event.preventDefault()
    setChosen(Math.min(places.length - 1, Math.max(0, next)))
  }
  const point = (event: PointerEvent) => setChosen(nearest(places, x, event.offsetX))
  return (
    <>
      <div
        class="reader"
        role="slider"
        tabIndex={0}
        aria-labelledby={label}
        aria-valuemin={places[0]}
        aria-valuemax={places[places.length - 1]}
        aria-valuenow={places[at ?? 0]}
        aria-valuetext={text || undefined}
        onKeyDown={move}
        onPointerMove={point}
        onPointerLeave={() => setChosen(undefined)}
        onBlur={() => setChosen(undefined)}
      >
        {at !== undefined && <i style={{ left: `${x.at(places[at])}px` }} />}
      </div>
      <p class="reading" aria-hidden="true">
        {text || ' '}
      </p>
    </>
  )
}

const NEXT: Record<string, (at: number, leap: number, last: number) => number> = {
  ArrowLeft: (at, leap) => at - leap,
  ArrowDown: (at, leap) => at - leap,
  ArrowRight: (at, leap) => at + leap,
  ArrowUp: (at, leap) => at + leap,
  Home: () => 0,
  End: (_, __, last) => last,
}

function nearest(places: readonly number[], x: { at(value: number): number }, offset: number): number {
  return places.reduce((best, value, i) => (Math.abs(x.at(value) - offset) < Math.abs(x.at(places[best]) - offset) ? i : best), 0)
}

function readingAt({ x, lines = [], bands = [] }: XyChart, at: number, written: (value: number) => string): string {
  const place = (lines[0]?.points ?? bands[0].points)[at][0]
  const parts = [
    ...lines.map(({ name, points }) => `${name} ${short(valueAt(points, place) ?? NaN)}`),
    ...bands.map(({ name, points }) => `${name} ${short(points[at]?.[1] ?? NaN)} … ${short(points[at]?.[2] ?? NaN)}`),
  ]
  return `${x} ${written(place)}: ${parts.join('; ')}`
}
