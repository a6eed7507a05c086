/** Scenarios of round numbers over time: each law, mode and kind of change, with events on samples, at the horizon's ends and at the same time. */
import type { ScenarioInput } from '../../bindings/scenario/index.ts'
import { generator } from './round-enterprises.ts'

const PRICES = ['production.price', 'waste.disposalCost', 'recycling.price', 'recycling.processingCost', 'factors[0].price']

/** Scenario number `index` of the sequence that a seed gives. */
export function roundPath(seed: number, index: number): ScenarioInput {
  const random = generator(seed * 1e6 + index)
  const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]
  const factorCount = of([1, 1, 1, 2])
  const each = <T>(make: () => T) => Array.from({ length: factorCount }, make)
  const start = of([0, 0, 0, 5, 2020])
  const length = of([1, 4, 10, 10, 20, 40])
  const end = start + length
  const date = () => start + length * of([0, 0, 0.1, 0.25, 0.5, 0.5, 0.75, 1, -0.5, 1.5])
  const span = () => length * of([0.1, 0.25, 0.5, 1, 2])
  const [from, to] = of([
    [0, 1],
    [0, 1],
    [0.1, 0.9],
    [0.5, 0.5],
    [1, 0],
    [0.25, 0.75],
  ])
  const dates = (count: number) => [...new Set(Array.from({ length: count }, date))].sort((a, b) => a - b)
  const law = () => {
    const ends = { from, to }
    const kind = of(['linear', 'smoothstep', 'exponential', 'logistic', 'gompertz', 'bass'])
    if (kind === 'linear' || kind === 'smoothstep') return { law: kind, ...ends, start: date(), duration: span() }
    if (kind === 'exponential') return { law: kind, ...ends, start: date(), timescale: span() }
    if (kind === 'bass')
      return { law: kind, ...ends, start: date(), innovation: of([0.01, 0.1]) * (10 / length), imitation: of([0, 0.4, 1]) * (10 / length) }
    return { law: kind, ...ends, [kind === 'logistic' ? 'midpoint' : 'inflection']: date(), timescale: span() }
  }
  const table = () => {
    const times = dates(4)
    return { law: 'table', times, levels: times.map(() => of([0, 0.25, 0.5, 1])) }
  }
  const change = (parameter: string) => {
    const kind = of(['growth', 'schedule', 'schedule', 'lever'])
    if (kind === 'growth')
      return { parameters: [parameter], growth: of([-0.05, 0.02, 0.1, 0]) * (10 / length), ...of([{}, { since: date() }]) }
    if (kind === 'lever') return { name: 'lever', ...law(), effects: { [parameter]: of([0, 0.5, 1, 2]) } }
    const times = dates(of([1, 2, 4]))
    return {
      parameter,
      times,
      values: times.map(() => of([0.5, 1, 2, 4])),
      interpolation: of(['step', 'linear', 'smooth']),
      ...of([{}, { scale: 2 }]),
    }
  }
  const mode = of(['optimum', 'optimum', 'adjustment', 'capitalisation'])
  const dynamics =
    mode === 'optimum'
      ? { mode }
      : mode === 'adjustment'
        ? { mode, timescale: each(() => length * of([0.05, 0.2, 1])), ...of([{}, { initial: each(() => of([1, 10, 100])) }]) }
        : {
            mode,
            share: each(() => of([0.1, 0.3])),
            unitCost: each(() => of([1, 2])),
            depreciation: each(() => of([0, 0.05, 0.2]) * (10 / length)),
            initial: each(() => of([1, 5, 20])),
          }
  const count = of([0, 0, 1, 1, 2, 3])
  const moved = [...PRICES].sort(() => random() - 0.5).slice(0, count)
  return {
    factors: each(() => ({ price: of([0.5, 1, 2]), costExponent: of([1, 1, 1.5]), lower: 0.01, upper: of([100, 10000]) })),
    production: { scale: of([2, 5, 10]), elasticities: each(() => of([0.2, 0.3, 0.4])), price: of([1, 2]) },
    waste: { scale: of([0.1, 0.5, 1]), elasticities: each(() => of([0.1, 0.3, 0.4, 0.5])), disposalCost: of([0, 0.5, 1, 2, -0.5]) },
    recycling: { yield: of([0, 1, 1, 2]), exponent: of([1, 1, 1, 0.5]), price: of([0, 1, 1, 2]), processingCost: of([0, 0.1, 1, 2]) },
    fixedCost: of([0, 0, 1]),
    transformation: of([law, law, law, table, () => ({ law: 'constant', level: of([0, 0.5, 1]) })])(),
    horizon: { start, end, samples: of([2, 5, 11, 21]) },
    discountRate: of([0, 0.05, 0.1]),
    investment: { conversionCost: of([0, 1, 10, 100]), ...of([{}, {}, { reversalCost: 0 }, { reversalCost: 5 }, { reversalCost: -10 }]) },
    dynamics,
    ...(count > 0 ? { changes: moved.map(change) } : {}),
  } as ScenarioInput
}
