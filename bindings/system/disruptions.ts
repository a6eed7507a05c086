import type { Engine } from '../engine.ts'
import { ArgumentError, show } from '../errors.ts'
import { parseSystem } from './document/parse.ts'
import type { System, SystemInput } from './document/types.ts'
import { SystemError } from './equilibrium/errors.ts'
import { solveShares, type SolveOptions, type SystemResult } from './solve.ts'
import { situationsOf, type Situation } from './states.ts'

/** Where a system is solved under its states of disruption, and which tail is asked for. */
export interface DisruptionOptions extends Omit<SolveOptions, 'state'> {
  /** Of the tail: 0.95 asks what the worst 5 % of cases come to. Default 0.95. */
  tail?: number
}

/** Of a quantity over the states; NaN where a state that may come has no equilibrium. */
export interface Spread {
  /** By the probabilities. */
  mean: number
  /** Over the situations. */
  least: number
  /** See `least`. */
  greatest: number
  /** In the worst 1 − tail of cases it is this or less, … */
  VaR: number
  /** … and on average. */
  CVaR: number
}

/** States that hold together, and the equilibrium then. */
export interface SituationResult {
  /** Names of the states that hold, joined by +; `undisturbed` where none does. */
  name: string
  /** From 0 to 1. */
  probability: number
  /** null where there is no equilibrium. */
  result: SystemResult | null
  /** Why there is none. */
  error?: string
}

/** What the states of disruption come to, by their probabilities. */
export interface Disruptions {
  /** By what holds. */
  situations: SituationResult[]
  /** Of the surplus of all, money a year. */
  welfare: Spread
  /** Of all of the count together. */
  profits: Record<string, Spread>
  /** By market, `material@region`: money for a unit. */
  prices: Record<string, Spread>
  /** What the surplus loses by the states in which the element is disturbed, times their probability, the greatest first. */
  critical: { element: string; expectedLoss: number }[]
}

/**
 * The equilibria of a system in every state of its disruptions, and what they come to together.
 *
 * @throws ArgumentError for a system without disruptions. A state without an equilibrium is none, but has an `error`.
 */
export async function disruptionsOf(
  engine: Engine,
  system: System | SystemInput | string,
  options: DisruptionOptions = {},
): Promise<Disruptions> {
  const parsed = parseSystem(system)
  const { tail = 0.95, time = parsed.horizon?.start ?? 0, signal } = options
  if (parsed.disruptions === undefined)
    throw new ArgumentError(
      'the system has no disruptions; add "disruptions": [{ "name": "strait closed", "probability": 0.05, "shares": { "links[0]": 0 } }]',
    )
  if (!(tail > 0 && tail < 1)) throw new ArgumentError(`tail is ${show(tail)}; expected a share above 0 and below 1, such as 0.95`)
  const given = situationsOf(parsed)
  const situations: SituationResult[] = []
  for (const { name, probability, shares } of given) {
    const whole = situations[0]?.result
    situations.push({ name, probability, ...(await attempt(() => solveShares(engine, parsed, shares, time, whole ?? undefined, signal))) })
  }
  const spread = (value: (result: SystemResult) => number) =>
    spreadOf(
      situations.map(({ probability, result }) => ({ probability, value: result === null ? NaN : value(result) })),
      tail,
    )
  const first = situations.find(({ result }) => result !== null)?.result
  return {
    situations,
    welfare: spread(({ welfare }) => welfare),
    profits: Object.fromEntries(parsed.enterprises.map(({ name, count }) => [name, spread((result) => profitOf(result, name, count))])),
    prices: Object.fromEntries(Object.keys(first?.prices ?? {}).map((market) => [market, spread(({ prices }) => prices[market])])),
    critical: criticalOf(given, situations),
  }
}

/**
 * What an element is worth to the system: the surplus with it less the surplus without it.
 * @param element `enterprises[1]`, `links[0]`, `supplies[0]` or `demands[2]`.
 */
export async function worthOf(
  engine: Engine,
  system: System | SystemInput | string,
  element: string,
  { time, signal }: Omit<SolveOptions, 'state'> = {},
): Promise<number> {
  const parsed = parseSystem(system)
  const indexed = /^(enterprises|links|supplies|demands)\[(\d+)\]$/.exec(element)
  if (indexed === null || Number(indexed[2]) >= parsed[indexed[1] as 'links'].length) {
    throw new ArgumentError(`element is ${show(element)}; expected enterprises[i], links[i], supplies[i] or demands[i] of the system`)
  }
  const at = time ?? parsed.horizon?.start ?? 0
  const whole = await solveShares(engine, parsed, new Map(), at, undefined, signal)
  const without = await solveShares(engine, parsed, new Map([[element, 0]]), at, undefined, signal)
  return whole.welfare - without.welfare
}

async function attempt(solve: () => Promise<SystemResult>): Promise<Pick<SituationResult, 'result' | 'error'>> {
  try {
    return { result: await solve() }
  } catch (error) {
    if (error instanceof SystemError) return { result: null, error: error.message }
    throw error
  }
}

function profitOf({ enterprises }: SystemResult, name: string, count: number): number {
  const { operating, optimum, plans } = enterprises[name]
  if (plans !== undefined) return plans.reduce((sum, { share, optimum: plan }) => sum + share * count * plan.profit, 0)
  return optimum === null ? 0 : operating * optimum.profit
}

function spreadOf(cases: readonly { probability: number; value: number }[], tail: number): Spread {
  const possible = cases.filter(({ probability }) => probability > 0)
  const sorted = possible.toSorted((a, b) => a.value - b.value)
  if (sorted.some(({ value }) => Number.isNaN(value))) return { mean: NaN, least: NaN, greatest: NaN, VaR: NaN, CVaR: NaN }
  const worst = 1 - tail
  let VaR = NaN
  let reached = 0
  let inTail = 0
  for (const { probability, value } of sorted) {
    // Rounding of the share does not make one more case the edge.
    if (reached >= worst - 1e-9) break
    inTail += Math.min(probability, worst - reached) * value
    reached += probability
    VaR = value
  }
  const mean = sorted.reduce((sum, { probability, value }) => sum + probability * value, 0)
  return { mean, least: sorted[0].value, greatest: sorted[sorted.length - 1].value, VaR, CVaR: inTail / worst }
}

function criticalOf(given: readonly Situation[], situations: readonly SituationResult[]): Disruptions['critical'] {
  const whole = situations[0].result?.welfare ?? NaN
  const losses = new Map<string, number>()
  given.forEach(({ shares, probability }, i) => {
    const loss = probability * (whole - (situations[i].result?.welfare ?? NaN))
    for (const [element, share] of shares) if (share !== 1) losses.set(element, (losses.get(element) ?? 0) + loss)
  })
  return Array.from(losses, ([element, expectedLoss]) => ({ element, expectedLoss })).toSorted((a, b) => b.expectedLoss - a.expectedLoss)
}
