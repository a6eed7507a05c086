/** What is not certain in a scenario: reading and changing its `uncertainty`. */
import type { ScenarioInput } from 'offcut'
import { known } from '../../known.ts'
import { axisParameters } from '../../state/axes.ts'
import { numberAt } from '../../state/tree.ts'

type Uncertainty = NonNullable<ScenarioInput['uncertainty']>
export type Distribution = Uncertainty['parameters'][string]
export type Shape = 'uniform' | 'triangular'

/** A number that may be so much lower or higher than it is. @param share of its size, from above 0. */
export function spreadAround(value: number, share: number, shape: Shape): Distribution {
  const half = Math.abs(value) * share
  // Products of decimals have tails that nobody typed.
  const [low, mode, high] = [value - half, value, value + half].map((each) => Number(each.toPrecision(12)))
  return shape === 'uniform' ? { distribution: 'uniform', low, high } : { distribution: 'triangular', low, mode, high }
}

/** The share that `spreadAround` would need for a distribution; undefined for one that it does not make. */
export function shareOf(distribution: Distribution, value: number): { share: number; shape: Shape } | undefined {
  if (distribution.distribution !== 'uniform' && distribution.distribution !== 'triangular') return undefined
  const shape = distribution.distribution
  const share = Number(((distribution.high - value) / Math.abs(value)).toPrecision(9))
  const again = share > 0 && Number.isFinite(share) ? spreadAround(value, share, shape) : undefined
  return JSON.stringify(again) === JSON.stringify(distribution) ? { share, shape } : undefined
}

/** Without a distribution the parameter is certain again, and out of the correlation. */
export function withDistribution(scenario: ScenarioInput, path: string, distribution: Distribution | undefined): ScenarioInput {
  const { uncertainty, ...certain } = scenario
  if (distribution)
    return { ...scenario, uncertainty: { ...uncertainty, parameters: { ...uncertainty?.parameters, [path]: distribution } } }
  const { [path]: _, ...parameters } = uncertainty?.parameters ?? {}
  if (Object.keys(parameters).length === 0) return certain
  const correlation = uncertainty?.correlation && withoutPath(uncertainty.correlation, path)
  return { ...certain, uncertainty: correlation ? { parameters, correlation } : { parameters } }
}

function withoutPath({ paths, matrix, ...rest }: NonNullable<Uncertainty['correlation']>, path: string): Uncertainty['correlation'] {
  const keep = paths.flatMap((name, i) => (name === path ? [] : [i]))
  if (keep.length < 2) return undefined
  return { ...rest, paths: keep.map((i) => paths[i]), matrix: keep.map((i) => keep.map((k) => matrix[i][k])) }
}

/** What may be given an uncertainty: numbers that decide the result, not a moment, and not one that a schedule replaces. */
export function candidates(scenario: ScenarioInput): string[] {
  const changes: readonly unknown[] = Array.isArray(scenario.changes) ? scenario.changes : []
  const scales = changes.flatMap((change, j) => ('values' in Object(change) ? [`changes[${j}].scale`] : []))
  const own = axisParameters(scenario).filter((path) => path !== 'time' && path !== 'level')
  const taken = scenario.uncertainty?.parameters ?? {}
  return [...own, ...scales].filter((path) => !Object.hasOwn(taken, path))
}

/** A scale that a schedule leaves out is 1. */
export function valueOf(scenario: ScenarioInput, path: string): number | undefined {
  return numberAt(scenario, path) ?? (/^changes\[\d+\]\.scale$/.test(path) ? 1 : undefined)
}

const USUAL = ['waste.disposalCost', 'recycling.price', 'production.price', 'investment.conversionCost']

/** The prices that a transition hangs on, each a fifth lower or higher: a beginning. */
export function usualUncertainty(scenario: ScenarioInput): ScenarioInput {
  const open = new Set(candidates(scenario))
  return USUAL.filter((path) => open.has(path) && valueOf(scenario, path)).reduce(
    (next, path) => withDistribution(next, path, spreadAround(known(valueOf(scenario, path)), 0.2, 'triangular')),
    scenario,
  )
}
