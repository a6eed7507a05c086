import type { HostModule } from '../../host-types.ts'
import type { Mixing } from '../../numbers/correlation.ts'
import type { Distribution } from '../../numbers/distribution.ts'
import type { RandomFactor } from './processes.ts'

/** What decides every point of a sample axis; the points are generated where they are used. */
export interface Design {
  /** Scrambled Sobol points, one point in each of as many parts of each distribution, or independent ones. */
  name: 'sobol' | 'latinHypercube' | 'random'
  /** A whole number; another one gives another design of the same kind. */
  seed: number
  /** How many samples there are. */
  points: number
  /** Of each column of the axis; its dimension is that of its number. */
  distributions: readonly Distribution[]
  /** Behind these, a column for each time of each process: its factor from then on. */
  factors?: readonly RandomFactor[]
  /** Columns whose normal scores are correlated, and how. */
  correlated?: Mixing & { columns: number[] }
  /** Of Sobol points, 32 a dimension: they load when a sweep starts. */
  directions?: Uint32Array
  /** What makes normal scores of many values at once, where the host can run it: it loads when a sweep starts. */
  module?: HostModule
}
