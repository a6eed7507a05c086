import type { Unit } from 'offcut/forms'
import type { Values } from '../plot/chart.ts'
import { parameterInfo } from '../state/fields.ts'
import { scenario } from '../state/scenario.ts'
import { shown, unitWords } from '../state/units.ts'
import { words } from '../texts/index.ts'

export interface ChartValues {
  title: string
  kind: Unit
  factor?: number
  times: Values
  lines: readonly { name: string; values: Values }[]
}

const MOST_ROWS = 21

/** The table itself. */
export default function ChartValuesTable({ title, kind, factor, times, lines }: ChartValues) {
  const last = times.length - 1
  const stride = Math.max(1, Math.ceil(last / (MOST_ROWS - 1)))
  const rows = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride)
  if (rows.at(-1) !== last) rows.push(last)
  const moment = parameterInfo('time', scenario.value)
  const unit = unitWords(kind, scenario.value, factor)
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={words.value.charts.tableOf(title)}>
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{moment.unit ? `${moment.label} (${moment.unit})` : moment.label}</th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name} {unit && `(${unit})`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((i) => (
            <tr key={i}>
              <th scope="row">{shown(times[i], 'time')}</th>
              {lines.map(({ name, values }) => (
                <td key={name}>{shown(values[i], kind)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
