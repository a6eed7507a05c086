import { checksumOf } from '../../encoders/checksums.ts'
import { axisIndices } from '../../plan/axis.ts'
import type { PlanAxis } from '../../plan/axis.ts'
import { STATUSES } from '../../model/layout.ts'
import type { SweepChunk } from '../../result/chunk.ts'
import type { ChunkSource } from '../../result/source.ts'
import { axisLookup, columnNames, metricsBeside, noneOf, wordsOf, type TableColumns } from './table.ts'

/** Where text goes. The writer of a sink awaits each call before the next, so that a slow disk slows the sweep. */
export interface TextWriter {
  /** Resolves when more may come; a rejection ends the sweep. */
  write(text: string): Promise<void>
}

/** Rows formatted at once: enough to make a write worth while, little enough to stay in a processor's cache. */
const BLOCK_ROWS = 1024

/**
 * Writes a sweep as CSV: a header, then a row a point with the values of its axes, its metrics and its status as a word.
 * Numbers are the shortest that read back as the same value; a `regime[i]` is a word. A cell is empty where there is nothing: a
 * payback that never comes, the regime of a point that failed. Infinity is 1e999: every reader takes that for an infinite number,
 * where one word or another makes a text of the whole column (DuckDB knows none, polars only inf, R and JavaScript other ones).
 */
export async function writeCsv(source: ChunkSource, writer: TextWriter): Promise<void> {
  const blocks = csvFormatter(source)
  await writer.write(csvHeader(source))
  for await (const chunk of source.transientChunks?.() ?? source) {
    for (const block of blocks(chunk)) await writer.write(block)
  }
}

export function csvHeader(columns: TableColumns): string {
  return columnNames(columns).join(',') + '\n'
}

/** Formats the rows of chunks, in blocks of complete lines. */
function csvFormatter(columns: TableColumns): (chunk: SweepChunk) => Generator<string, void, void> {
  const axisText = axisFormatter(columns.axes)
  const names = metricsBeside(columns)
  const cells = names.map(cellOf)
  const ends = STATUSES.map((status) => `${status}\n`)

  return function* (chunk) {
    const metrics = names.map((name) => chunk.columns[name])
    const nextAxisText = axisText(chunk.start)
    for (let from = 0; from < chunk.count; from += BLOCK_ROWS) {
      const to = Math.min(from + BLOCK_ROWS, chunk.count)
      let block = ''
      for (let i = from; i < to; i++) {
        block += nextAxisText()
        for (let k = 0; k < metrics.length; k++) {
          block += cells[k](metrics[k][i])
        }
        block += ends[chunk.status[i]]
      }
      yield block
    }
  }
}

/** Writes the rows of chunks, in blocks that are valid until the next one comes. */
export interface RowWriter {
  write(chunk: SweepChunk, take: (bytes: Uint8Array) => void): void
  /** The last bytes, and the checksum of all that have come since it was asked for last. */
  end(take: (bytes: Uint8Array) => void): number
}

/** Rows formatted by JavaScript. */
export function plainRows(columns: TableColumns): RowWriter {
  const blocks = csvFormatter(columns)
  const encoder = new TextEncoder()
  let checksum = 0
  return {
    write(chunk, take) {
      for (const block of blocks(chunk)) {
        const bytes = encoder.encode(block)
        checksum = checksumOf(bytes, checksum)
        take(bytes)
      }
    },
    end() {
      const all = checksum
      checksum = 0
      return all
    },
  }
}

/** Text of the columns of an axis, each with its comma, by its index. */
export function textOfAxis({ values, columns = [] }: PlanAxis): (index: number) => string {
  const cells = [values, ...columns.map((column) => column.values)].map((of) => axisLookup(of, (value) => `${value},`))
  return cells.length === 1 ? cells[0] : (index) => cells.reduce((row, cell) => row + cell(index), '')
}

/** What a value of a metric is in a file, with its comma. */
function cellOf(metric: string): (value: number) => string {
  const words = wordsOf(metric)
  if (words) return (code) => `${words[code] ?? ''},`
  const none = noneOf(metric)
  if (none === undefined) return numberCell
  return (value) => (Object.is(value, none) ? ',' : numberCell(value))
}

function numberCell(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? `${value},` : value > 0 ? '1e999,' : '-1e999,'
}

/** Text of the axis values point by point from a start on. The slower axes are joined only when one of them moves. */
function axisFormatter(axes: TableColumns['axes']): (start: number) => () => string {
  const texts = axes.map(textOfAxis)
  const last = axes.length - 1

  return (start) => {
    const index = axisIndices(axes, start)
    const joinSlower = () =>
      texts
        .slice(0, last)
        .map((text, axis) => text(index[axis]))
        .join('')
    let slower = joinSlower()
    if (axes.length === 0) return () => ''

    return () => {
      const row = slower + texts[last](index[last])
      if (++index[last] === axes[last].values.points) {
        for (let axis = last; axis >= 0 && index[axis] === axes[axis].values.points; axis--) {
          index[axis] = 0
          if (axis > 0) index[axis - 1]++
        }
        slower = joinSlower()
      }
      return row
    }
  }
}
