/** Runs planned optima: few in the calling thread, many in chunks by workers. */
import type { Batch, OptimaPlan } from '../plan/optima.ts'
import { newRoom, type ChunkRoom, type Task } from '../plan/task.ts'
import type { Runner } from '../runner/runner.ts'
import { secondDerivatives } from './second-derivatives.ts'

export { planOptima } from '../plan/optima.ts'

/** The optima of one request, one a row of its values. */
export interface Optima {
  /** By the name of the quantity. */
  columns: Record<string, Float64Array>
  /** Codes, positions in STATUSES. */
  status: Uint8Array
  /** Rows × n × n, of the n prices of `secondDerivatives`: ∂²profit/∂price_i∂price_j. NaN where the maximum is flat or the point failed. */
  second?: Float64Array
}

/** Fewer are computed in the calling thread: a message to a worker would cost as much. */
const FEW_ROWS = 4096
const CHUNK_ROWS = 16_384
/** More than an ordinary optimum takes. */
const SECONDS = 1e-5

export async function runOptima(
  { batches, prices }: OptimaPlan,
  runner: Runner,
  nextId: () => number,
  signal: AbortSignal,
): Promise<Optima[]> {
  const results: Optima[] = []
  const rooms = await Promise.all(batches.map((batch) => compute(batch, runner, nextId, signal)))
  batches.forEach((batch, k) => {
    const { columns, status } = rooms[k]
    const second = prices.length > 0 ? secondDerivatives(batch, columns, status, prices) : undefined
    const size = prices.length ** 2
    for (const { index, start, end } of batch.parts) {
      const own: Record<string, Float64Array> = {}
      for (let m = 0; m < batch.asked; m++) own[batch.metrics[m]] = columns[m].subarray(start, end)
      results[index] = { columns: own, status: status.subarray(start, end) }
      if (second) results[index].second = second.subarray(start * size, end * size)
    }
  })
  return results
}

async function compute(batch: Batch, runner: Runner, nextId: () => number, signal: AbortSignal): Promise<ChunkRoom> {
  const { rows, task } = batch
  const inThread = runner.workers === 0 || rows <= FEW_ROWS
  const size = inThread ? FEW_ROWS : CHUNK_ROWS
  if (rows <= size) return runner.run(taskOf(batch, 0, rows, task.id), 0, rows, { signal, inThread, expectedSeconds: rows * SECONDS })
  const whole = newRoom(task, rows)
  const chunks: Promise<void>[] = []
  for (let start = 0; start < rows; start += size) {
    const count = Math.min(size, rows - start)
    const own = taskOf(batch, start, count, start === 0 ? task.id : nextId())
    const room = {
      columns: whole.columns.map((column) => column.subarray(start, start + count)),
      status: whole.status.subarray(start, start + count),
    }
    const running = runner.run(own, 0, count, { signal, inThread, room, expectedSeconds: count * SECONDS }).then(({ columns, status }) => {
      if (status.buffer === room.status.buffer) return
      columns.forEach((column, m) => room.columns[m].set(column))
      room.status.set(status)
    })
    // In the thread one after the other, so that an abort and the event loop have their turn.
    if (inThread) await running
    else chunks.push(running)
  }
  await Promise.all(chunks)
  return whole
}

/** The task of some rows, with no more values than they need. */
function taskOf({ task, varied }: Batch, start: number, count: number, id: number): Task {
  const [first, ...beside] = Array.from(varied, ([slot, column]) => ({
    slot,
    values: { spacing: 'values' as const, values: column.length === count ? column : column.slice(start, start + count), points: count },
  }))
  return { ...task, id, axes: [beside.length > 0 ? { ...first, beside } : first] }
}
