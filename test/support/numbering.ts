/** Sweeps whose values are the numbers of their points. */
import { planSweep } from '../../bindings/plan/plan.ts'
import type { Kernel } from '../../bindings/plan/task.ts'
import { createInlineRunner } from '../../bindings/runner/inline.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { starterScenario } from '../../bindings/scenario/schema/starter.ts'
import { SweepJob, type JobOptions } from '../../bindings/sweep/job.ts'

export const scenario = parseScenario(starterScenario())
export const axis = (points: number) => ({ parameter: 'waste.disposalCost', from: 1, to: 2, points })

/** A job whose kernel numbers the points, and waits so long at each. */
export function numbering(points: number, options: JobOptions = {}, secondsPerPoint = 0, ran: number[] = []) {
  const kernel: Kernel = {
    run(task, start, count) {
      ran.push(count)
      const end = performance.now() + 1000 * secondsPerPoint * count
      while (performance.now() < end);
      const column = Float64Array.from({ length: count }, (_, i) => start + i)
      return { start, count, columns: task.metrics.map(() => column), status: new Uint8Array(count) }
    },
  }
  const plan = planSweep(0, scenario, { axes: [axis(points)], metrics: ['profit'] })
  return new SweepJob(plan, createInlineRunner(kernel), options)
}
