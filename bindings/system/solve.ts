import type { Engine } from '../engine.ts'
import { checkOptions } from '../options.ts'
import { accountsOf, type Accounts } from './account.ts'
import { systemAt } from './document/changes.ts'
import { parseSystem } from './document/parse.ts'
import type { System, SystemInput } from './document/types.ts'
import { sharesOfState } from './states.ts'
import { findEquilibrium } from './equilibrium/equilibrium.ts'
import { modelOf, type Model } from './equilibrium/model.ts'
import type { Settled } from './equilibrium/measures.ts'
import { priceRangesOf, type PriceRange } from './equilibrium/ranges.ts'
import { indicatorsOf, type Indicators } from './indicators.ts'

export interface SolveOptions {
  /** When laws and changes are looked at, years; by default the start of the system's horizon, or 0. */
  time?: number
  /** Name of a state of disruption; by default nothing is disturbed. */
  state?: string
  /** The result of a system that is much like it, from where the equilibrium is reached in fewer steps. */
  near?: SystemResult
  signal?: AbortSignal
}

export interface SystemResult extends Accounts {
  /** `rationed` where enterprises of one kind use several plans or a part of them has left; `notConverged` where no equilibrium was found. */
  status: 'ok' | 'rationed' | 'notConverged'
  prices: Record<string, number>
  /** Least and greatest price over all equilibria, of the markets where they differ; null where there is no end. */
  priceRanges: Record<string, PriceRange>
  indicators: Indicators
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

/** What stands behind a result. */
const settledOf = new WeakMap<SystemResult, { model: Model; settled: Settled }>()

/** The equilibrium where shares of the elements are there. */
export async function solveShares(
  engine: Engine,
  given: System,
  shares: ReadonlyMap<string, number>,
  time: number,
  near?: SystemResult,
  signal?: AbortSignal,
): Promise<SystemResult> {
  const system = systemAt(given, time)
  const model = modelOf(system, shares, time)
  const { rounds, converged, ...settled } = await findEquilibrium(model, near && settledOf.get(near), signal)
  const accounts = await accountsOf(engine, model, settled, time, signal)
  const result: SystemResult = {
    status: !converged ? 'notConverged' : accounts.rationed.length > 0 ? 'rationed' : 'ok',
    welfare: accounts.welfare,
    dutyRevenue: accounts.dutyRevenue,
    gap: accounts.gap,
    prices: Object.fromEntries(model.markets.map((name, i) => [name, settled.prices[i]])),
    priceRanges: converged ? priceRangesOf(model, settled) : {},
    enterprises: accounts.enterprises,
    demands: accounts.demands,
    supplies: accounts.supplies,
    flows: accounts.flows,
    rationed: accounts.rationed,
    indicators: indicatorsOf(system, accounts),
    stats: { rounds, optima: model.optima },
  }
  if (converged) settledOf.set(result, { model, settled })
  return result
}
