/** Every gatherer that a thread can make from its description, by name. */
import { codes, finite } from './counts.ts'
import { cells, tallies } from './distribution.ts'
import { leading } from './extremes.ts'
import type { Description, Gatherer } from './gatherer.ts'
import { exactSum } from './mean.ts'
import { along } from './profile.ts'

// biome-ignore lint/suspicious/noExplicitAny: options come as plain data from `described`, which had the compiler check them
const GATHERERS: Record<string, (...options: any[]) => Gatherer> = { along, cells, codes, exactSum, finite, leading, tallies }

export function makeGatherer({ name, options }: Description): Gatherer {
  return GATHERERS[name](...options)
}
