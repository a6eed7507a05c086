import { Changes } from '../../assembly/shared/path/changes.ts'
import { METHODS } from '../model/layout.ts'
import { newRoom, type ChunkRoom, type Kernel, type TaskMetric } from '../plan/task.ts'
import { ChangingRows } from './changing-rows.ts'
import { isValid, type Enterprise } from './enterprise.ts'
import { GridRows } from './grid-rows.ts'
import { findDensely } from './naive.ts'
import { findOptimum } from './optimum.ts'
import { runPathChunk } from './path/chunk.ts'
import { newOptimum, type Optimum } from './powers.ts'
import { isAtBound, metricAt, STATUS, take } from './point.ts'

const NO_CHANGES = new Changes()
const DENSE = METHODS.indexOf('dense')

/** The model in plain TypeScript: the fallback without WebAssembly SIMD, and the second implementation that tests compare. */
export function createBaselineKernel(): Kernel {
  let rows: GridRows | ChangingRows | undefined
  return {
    run(task, start, count, room = newRoom(task, count)) {
      if (task.mode >= 0) return runPathChunk(task, start, count, room)
      if (rows?.task.id !== task.id) rows = task.changes.length > 0 ? new ChangingRows(task) : new GridRows(task)
      runChunk(rows, start, count, room)
      return { start, count, ...room }
    },
  }
}

function runChunk(rows: GridRows | ChangingRows, start: number, count: number, room: ChunkRoom): void {
  const { factorCount, method, metrics } = rows.task
  const find = method === DENSE ? findDensely : findOptimum
  const optimum = newOptimum(factorCount)
  const changes = 'changes' in rows ? rows.changes : NO_CHANGES
  for (let done = 0; done < count; ) {
    const enterprises = rows.from(start + done, count - done)
    for (let i = 0; i < enterprises.length; i++) {
      const enterprise = enterprises[i]
      const found = isValid(enterprise)
      if (found) find(enterprise, optimum)
      write(room, done + i, metrics, enterprise, found ? optimum : null, changes)
    }
    done += enterprises.length
  }
}

/** Writes point `at` of a chunk. */
function write(
  { columns, status }: ChunkRoom,
  at: number,
  metrics: TaskMetric[],
  enterprise: Enterprise,
  optimum: Optimum | null,
  changes: Changes,
): void {
  if (!optimum?.defined) {
    status[at] = STATUS.domainError
    for (let m = 0; m < columns.length; m++) columns[m][at] = NaN
    return
  }
  status[at] = statusOf(optimum)
  take(enterprise, optimum)
  for (let m = 0; m < columns.length; m++) columns[m][at] = metricAt(metrics[m], enterprise, optimum, changes)
}

function statusOf({ failed, regime }: Optimum): number {
  if (failed) return STATUS.notConverged
  return isAtBound(regime) ? STATUS.atBound : STATUS.ok
}
