import type { PathColumn } from 'offcut'
import { known } from '../known.ts'
import { paths } from '../compute/paths.ts'
import { factorName } from '../state/quantities.ts'
import { baseline } from '../compute/pinned.ts'
import { words } from '../texts/index.ts'
import { ghostOf } from './ghost.ts'
import { LineChart, type LineChartProps } from './line-chart.tsx'
import { rowLength } from './row-length.ts'

const FACTORS = ['factors[0]', 'factors[1]'] as const

/** The current scenario over its horizon, beside the same enterprise whose level never changes. */
export function PathsPanel() {
  const shown = paths.value
  if (!shown) return null
  const text = words.value.paths
  const { path, unchanged, scenario } = shown
  const now = path.columns
  const still = unchanged.columns
  const same = (name: PathColumn) => ({ name: text.without, values: known(still[name]), colour: 'faint' as const })
  const main = (name: PathColumn, label = text.with) => ({ name: label, values: known(now[name]), colour: 'main' as const })
  const ghost = (name: PathColumn) => ghostOf(baseline.value, name, path.time)
  const payback = path.payback === null ? [] : [{ time: path.payback, label: text.paysBack }]
  const charts: Omit<LineChartProps, 'times' | 'title'>[] = [
    { name: 'profit', kind: 'money/year', lines: [main('profit'), same('profit'), ...ghost('profit')] },
    { name: 'npv', kind: 'money', lines: [main('npv'), same('npv'), ...ghost('npv')], marks: payback },
    { name: 'level', kind: 'share', lines: [main('level'), same('level'), ...ghost('level')] },
    {
      name: 'waste',
      kind: 'waste/year',
      lines: [
        main('discharged', text.discharged),
        { name: text.recycled, values: now.recycled, colour: 'second' },
        { ...same('discharged'), name: text.dischargedWithout },
        ...ghost('discharged'),
      ],
    },
    { name: 'output', kind: 'output/year', lines: [main('output'), same('output'), ...ghost('output')] },
    { name: 'cost', kind: 'money/year', lines: [main('cost'), same('cost'), ...ghost('cost')] },
    ...FACTORS.slice(0, scenario.factors.length).map((name, factor) => ({
      name,
      kind: 'factor/year' as const,
      factor,
      lines: [main(name), same(name), ...ghost(name)],
    })),
  ]
  // Where no volume is chosen, production stands still.
  const isStill = !scenario.changes && scenario.factors.every((factor) => factor.volume !== undefined)
  const moving = isStill ? charts.filter(({ name }) => !/^(output|factors)/.test(name)) : charts
  return (
    <section class="card paths" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p class="intro">
        <span class="value main">{text.with}</span>
        {text.intro.with}
        <span class="value faint">{text.without}</span>
        {text.intro.without}
      </p>
      {(path.status === 'notConverged' || path.status === 'domainError') && <p class="notice">{text[path.status]}</p>}
      <div class="charts">
        {moving.map((chart, i) => (
          <div key={chart.name} class="cell" style={spansOf(i, moving.length)}>
            <LineChart {...chart} title={titleOf(chart.name)} times={path.time} />
          </div>
        ))}
      </div>
    </section>
  )

  function titleOf(name: LineChartProps['name']): string {
    if (name === 'factors[0]' || name === 'factors[1]') return text.charts.resource(factorName(scenario, Number(name[8])))
    return text.charts[name]
  }
}

/** How much of a row each chart takes where two, three or four fit beside each other: rows are filled evenly, none has a hole. */
function spansOf(index: number, count: number): Record<string, string> {
  return Object.fromEntries([2, 3, 4].map((fit) => [`--of-${fit}`, `span ${12 / rowLength(index, count, fit)}`]))
}
