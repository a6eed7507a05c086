import type { PathColumn } from 'offcut'
import { paths } from '../compute/paths.ts'
import { factorName } from '../state/quantities.ts'
import { time } from '../state/view.ts'
import { LineChart, type LineChartProps } from './line-chart.tsx'

const ENDINGS = {
  domainError: 'The path ends before its horizon: it grows past any bound.',
  notConverged: 'The path could not be followed to its end.',
}

const FACTORS = ['factors[0]', 'factors[1]'] as const

/** The current scenario over its horizon, beside the same enterprise whose level never changes. */
export function PathsPanel() {
  const shown = paths.value
  if (!shown) return null
  const { path, unchanged, scenario } = shown
  const now = path.columns
  const still = unchanged.columns
  const same = (name: PathColumn) => ({ name: 'without', values: still[name]!, colour: 'faint' as const })
  const main = (name: PathColumn, label: string) => ({ name: label, values: now[name]!, colour: 'main' as const })
  const payback = path.payback === null ? undefined : { time: path.payback, label: 'pays back' }
  const charts: Pick<LineChartProps, 'title' | 'unit' | 'lines' | 'mark'>[] = [
    { title: 'Profit', unit: 'money/year', lines: [main('profit', 'with'), same('profit')] },
    { title: 'Net present value', unit: 'money', lines: [main('npv', 'with'), same('npv')], mark: payback },
    { title: 'Transformation level', unit: 'share', lines: [main('level', 'with'), same('level')] },
    {
      title: 'Waste',
      unit: 'units/year',
      lines: [main('discharged', 'discharged'), { name: 'recycled', values: now.recycled, colour: 'second' }, same('discharged')],
    },
    { title: 'Output', unit: 'units/year', lines: [main('output', 'with'), same('output')] },
    { title: 'Cost', unit: 'money/year', lines: [main('cost', 'with'), same('cost')] },
    ...FACTORS.slice(0, scenario.factors.length).map((name, i) => ({
      title: `Resource ${factorName(scenario, i)}`,
      unit: 'units/year',
      lines: [main(name, 'with'), same(name)],
    })),
  ]
  return (
    <section class="card paths" aria-label="Time paths">
      <h2>The transition over time</h2>
      <p class="intro">
        <span class="value main">with</span> the transition, <span class="value faint">without</span> it: the same enterprise whose level
        stays where it starts. Click a chart to move the moment.
      </p>
      {(path.status === 'notConverged' || path.status === 'domainError') && <p class="notice">{ENDINGS[path.status]}</p>}
      <div class="charts">
        {charts.map((chart) => (
          <LineChart
            key={chart.title}
            {...chart}
            times={path.time}
            time={time.value}
            onTime={(at) => (time.value = roundTo(at, path.time))}
          />
        ))}
      </div>
    </section>
  )
}

/** To a round number within a thousandth of the horizon. */
function roundTo(at: number, times: Float64Array): number {
  const step = 10 ** Math.floor(Math.log10((times[times.length - 1] - times[0]) / 500 || 1))
  return Number((Math.round(at / step) * step).toPrecision(12))
}
