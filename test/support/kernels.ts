import { createBaselineKernel } from '../../bindings/baseline/kernel.ts'
import { METRICS, SENSITIVE } from '../../bindings/model/layout.ts'
import { compileModule } from '../../bindings/modules.ts'
import { planOptimum, planSweep, type OptimumOptions, type SweepGrid } from '../../bindings/plan/plan.ts'
import { toOptimum, type Optimum } from '../../bindings/result/optimum.ts'
import { createWasmKernel } from '../../bindings/runner/kernel.ts'
import { parseScenario, type MetricName, type Scenario, type ScenarioInput } from '../../bindings/scenario/index.ts'
import type { Chunk, Kernel, Task } from '../../bindings/plan/task.ts'

export const BACKENDS = ['js', 'wasm'] as const
export type Backend = (typeof BACKENDS)[number]

export const kernels: Record<Backend, Kernel> = {
  js: createBaselineKernel(),
  wasm: createWasmKernel(await compileModule('offcut')),
}

const paths = await compileModule('paths')
let tasks = 0

/** The optimum of one scenario, by the kernel itself. */
export function optimumOf(backend: Backend, scenario: ScenarioInput, options: OptimumOptions): Optimum {
  const { task, metrics } = planOptimum(tasks++, parseScenario(scenario), options)
  return toOptimum(kernels[backend].run(task, 0, 1), metrics, task.factorCount)
}

/** A sweep as the kernels take it. */
export function taskOf(scenario: ScenarioInput, grid: SweepGrid): Task {
  return { ...planSweep(tasks++, parseScenario(scenario), grid).task, paths }
}

/** A task with parts replaced; a kernel takes it for another one. */
export function variantOf(task: Task, parts: Partial<Task>): Task {
  return { ...task, ...parts, id: tasks++ }
}

/** Every metric of an optimum of free factors, sensitivities included. */
export function everyMetric(factorCount: number): MetricName[] {
  const own = SENSITIVE.filter((path) => !/volume|transactionRate/.test(path))
  const names = [...METRICS, ...own.map((path) => `sensitivity:${path}` as const)]
  return names.filter((name) => factorCount === 2 || !name.includes('[1]'))
}

export const pointsOf = (task: Task) => task.axes.reduce((product, { values }) => product * values.points, 1)

/** The whole grid of a task, in chunks of `size` points. */
export function runInChunks(kernel: Kernel, task: Task, size: number): Chunk {
  const count = pointsOf(task)
  const columns = task.metrics.map(() => new Float64Array(count))
  const status = new Uint8Array(count)
  for (let start = 0; start < count; start += size) {
    const chunk = kernel.run(task, start, Math.min(size, count - start))
    columns.forEach((column, i) => column.set(chunk.columns[i], start))
    status.set(chunk.status, start)
  }
  return { start: 0, count, columns, status }
}

/** The sum of the sizes of the terms of the profit: what its error is measured by. */
export const sizeOf = ({ profit, revenue, cost }: Optimum) => Math.max(Math.abs(profit), revenue + cost)

export type { Scenario, ScenarioInput }
