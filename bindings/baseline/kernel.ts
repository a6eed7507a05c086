import { axisValue } from '../axis.ts'
import { METHODS, METRICS, SENSITIVITY, STATUSES, type Metric } from '../layout.ts'
import type { Chunk, Kernel, Task } from '../task.ts'
import { flowsAt, isValid, profitOfLevel, readEnterprise, slotOf, type Enterprise, type Flows } from './enterprise.ts'
import { levelAt } from './level.ts'
import { naiveOptimum } from './naive.ts'
import { exactOptimum, type Optimum } from './optimum.ts'
import { sensitivity } from './sensitivity.ts'

const STATUS = Object.fromEntries(STATUSES.map((name, code) => [name, code]))
const GRID = METHODS.indexOf('grid')
const LEVEL = slotOf('level')
const TIME = slotOf('time')

/** The model in plain TypeScript: the fallback without WebAssembly SIMD, and the second implementation that tests compare. */
export function createBaselineKernel(): Kernel {
  return { run: runChunk }
}

function runChunk(task: Task, start: number, count: number): Chunk {
  const block = task.parameters.slice()
  const columns = task.metrics.map(() => new Float64Array(count))
  const status = new Uint8Array(count)
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

/** Sets the axes' parameters for one point of the grid, row-major. */
function place(task: Task, block: Float64Array, point: number): void {
  let rest = point
  for (let axis = task.axes.length - 1; axis >= 0; axis--) {
    const { slot, values } = task.axes[axis]
    block[slot] = axisValue(values, rest % values.points)
    rest = Math.floor(rest / values.points)
  }
}

function metric(name: Metric, enterprise: Enterprise, { factors, regime }: Optimum, flows: Flows): number {
  switch (name) {
    case 'level': return enterprise.level
    case 'factors[0]': return factors[0]
    case 'factors[1]': return factors[1]
    case 'regime[0]': return regime[0]
    case 'regime[1]': return regime[1]
    case 'profitability': return flows.profit / flows.cost
    case 'profitOfLevel': return profitOfLevel(enterprise, flows)
    default: return flows[name]
  }
}
