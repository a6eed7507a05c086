import type { Chart, DocumentTable, Value } from 'offcut/studies'
import { short } from '../../texts/numbers.ts'
import { valueAt } from './points.ts'

export function Table({ title, columns, rows }: DocumentTable) {
  return (
    // A wide table is moved by the arrow keys too.
    <div class="table-frame" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {columns.map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, k) =>
                k === 0 ? (
                  <th key={k} scope="row">
                    {written(value)}
                  </th>
                ) : (
                  <td key={k}>{written(value)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function written(value: Value): string {
  return value === null ? '–' : typeof value === 'number' ? short(value) : value
}

/** The numbers of a chart. @param names of the columns that a chart has no word for. */
export function tableOf(chart: Chart, names: { low: string; high: string; half: string }): DocumentTable {
  if (chart.kind === 'bars') {
    const [first, second] = chart.series ?? [names.high, names.low]
    const hasOther = chart.bars.some(({ other }) => other !== undefined)
    const hasHalf = chart.bars.some(({ halfWidth }) => halfWidth !== undefined)
    return {
      title: chart.title,
      columns: [chart.x, hasOther ? first : chart.x, ...(hasHalf ? [names.half] : []), ...(hasOther ? [second] : [])],
      rows: chart.bars.map(({ name, value, other = null, halfWidth = null }) => [
        name,
        value,
        ...(hasHalf ? [halfWidth] : []),
        ...(hasOther ? [other] : []),
      ]),
    }
  }
  const { lines = [], bands = [] } = chart
  const places = (lines[0]?.points ?? bands[0]?.points ?? []).map(([x]) => x)
  return {
    title: chart.title,
    columns: [
      chart.x,
      ...lines.map(({ name }) => name),
      ...bands.flatMap(({ name }) => [`${name}: ${names.low}`, `${name}: ${names.high}`]),
    ],
    rows: places.map((x, i) => [
      x,
      ...lines.map(({ points }) => valueAt(points, x)),
      ...bands.flatMap(({ points }) => [points[i]?.[1] ?? null, points[i]?.[2] ?? null]),
    ]),
  }
}
