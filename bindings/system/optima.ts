/** The plans of an equilibrium as the engine gives them: every quantity of `engine.optimum`. */
import type { Engine } from '../engine.ts'
import { REGIMES, STATUSES } from '../model/layout.ts'
import type { Optimum } from '../result/optimum.ts'
import { PRICE_OF } from './document/types.ts'
import type { Plan } from './equilibrium/agents.ts'

/** Relative; volumes that differ by more are another plan that earns as much. */
const SAME = 1e-7

/** In the order of the plans. Of plans that earn the same, the engine is held to the one that is used. */
export async function optimaOf(
  engine: Engine,
  plans: readonly Plan[],
  prices: Float64Array,
  time: number,
  signal?: AbortSignal,
): Promise<Optimum[]> {
  const optima = await ask(engine, plans, false, prices, time, signal)
  const others = plans.flatMap((plan, i) => (isPlan(optima[i], plan) ? [] : [i]))
  if (others.length === 0) return optima
  const held = await ask(
    engine,
    others.map((i) => plans[i]),
    true,
    prices,
    time,
    signal,
  )
  others.forEach((i, k) => (optima[i] = withOwnRegime(held[k], plans[i])))
  return optima
}

async function ask(
  engine: Engine,
  plans: readonly Plan[],
  holds: boolean,
  prices: Float64Array,
  time: number,
  signal: AbortSignal | undefined,
): Promise<Optimum[]> {
  const requests = plans.map(({ agent }, i) => {
    const { ports, level, scenario } = agent
    const values: [path: string, value: number][] = ports.map(({ name, market, sign, handling }) => {
      const earned = sign * prices[market] - handling
      return [PRICE_OF[name], sign < 0 || name === 'discharged' ? -earned : earned]
    })
    if (holds) volumesOf(plans[i]).forEach((volume, k) => values.push([`factors[${k}].volume`, volume]))
    if (level !== undefined) values.push(['level', level])
    values.push(['time', time])
    return { scenario, parameters: values.map(([path]) => path), values: Float64Array.from(values, ([, value]) => value) }
  })
  const answers = await engine.optima(requests, { signal })
  return answers.map(({ columns, status }, i) => {
    const factors = plans[i].y.map((_, k) => columns[`factors[${k}]`][0])
    return {
      factors,
      regime: factors.map((_, k) => REGIMES[columns[`regime[${k}]`][0]] ?? null),
      ...Object.fromEntries(Object.entries(columns).flatMap(([name, [value]]) => (name.endsWith(']') ? [] : [[name, value]]))),
      status: STATUSES[status[0]],
    } as Optimum
  })
}

function isPlan({ factors }: Optimum, { y }: Plan): boolean {
  return factors.every((factor, i) => Math.abs(Math.log(factor) - y[i]) < SAME)
}

/** Volumes; those at a bound are exactly that. */
function volumesOf({ y, agent }: Plan): number[] {
  const { low, high } = agent.technology
  return y.map((each, i) => {
    const { lower, upper, volume } = agent.scenario.factors[i]
    return volume ?? (each <= low[i] ? lower! : each >= high[i] ? upper! : Math.exp(each))
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
