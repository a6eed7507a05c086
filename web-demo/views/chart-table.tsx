import { useState } from 'preact/hooks'
import { words } from '../texts/index.ts'
import type { ChartValues } from './chart-values.tsx'
import { OnDemand } from './on-demand.tsx'

/** A chart's values as a table, made when it is opened. */
export function ChartTable(values: ChartValues) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="as-table" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.value.charts.asTable}</summary>
      {isOpen && <OnDemand load={() => import('./chart-values.tsx')} given={values} />}
    </details>
  )
}
