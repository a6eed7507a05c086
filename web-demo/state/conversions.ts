/** Changes of a scenario's shape that keep as much of its meaning as the new shape can hold. */
import type { Law, Mode, ScenarioInput } from 'offcut'
import { withPictureAxes } from './axes.ts'
import { hasForm } from './form.ts'
import { numberAt } from './tree.ts'

/** A scenario as the page needs it: with a law, a horizon and two axes. What is there already stays as it is. */
export function completed(scenario: ScenarioInput): ScenarioInput {
  const { transformation = { law: 'constant', level: 0 }, horizon = { start: 0, end: 10, samples: 101 } } = scenario
  const whole = { ...scenario, transformation, horizon }
  return hasForm(whole) ? withPictureAxes(whole) : whole
}

/** The same transition, as well as another law can tell it. */
export function withLaw(scenario: ScenarioInput, law: Law): ScenarioInput {
  const old = scenario.transformation
  const begin = numberAt(scenario, 'horizon.start') ?? 0
  const length = (numberAt(scenario, 'horizon.end') ?? 10) - begin || 10
  const from = numberAt(old, 'from') ?? numberAt(old, 'level') ?? numberAt(old, 'levels[0]') ?? 0
  const to = numberAt(old, 'to') ?? 1
  const duration = numberAt(old, 'duration') ?? 6 * (numberAt(old, 'timescale') ?? length / 10)
  const middle = numberAt(old, 'midpoint') ?? numberAt(old, 'inflection') ?? (numberAt(old, 'start') ?? begin + length / 4) + duration / 2
  const start = numberAt(old, 'start') ?? Math.max(begin, middle - duration / 2)
  const timescale = duration / 6
  const laws: Record<Law, NonNullable<ScenarioInput['transformation']>> = {
    constant: { law: 'constant', level: from },
    linear: { law: 'linear', from, to, start, duration },
    smoothstep: { law: 'smoothstep', from, to, start, duration },
    exponential: { law: 'exponential', from, to, start, timescale: duration / 3 },
    logistic: { law: 'logistic', from, to, midpoint: middle, timescale },
    gompertz: { law: 'gompertz', from, to, inflection: middle - timescale, timescale },
    bass: { law: 'bass', from, to, start, innovation: Number((0.2 / duration).toPrecision(2)), imitation: Number((6 / duration).toPrecision(2)) },
    table: { law: 'table', times: [start, middle, start + duration], levels: [from, (from + to) / 2, to] },
    invested: { law: 'invested', from, share: 0.2 },
  }
  return withPictureAxes({ ...scenario, transformation: laws[law] })
}

export function withMode(scenario: ScenarioInput, mode: Mode): ScenarioInput {
  const each = <T>(value: T) => scenario.factors.map(() => value)
  const modes: Record<Mode, NonNullable<ScenarioInput['dynamics']>> = {
    optimum: { mode: 'optimum' },
    adjustment: { mode: 'adjustment', timescale: each(2) },
    capitalisation: { mode: 'capitalisation', share: each(0.3), unitCost: each(2), depreciation: each(0.1) },
  }
  return { ...scenario, dynamics: modes[mode] }
}

/** One integrated resource split into two, or two joined into one. */
export function withFactorCount(scenario: ScenarioInput, count: 1 | 2): ScenarioInput {
  const { factors, production, waste } = scenario
  if (factors.length === count) return scenario
  const shared = (list: number[]) => (count === 2 ? [list[0] / 2, list[0] / 2] : [list[0] + list[1]])
  const [first] = factors
  return withPictureAxes({
    ...scenario,
    factors: count === 2 ? [{ ...first, name: 'K' }, { ...first, name: 'L' }] : [{ ...first, name: 'Q' }],
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
