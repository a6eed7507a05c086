/** What the kernels of optima and of paths share: placing a point of the grid, and reading a quantity there. */
import { axisIndices, axisValue } from '../axis.ts'
import { STATUSES, type Metric, type Status } from '../layout.ts'
import type { Task } from '../task.ts'
import type { Enterprise } from './enterprise.ts'
import { profitOfLevel, type Flows } from './flows.ts'
import type { Optimum } from './placement.ts'

export const STATUS = Object.fromEntries(STATUSES.map((name, code) => [name, code])) as Record<Status, number>

/** Sets the axes' parameters for one point of the grid, row-major. */
export function place(task: Task, block: Float64Array, point: number): void {
  axisIndices(task.axes, point).forEach((index, axis) => {
    const { slot, values } = task.axes[axis]
    block[slot] = axisValue(values, index)
  })
}

/** A quantity of the enterprise at given volumes. */
export function metric(name: Metric, enterprise: Enterprise, { factors, regime }: Pick<Optimum, 'factors' | 'regime'>, flows: Flows): number {
  switch (name) {
    case 'level': return enterprise.waste.level
    case 'factors[0]': return factors[0]
    case 'factors[1]': return factors[1]
    case 'regime[0]': return regime[0]
    case 'regime[1]': return regime[1]
    case 'output': return flows.output
    case 'waste': return flows.waste
    case 'recycled': return flows.recycled
    case 'discharged': return flows.discharged
    case 'additionalOutput': return flows.additionalOutput
    case 'revenue': return flows.revenue
    case 'cost': return flows.cost
    case 'profit': return flows.profit
    case 'profitability': return flows.profit / flows.cost
    case 'profitOfLevel': return profitOfLevel(enterprise, flows)
  }
}
