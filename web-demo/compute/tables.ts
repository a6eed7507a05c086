import { STATUSES, writeCsv } from 'offcut'
import { flowMetrics } from '../state/quantities.ts'
import { startedEngine } from './engine.ts'
import { pictureSweep, type Picture } from './picture.ts'

/** The sweep behind a picture, at its size, with every quantity. */
function sweepOf(shown: Picture) {
  const { axes, metrics } = pictureSweep(shown, shown.size)
  return startedEngine().sweep(shown.scenario, { axes, metrics: [...new Set([...metrics, ...flowMetrics(shown.scenario.factors.length)])] })
}

export async function csvOf(shown: Picture): Promise<Blob> {
  const parts: string[] = []
  await writeCsv(sweepOf(shown), { write: async (text) => void parts.push(text) })
  return new Blob(parts, { type: 'text/csv' })
}

export async function parquetOf(shown: Picture): Promise<Blob> {
  // The writer is only loaded by those who want the file.
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const { axes, shape, metrics, status } = await sweepOf(shown).result()
  const rows = status.length
  const axisColumns = axes.map(({ parameter, values }, axis) => {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1)
    return {
      name: parameter,
      data: Float64Array.from({ length: rows }, (_, k) => values[Math.floor(k / stride) % values.length]),
      type: 'DOUBLE' as const,
    }
  })
  const taken = new Set(axes.map(({ parameter }) => parameter))
  const buffer = parquetWriteBuffer({
    columnData: [
      ...axisColumns,
      ...Object.entries(metrics)
        .filter(([name]) => !taken.has(name))
        .map(([name, data]) => ({ name, data, type: 'DOUBLE' as const })),
      { name: 'status', data: Array.from(status, (code) => STATUSES[code]), type: 'STRING' as const },
    ],
    kvMetadata: [{ key: 'offcut.scenario', value: JSON.stringify(shown.scenario) }],
  })
  return new Blob([buffer], { type: 'application/vnd.apache.parquet' })
}
