import { METHODS, METRICS, SENSITIVITY } from '../layout.ts'
import { newRoom, type Chunk, type Kernel, type Task } from '../task.ts'
import { flowsAt, isValid, readEnterprise, slotOf } from './enterprise.ts'
import { levelAt } from './level.ts'
import { naiveOptimum } from './naive.ts'
import { exactOptimum } from './optimum.ts'
import { runPathChunk } from './path/chunk.ts'
import { metric, place, STATUS } from './point.ts'
import { sensitivity } from './sensitivity.ts'

const GRID = METHODS.indexOf('grid')
const LEVEL = slotOf('level')
const TIME = slotOf('time')

/** The model in plain TypeScript: the fallback without WebAssembly SIMD, and the second implementation that tests compare. */
export function createBaselineKernel(): Kernel {
  return { run: (task, start, count, room) => (task.mode >= 0 ? runPathChunk : runChunk)(task, start, count, room) }
}

function runChunk(task: Task, start: number, count: number, { columns, status } = newRoom(task, count)): Chunk {
  const block = task.parameters.slice()
  for (let point = 0; point < count; point++) {
    place(task, block, start + point)
    const level = task.law < 0 ? block[LEVEL] : levelAt(task.law, block, task.knots, block[TIME])
    const enterprise = readEnterprise(block, task.factorCount, level)
    const optimum = isValid(enterprise) ? (task.method === GRID ? naiveOptimum(enterprise) : exactOptimum(enterprise)) : null
    const flows = optimum && flowsAt(enterprise, optimum.factors)
    if (!optimum || !flows || !Number.isFinite(flows.profit)) {
      status[point] = STATUS.domainError
      for (const column of columns) column[point] = NaN
      continue
    }
    status[point] = !optimum.converged ? STATUS.notConverged : optimum.regime.some((code) => code !== 0) ? STATUS.atBound : STATUS.ok
    task.metrics.forEach(({ code, slot }, i) => {
      columns[i][point] = code === SENSITIVITY
        ? sensitivity(slot, enterprise, optimum.factors, optimum.regime, flows)
        : metric(METRICS[code], enterprise, optimum, flows)
    })
  }
  return { start, count, columns, status }
}
