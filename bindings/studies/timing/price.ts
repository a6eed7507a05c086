/** The random price of a scenario: the process among its changes. */
import { ScenarioError } from '../../errors.ts'
import type { Scenario } from '../../scenario/index.ts'
import { normalStep, type Process } from './transition.ts'

export interface RandomPrice {
  parameter: string
  process: Process
  /** What ln M stands above the logarithm of the price's factor at a time after the start: nothing, but for a process divided by its mean. */
  correction(elapsed: number): number
}

interface ProcessEntry {
  parameter: string
  process: 'gbm' | 'ou' | 'jumps'
  drift?: number
  volatility?: number
  reversion?: number
  mean?: boolean
  rate?: number
  factor?: number
  duration?: number | null
}

/** @throws ScenarioError for several processes, or one that remembers more than its value. */
export function randomPriceOf(scenario: Scenario): RandomPrice | undefined {
  const entries = (scenario as { changes?: object[] }).changes ?? []
  const found = entries.flatMap((entry, j) => ('process' in entry ? [{ j, entry: entry as ProcessEntry }] : []))
  if (found.length === 0) return undefined
  if (found.length > 1) {
    const [, second] = found
    const fix = 'keep the process that matters most, and let the others be schedules'
    throw new ScenarioError([
      {
        path: `changes[${second.j}].process`,
        value: second.entry.process,
        expected: 'a process on one parameter only: the best policy is known for one random price',
        fix,
      },
    ])
  }
  const [{ j, entry }] = found
  if (entry.process === 'jumps' && entry.duration !== undefined && entry.duration !== null) {
    const fix = 'leave the duration out, so that a jump stays, or use "ou", which returns to its mean'
    throw new ScenarioError([
      {
        path: `changes[${j}].duration`,
        value: entry.duration,
        expected: 'none: with a duration the price alone does not tell what comes',
        fix,
      },
    ])
  }
  const process = processOf(entry)
  const correction = (elapsed: number) => (process.kind === 'ou' && process.mean ? normalStep(process, elapsed).sd ** 2 / 2 : 0)
  return { parameter: entry.parameter, process, correction }
}

function processOf({ process, drift = 0, volatility = 0, reversion = 0, mean = false, rate = 0, factor = 1 }: ProcessEntry): Process {
  if (process === 'gbm') return { kind: 'gbm', drift, volatility }
  if (process === 'ou') return { kind: 'ou', reversion, volatility, mean }
  return { kind: 'jumps', rate, factor }
}
