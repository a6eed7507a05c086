import { axisValue } from '../axis.ts'
import { REGIMES, STATUSES } from '../layout.ts'
import type { SweepChunk } from '../result.ts'
import type { ChunkSource } from '../sweep.ts'

/** Where text goes. The writer of a sink awaits each call before the next, so that a slow disk slows the sweep. */
export interface TextWriter {
  write(text: string): Promise<void>
}

type Columns = Pick<ChunkSource, 'axes' | 'metrics'>

/** Rows formatted at once: enough to make a write worth while, little enough to bound memory. */
const BLOCK_ROWS = 8192

/**
 * Writes a sweep as CSV: a header, then a row a point with the values of its axes, its metrics and its status as a word.
 * Numbers are the shortest that read back as the same value, `NaN` and `Infinity` included; a `regime[i]` is a word.
 */
export async function writeCsv(source: ChunkSource, writer: TextWriter): Promise<void> {
  await writer.write(csvHeader(source))
  for await (const chunk of source) {
    for (const block of csvBlocks(source, chunk)) await writer.write(block)
  }
}

export function csvHeader(columns: Columns): string {
  return [...columns.axes.map(({ parameter }) => parameter), ...metricsBeside(columns), 'status'].join(',') + '\n'
}

/** The rows of a chunk, in blocks of complete lines. */
export function* csvBlocks(columns: Columns, chunk: SweepChunk): Generator<string, void, void> {
  const nextAxisValues = axisText(columns.axes, chunk.start)
  const metrics = metricsBeside(columns).map((name) => ({ values: chunk.columns[name], words: wordsOf(name) }))
  for (let from = 0; from < chunk.count; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, chunk.count)
    let block = ''
    for (let i = from; i < to; i++) {
      block += nextAxisValues()
      for (const { values, words } of metrics) block += `${words?.[values[i]] ?? values[i]},`
      block += `${STATUSES[chunk.status[i]]}\n`
    }
    yield block
  }
}

/** Metrics that are not axes as well: `level` may be both, and a column's name must be unique. */
function metricsBeside({ axes, metrics }: Columns): string[] {
  return metrics.filter((name) => !axes.some(({ parameter }) => parameter === name))
}

function wordsOf(metric: string): readonly string[] | undefined {
  return metric.startsWith('regime[') ? REGIMES : undefined
}

/** Text of the axis values point by point from `start` on; only the axes that moved are formatted again. */
function axisText(axes: Columns['axes'], start: number): () => string {
  const index = new Array<number>(axes.length)
  let rest = start
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    index[axis] = rest % axes[axis].values.points
    rest = Math.floor(rest / axes[axis].values.points)
  }
  const format = (axis: number) => `${axisValue(axes[axis].values, index[axis])},`
  const text = axes.map((_, axis) => format(axis))

  return () => {
    const row = text.join('')
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      index[axis] = index[axis] + 1 < axes[axis].values.points ? index[axis] + 1 : 0
      text[axis] = format(axis)
      if (index[axis] > 0) break
    }
    return row
  }
}
