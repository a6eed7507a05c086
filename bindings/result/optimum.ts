import { existing } from '../errors.ts'
import { DIRECTIONS, METRICS, REGIMES, STATUSES, type Regime, type Status } from '../model/layout.ts'
import type { Chunk } from '../plan/task.ts'
import type { PointValues } from './values.ts'
import { isOneOf, recordOf } from '../typed.ts'

const OPTIONAL = ['breakEvenLevel', 'breakEvenDirection'] as const
const FLOWS = METRICS.filter((name) => !name.endsWith(']') && !isOneOf(OPTIONAL, name))

/** The maximum of profit at one transformation level; names and units as in the scenario file's model. */
export interface Optimum extends PointValues {
  /** Resource volumes, one a factor, units/year. */
  factors: number[]
  /** Whether each factor is `interior` or at its `lower` or `upper` bound; null where there is no optimum. */
  regime: (Regime | null)[]
  /** `ok`, `atBound`, or why the numbers cannot be relied on: `notConverged`, `domainError`. */
  status: Status
  /** ∂profit/∂parameter by parameter path, when asked for; where parameters change over time, of their values then. */
  sensitivities?: Record<string, number>
  /** The same of the scenario's own numbers, where parameters change over time: 0 of one that a schedule replaces. */
  sensitivitiesOfInput?: Record<string, number>
}

/** Reads the one point of an optimum's chunk. */
export function toOptimum(chunk: Chunk, metrics: readonly string[], factorCount: number): Optimum {
  const values = new Map(metrics.map((name, i) => [name, chunk.columns[i][0]]))
  const value = (name: string) => existing(values.get(name), name)
  const perFactor = <T>(read: (i: number) => T) => Array.from({ length: factorCount }, (_, i) => read(i))
  const ofPrefix = (prefix: string) =>
    Object.fromEntries(metrics.filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), value(name)]))
  const [sensitivities, sensitivitiesOfInput] = ['sensitivity:', 'sensitivityOfInput:'].map(ofPrefix)
  return {
    factors: perFactor((i) => value(`factors[${i}]`)),
    regime: perFactor((i) => REGIMES[value(`regime[${i}]`)] ?? null),
    ...recordOf(FLOWS, value),
    breakEvenLevel: numberOrNull(value('breakEvenLevel')),
    breakEvenDirection: DIRECTIONS[value('breakEvenDirection')] ?? null,
    status: STATUSES[chunk.status[0]],
    ...(Object.keys(sensitivities).length > 0 && { sensitivities }),
    ...(Object.keys(sensitivitiesOfInput).length > 0 && { sensitivitiesOfInput }),
  }
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
