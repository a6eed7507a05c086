import { METRICS, REGIMES, STATUSES, type Regime, type Status } from '../model/layout.ts'
import type { Chunk } from '../plan/task.ts'
import type { PointValues } from './values.ts'

const FLOWS = METRICS.filter((name): name is keyof PointValues => !name.endsWith(']'))

/** The maximum of profit at one transformation level; names and units as in the scenario file's model. */
export interface Optimum extends PointValues {
  /** Resource volumes, one a factor, units/year. */
  factors: number[]
  /** Whether each factor is `interior` or at its `lower` or `upper` bound; null where there is no optimum. */
  regime: (Regime | null)[]
  /** `ok`, `atBound`, or why the numbers cannot be relied on: `notConverged`, `domainError`. */
  status: Status
  /** ∂profit/∂parameter by parameter path, when asked for. */
  sensitivities?: Record<string, number>
}

/** Reads the one point of an optimum's chunk. */
export function toOptimum(chunk: Chunk, metrics: readonly string[], factorCount: number): Optimum {
  const value = new Map(metrics.map((name, i) => [name, chunk.columns[i][0]]))
  const perFactor = <T>(read: (i: number) => T) => Array.from({ length: factorCount }, (_, i) => read(i))
  const sensitivities = metrics.filter((name) => name.startsWith('sensitivity:'))
  return {
    factors: perFactor((i) => value.get(`factors[${i}]`)!),
    regime: perFactor((i) => REGIMES[value.get(`regime[${i}]`)!] ?? null),
    ...(Object.fromEntries(FLOWS.map((name) => [name, value.get(name)!])) as unknown as PointValues),
    status: STATUSES[chunk.status[0]],
    ...(sensitivities.length > 0 && {
      sensitivities: Object.fromEntries(sensitivities.map((name) => [name.slice('sensitivity:'.length), value.get(name)!])),
    }),
  }
}
