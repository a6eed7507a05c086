import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'

/** A complete one-factor scenario that a test may change. */
export function oneFactor(): ScenarioInput {
  return {
    factors: [{ price: 1, lower: 0.001, upper: 1000 }],
    production: { scale: 50, elasticities: [0.5], price: 1 },
    waste: { scale: 0.5, elasticities: [0.9], disposalCost: 1 },
    recycling: { yield: 1, price: 1 },
    transformation: { law: 'linear', from: 0, to: 1, start: 0, duration: 10 },
    horizon: { start: 0, end: 10, samples: 11 },
  }
}

/** A complete two-factor scenario that a test may change. */
export function twoFactor(): ScenarioInput {
  return {
    ...oneFactor(),
    factors: [
      { name: 'K', price: 1, lower: 0.001, upper: 1000 },
      { name: 'L', price: 2, lower: 0.002, upper: 2000 },
    ],
    production: { scale: 50, elasticities: [0.2, 0.3], price: 1 },
    waste: { scale: 0.5, elasticities: [0.4, 0.5], disposalCost: 1 },
  }
}

/** A copy of `input` with `value` at the path, for inputs that the types forbid; undefined removes what stands there. */
export function changed(input: unknown, path: readonly (string | number)[], value: unknown): any {
  const copy = structuredClone(input) as any
  const parent = path.slice(0, -1).reduce((node, key) => (node[key] ??= {}), copy)
  const last = path.at(-1)!
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}
