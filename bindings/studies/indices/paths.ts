/** Random processes as inputs of indices: each counts as one, its whole path. */
import { SAMPLES_OF_A_SEED } from '../../plan/design/processes.ts'
import type { Scenario } from '../../scenario/index.ts'
import { pathOfProcess, processesOf } from '../../scenario/rules/changes.ts'
import type { Sampler } from '../engine/sampler.ts'

export type Drawn = Pick<Sampler, 'parameters' | 'values'>

/** The parameters of a sampler, and behind them the number of the path that each process takes: another one for each row and copy. */
export function withPaths(sampler: Sampler, scenario: Scenario, { seed, points }: { seed: number; points: number }): Drawn {
  const processes = processesOf(scenario)
  if (processes.length === 0) return sampler
  const own = sampler.parameters.length
  const size = own + processes.length
  return {
    parameters: [...sampler.parameters, ...processes.map(pathOfProcess)],
    async values(start, rows, copies) {
      const drawn = await sampler.values(start, rows, copies)
      const all = new Float64Array(rows * copies * size)
      const first = SAMPLES_OF_A_SEED * seed
      for (let row = 0; row < rows; row++) {
        for (let copy = 0; copy < copies; copy++) {
          const at = row * copies + copy
          all.set(drawn.subarray(at * own, (at + 1) * own), at * size)
          all.fill(first + copy * points + start + row, at * size + own, (at + 1) * size)
        }
      }
      return all
    },
  }
}

/** What such an input is called in results. */
export function nameOfPath(parameter: string): string {
  return parameter.replace(/\.sample$/, '')
}
