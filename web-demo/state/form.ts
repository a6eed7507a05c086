import { LAWS, MODES, type ScenarioInput } from 'offcut'
import { isOneOf } from '../../bindings/typed.ts'

/** Whether a draft has the shape that the page's fields are for; its numbers may be wrong, which problems beside the fields say. */
export function hasForm(draft: unknown): draft is ScenarioInput {
  if (!isObject(draft)) return false
  const { factors, production, waste, recycling, transformation, horizon, dynamics } = draft
  return (
    Array.isArray(factors) &&
    (factors.length === 1 || factors.length === 2) &&
    factors.every(isObject) &&
    isObject(production) &&
    Array.isArray(production.elasticities) &&
    isObject(waste) &&
    Array.isArray(waste.elasticities) &&
    isObject(recycling) &&
    isObject(horizon) &&
    isObject(transformation) &&
    isOneOf(LAWS, transformation.law) &&
    hasKnots(transformation) &&
    (dynamics === undefined || (isObject(dynamics) && isOneOf(MODES, dynamics.mode ?? 'optimum')))
  )
}

function hasKnots({ law, times, levels }: Record<string, unknown>): boolean {
  return law !== 'table' || (Array.isArray(times) && Array.isArray(levels))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
