/** Grids as the kernels take them, and some whose neighbours have little in common. */
import { PARAMETERS, type ParameterPath } from '../../bindings/model/layout.ts'
import type { Task, TaskAxis } from '../../bindings/plan/task.ts'
import { everyMetric, taskOf, variantOf, type ScenarioInput } from './kernels.ts'
import { oneFactor, twoFactor } from './scenarios.ts'

export const axis = (path: ParameterPath, ...values: number[]): TaskAxis => ({
  slot: PARAMETERS.indexOf(path),
  values: { spacing: 'values', values: Float64Array.from(values), points: values.length },
})

/** A task over axes that the scenario's rules need not allow. */
export function gridOf(scenario: ScenarioInput, axes: TaskAxis[], metrics = everyMetric(scenario.factors.length)): Task {
  const base = taskOf(scenario, { axes: [{ parameter: 'level', values: [0.5] }], metrics })
  base.parameters[PARAMETERS.indexOf('level')] = 0.5
  return variantOf(base, { axes })
}

/** Grids whose neighbours differ in regime, in the number of terms, in the status and in the sign of waste's value. */
export const GRIDS: Record<string, Task> = {
  'one factor': gridOf(oneFactor(), [
    axis('level', 0, 0.3, 0.5, 0.8, 1),
    axis('production.elasticities[0]', 0.3, 0.9, 1.3, 0.5, 0.999, 0.9, 0.31),
    axis('waste.disposalCost', 0, 3, 0.1, 20, 0.5, 1e9, 1),
  ]),
  'one factor, some with g < 1': gridOf(oneFactor(), [
    axis('factors[0].costExponent', 1, 0.7, 1.6),
    axis('waste.elasticities[0]', 0, 0.9, 1.4, 0.5),
    axis('recycling.exponent', 1, 0.4, 0.9, 1, 0.2),
    axis('recycling.price', 0, 10, 0.3, 1000, 2),
  ]),
  'one factor, some not allowed': gridOf(oneFactor(), [
    axis('factors[0].lower', 0.1, 10, 1000, 0, -1),
    axis('factors[0].upper', 0.2, 1000, 10, Infinity, 100),
    axis('production.scale', 50, 0, 1e308, NaN, 1),
  ]),
  // Rows of whole blocks: with one value that is not allowed, volumes near the largest number, and waste that is worth something.
  'one factor, long rows': gridOf(oneFactor(), [
    axis('factors[0].upper', 1e3, 1e300),
    axis('factors[0].price', 1, 1e-250),
    axis('recycling.exponent', 1, 0.4),
    axis('waste.disposalCost', ...Array.from({ length: 70 }, (_, i) => (i === 40 ? NaN : 10 ** ((((i * 29) % 70) - 35) / 10)))),
  ]),
  'two factors': gridOf(twoFactor(), [
    axis('level', 0, 0.6, 1),
    axis('recycling.price', 0, 1, 50, 0.2, 3),
    axis('production.elasticities[1]', 0.2, 0.8, 0.3, 1.1, 0.799, 0.2, 0.5),
  ]),
  'two factors, some with g < 1': gridOf(twoFactor(), [
    axis('recycling.exponent', 1, 0.5, 0.9),
    axis('recycling.price', 0, 1, 50, 0.2, 3),
    axis('waste.elasticities[1]', 0, 0.5, 1.4, 0.8, 0.1),
  ]),
}
