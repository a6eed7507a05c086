import type { Engine } from '../engine.ts'
import { checkOptions } from '../options.ts'
import type { Optimum } from '../result/optimum.ts'
import { accountsOf, operatingOf, type Accounts } from './account.ts'
import { systemAt } from './document/changes.ts'
import { parseSystem } from './document/parse.ts'
import type { System, SystemInput } from './document/types.ts'
import { sharesOfState } from './states.ts'
import { findEquilibrium } from './equilibrium/equilibrium.ts'
import { modelOf, type Model } from './equilibrium/model.ts'
import type { Settled } from './equilibrium/measures.ts'
import { priceRangesOf, type PriceRange } from './equilibrium/ranges.ts'
import { indicatorsOf, type Indicators } from './indicators.ts'
import { optimaOf, type Asked } from './optima.ts'

/** Where a system is solved. */
export interface SolveOptions {
  /** When laws and changes are looked at, years; by default the start of the system's horizon, or 0. */
  time?: number
  /** Name of a state of disruption; by default nothing is disturbed. */
  state?: string
  /** The result of a system that is much like it, from where the equilibrium is reached in fewer steps. */
  near?: SystemResult
  /** Ends the call, which then rejects with the signal’s reason. */
  signal?: AbortSignal
}

/** An equilibrium of a system: prices that clear every market, and what each enterprise does at them. */
export interface SystemResult extends Accounts {
  /** `rationed` where enterprises of one kind use several plans or a part of them has left; `notConverged` where no equilibrium was found. */
  status: 'ok' | 'rationed' | 'notConverged'
  /** By market, `material@region`: money for a unit. */
  prices: Record<string, number>
  /** Least and greatest price over all equilibria, of the markets where they differ; null where there is no end. */
  priceRanges: Record<string, PriceRange>
  /** How circular the system is, and each part of it. */
  indicators: Indicators
  /** What the search took: its rounds, and optima of enterprises. */
  stats: { rounds: number; optima: number }
}

/**
 * The equilibrium of a system: prices at which every market is cleared by plans that are exact optima.
 *
 * @param system from `parseSystem`, or what it accepts.
 * @throws ScenarioError for bad input; SystemError where there is no equilibrium: unbounded or infeasible.
 */
export async function solveSystem(
  engine: Engine,
  system: System | SystemInput | string,
  options: SolveOptions = {},
): Promise<SystemResult> {
  checkOptions('solveSystem', options, ['time', 'state', 'near', 'signal'])
  const parsed = parseSystem(system)
  const { time = parsed.horizon?.start ?? 0, state, near, signal } = options
  return solveShares(engine, parsed, sharesOfState(parsed, state), time, near, signal)
}

/** An equilibrium, before it is told. */
export interface Solved {
  model: Model
  settled: Settled
  time: number
  rounds: number
  converged: boolean
}

/** What stands behind a result. */
const solvedOf = new WeakMap<SystemResult, Solved>()

/** The equilibrium where shares of the elements are there. */
export async function solveShares(
  engine: Engine,
  system: System,
  shares: ReadonlyMap<string, number>,
  time: number,
  near?: SystemResult,
  signal?: AbortSignal,
): Promise<SystemResult> {
  const solved = await solvedAt(system, shares, time, near && solvedOf.get(near), signal)
  const [optima] = await plansOf(engine, [solved], signal)
  const result = resultOf(solved, optima)
  if (solved.converged) solvedOf.set(result, solved)
  return result
}

/** @param near an equilibrium of a system that is much like it. */
export async function solvedAt(
  given: System,
  shares: ReadonlyMap<string, number>,
  time: number,
  near?: Solved,
  signal?: AbortSignal,
): Promise<Solved> {
  const model = modelOf(systemAt(given, time), shares, time)
  const { rounds, converged, ...settled } = await findEquilibrium(model, near?.converged ? near : undefined, signal)
  return { model, settled, time, rounds, converged }
}

/** The optima of equilibria, all of them asked for at once. */
export async function plansOf(engine: Engine, solved: readonly Solved[], signal?: AbortSignal): Promise<Optimum[][]> {
  const asked = solved.map(({ model, settled, time }) =>
    operatingOf(model, settled)
      .flat()
      .map((plan): Asked => ({ plan, prices: settled.prices, time })),
  )
  const optima = await optimaOf(engine, asked.flat(), signal)
  let next = 0
  return asked.map(({ length }) => optima.slice(next, (next += length)))
}

function resultOf({ model, settled, rounds, converged }: Solved, optima: readonly Optimum[]): SystemResult {
  const accounts = accountsOf(model, settled, optima)
  return {
    status: !converged ? 'notConverged' : accounts.rationed.length > 0 ? 'rationed' : 'ok',
    welfare: accounts.welfare,
    dutyRevenue: accounts.dutyRevenue,
    gap: accounts.gap,
    prices: pricesOf(model, settled),
    priceRanges: converged ? priceRangesOf(model, settled) : {},
    enterprises: accounts.enterprises,
    demands: accounts.demands,
    supplies: accounts.supplies,
    flows: accounts.flows,
    rationed: accounts.rationed,
    indicators: indicatorsOf(model.system, accounts),
    stats: { rounds, optima: model.optima },
  }
}

export function pricesOf({ markets }: Model, { prices }: Settled): Record<string, number> {
  return Object.fromEntries(markets.map((name, i) => [name, prices[i]]))
}
