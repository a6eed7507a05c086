/** The plans of an equilibrium as the engine gives them: every quantity of `engine.optimum`. */
import type { Engine } from '../engine.ts'
import { REGIMES, STATUSES } from '../model/layout.ts'
import type { Optimum } from '../result/optimum.ts'
import type { Scenario } from '../scenario/index.ts'
import { PRICE_OF } from './document/types.ts'
import type { Plan } from './equilibrium/agents.ts'

/** Relative; volumes that differ by more are another plan that earns as much: markets balance with those that are used. */
const SAME = 1e-11

export interface Asked {
  plan: Plan
  prices: Float64Array
  time: number
}

/** In the order of what is asked. Of plans that earn the same, the engine is held to the one that is used. */
export async function optimaOf(engine: Engine, asked: readonly Asked[], signal?: AbortSignal): Promise<Optimum[]> {
  const optima = await ask(engine, asked, false, signal)
  const others = asked.flatMap(({ plan }, i) => (isPlan(optima[i], plan) ? [] : [i]))
  if (others.length === 0) return optima
  const held = await ask(
    engine,
    others.map((i) => asked[i]),
    true,
    signal,
  )
  others.forEach((i, k) => (optima[i] = withOwnRegime(held[k], asked[i].plan)))
  return optima
}

/** One request a scenario: what is asked of it are its rows. */
async function ask(engine: Engine, asked: readonly Asked[], holds: boolean, signal: AbortSignal | undefined): Promise<Optimum[]> {
  const rows = new Map<Scenario, number[]>()
  asked.forEach(({ plan }, i) => {
    const { scenario } = plan.agent
    const own = rows.get(scenario)
    if (own === undefined) rows.set(scenario, [i])
    else own.push(i)
  })
  const requests = [...rows].map(([scenario, own]) => {
    const parameters = parametersOf(asked[own[0]].plan, holds)
    const values = new Float64Array(own.length * parameters.length)
    own.forEach((i, row) => values.set(valuesOf(asked[i], holds), row * parameters.length))
    return { scenario, parameters, values }
  })
  const answers = await engine.optima(requests, { signal })
  const optima = new Array<Optimum>(asked.length)
  ;[...rows.values()].forEach((own, request) => {
    const { columns, status } = answers[request]
    const size = asked[own[0]].plan.y.length
    const names = Object.keys(columns).filter((name) => !name.endsWith(']'))
    own.forEach((i, row) => {
      const optimum: Record<string, unknown> = { factors: [], regime: [] }
      const factors = optimum.factors as number[]
      const regime = optimum.regime as Optimum['regime']
      for (let k = 0; k < size; k++) {
        factors.push(columns[`factors[${k}]`][row])
        regime.push(REGIMES[columns[`regime[${k}]`][row]] ?? null)
      }
      for (const name of names) optimum[name] = columns[name][row]
      optimum.status = STATUSES[status[row]]
      optima[i] = optimum as unknown as Optimum
    })
  })
  return optima
}

function parametersOf({ agent, y }: Plan, holds: boolean): string[] {
  const names: string[] = agent.ports.map(({ name }) => PRICE_OF[name])
  if (holds) y.forEach((_, k) => names.push(`factors[${k}].volume`))
  if (agent.level !== undefined) names.push('level')
  return [...names, 'time']
}

/** In the order of the parameters. */
function valuesOf({ plan, prices, time }: Asked, holds: boolean): number[] {
  const { ports, level } = plan.agent
  const values = ports.map(({ name, market, sign, handling }) => {
    const earned = sign * prices[market] - handling
    return sign < 0 || name === 'discharged' ? -earned : earned
  })
  if (holds) values.push(...volumesOf(plan))
  if (level !== undefined) values.push(level)
  return [...values, time]
}

function isPlan({ factors }: Optimum, { y }: Plan): boolean {
  return factors.every((factor, i) => Math.abs(Math.log(factor) - y[i]) < SAME)
}

/** Volumes; those at a bound are exactly that. */
function volumesOf({ y, agent }: Plan): number[] {
  const { low, high } = agent.technology
  return y.map((each, i) => {
    const { lower, upper, volume } = agent.scenario.factors[i]
    const bound = each <= low[i] ? lower : each >= high[i] ? upper : undefined
    return volume ?? bound ?? Math.exp(each)
  })
}

/** A volume that is held is no fixed one. */
function withOwnRegime(optimum: Optimum, { y, agent }: Plan): Optimum {
  const { low, high } = agent.technology
  const regime = optimum.regime.map((given, i) =>
    low[i] === high[i] ? given : y[i] <= low[i] ? 'lower' : y[i] >= high[i] ? 'upper' : 'interior',
  )
  if (optimum.status !== 'ok' && optimum.status !== 'atBound') return optimum
  return { ...optimum, regime, status: regime.some((each) => each === 'lower' || each === 'upper') ? 'atBound' : 'ok' }
}
