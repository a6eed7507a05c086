/** Changes of a scenario's shape that keep as much of its meaning as the new shape can hold. */
import type { Law, Mode, ScenarioInput } from 'offcut'
import { usualValue } from 'offcut/forms'
import { withPictureAxes } from './axes.ts'
import { horizonOf, variantKeys } from './fields.ts'
import { numberAt } from './tree.ts'

/** The same transition, as well as another law can tell it. */
export function withLaw(scenario: ScenarioInput, law: Law): ScenarioInput {
  const old = scenario.transformation
  const begin = numberAt(scenario, 'horizon.start') ?? 0
  const length = (numberAt(scenario, 'horizon.end') ?? 10) - begin || 10
  const from = numberAt(old, 'from') ?? numberAt(old, 'level') ?? numberAt(old, 'levels[0]') ?? 0
  const to = numberAt(old, 'to') ?? 1
  const duration = numberAt(old, 'duration') ?? 6 * (numberAt(old, 'timescale') ?? length / 10)
  const middle = numberAt(old, 'midpoint') ?? numberAt(old, 'inflection') ?? (numberAt(old, 'start') ?? begin + length / 4) + duration / 2
  const known: Record<string, unknown> = {
    level: from,
    from,
    to,
    start: numberAt(old, 'start') ?? Math.max(begin, middle - duration / 2),
    duration,
    midpoint: middle,
    inflection: middle - duration / 6,
    timescale: law === 'exponential' ? duration / 3 : duration / 6,
    innovation: Number((0.2 / duration).toPrecision(2)),
    imitation: Number((6 / duration).toPrecision(2)),
    times: [middle - duration / 2, middle, middle + duration / 2],
    levels: [from, (from + to) / 2, to],
  }
  const value = (key: string) => known[key] ?? usualValue(`transformation.${key}`, horizonOf(scenario))
  const keys = Object.fromEntries(variantKeys('transformation', law).map((key) => [key, value(key)]))
  return withPictureAxes({ ...scenario, transformation: { law, ...keys } as ScenarioInput['transformation'] })
}

/** The same enterprise in another mode, with usual numbers, from its optimum on. */
export function withMode(scenario: ScenarioInput, mode: Mode): ScenarioInput {
  const keys = variantKeys('dynamics', mode).filter((key) => key !== 'initial' && key !== 'tolerance')
  const lists = keys.map((key) => [key, scenario.factors.map(() => usualValue(`dynamics.${key}[]`, horizonOf(scenario)))])
  return { ...scenario, dynamics: { mode, ...Object.fromEntries(lists) } }
}

/** One integrated resource split into two, or two joined into one. */
export function withFactorCount(scenario: ScenarioInput, count: 1 | 2): ScenarioInput {
  const { factors, production, waste } = scenario
  if (factors.length === count) return scenario
  const shared = (list: number[]) => (count === 2 ? [list[0] / 2, list[0] / 2] : [list[0] + list[1]])
  const [first] = factors
  return withPictureAxes({
    ...scenario,
    factors:
      count === 2
        ? [
            { ...first, name: 'K' },
            { ...first, name: 'L' },
          ]
        : [{ ...first, name: 'Q' }],
    production: { ...production, elasticities: shared(production.elasticities) },
    waste: { ...waste, elasticities: shared(waste.elasticities) },
    dynamics: dynamicsFor(scenario.dynamics, count),
    sweep: count === 1 ? withoutSecondFactor(scenario.sweep) : scenario.sweep,
  })
}

function withoutSecondFactor(sweep: ScenarioInput['sweep']): ScenarioInput['sweep'] {
  const metrics = sweep?.metrics?.filter((name) => !name.includes('[1]')) ?? []
  return sweep && { axes: sweep.axes, ...(metrics.length > 0 && { metrics }) }
}

function dynamicsFor(dynamics: ScenarioInput['dynamics'], count: 1 | 2): ScenarioInput['dynamics'] {
  const perFactor = (list: unknown) => (Array.isArray(list) ? Array.from({ length: count }, (_, i) => list[i] ?? list[0]) : list)
  return dynamics && (Object.fromEntries(Object.entries(dynamics).map(([key, value]) => [key, perFactor(value)])) as typeof dynamics)
}
