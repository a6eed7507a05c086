/** The random price of a scenario: the process among its changes. */
import { ScenarioError } from '../../errors.ts'
import type { Scenario } from '../../scenario/index.ts'
import { normalStep, type Process } from './transition.ts'

export interface RandomPrice {
  /** Where it stands in the scenario: `changes[0]`. */
  entry: string
  /** Years between the times at which a path of it would move; the study lets it move when decisions are made. */
  step?: number
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
  step?: number
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
  if (entry.parameter === 'investment.conversionCost') {
    const fix = 'let it be a schedule, or grow, and let a price, scale, cost or yield of the enterprise be random'
    throw new ScenarioError([
      {
        path: `changes[${j}].parameter`,
        value: entry.parameter,
        expected: 'something that profit depends on: the best policy looks at it, not at a random cost of moving',
        fix,
      },
    ])
  }
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
  return { parameter: entry.parameter, process, correction, step: entry.step, entry: `changes[${j}]` }
}

/** Growth of the expected price, 1/year. */
export function expectedGrowth(process: Process): number {
  if (process.kind === 'gbm') return process.drift
  return process.kind === 'jumps' ? process.rate * (process.factor - 1) : 0
}

function processOf({ process, drift = 0, volatility = 0, reversion = 0, mean = false, rate = 0, factor = 1 }: ProcessEntry): Process {
  if (process === 'gbm') return { kind: 'gbm', drift, volatility }
  if (process === 'ou') return { kind: 'ou', reversion, volatility, mean }
  return { kind: 'jumps', rate, factor }
}
