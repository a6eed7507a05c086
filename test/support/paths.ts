import { expect } from 'vitest'
import type { ScenarioInput } from '../../bindings/scenario/schema/schema.ts'

/** An enterprise whose profit is (p A − c) x^a alone: no fixed cost, no waste, cost of the shape of output. */
export function pure(elasticity: number, dynamics: ScenarioInput['dynamics']): ScenarioInput {
  return {
    factors: [{ price: 1, costExponent: elasticity, lower: 0.001, upper: 1000 }],
    production: { scale: 3, elasticities: [elasticity], price: 1 },
    waste: { scale: 0, elasticities: [1], disposalCost: 1 },
    recycling: { yield: 1, price: 1 },
    transformation: { law: 'constant', level: 0.5 },
    horizon: { start: 0, end: 10, samples: 21 },
    discountRate: 0.05,
    dynamics,
  }
}

/** Waste of 1 a year whatever the volume, which recycling turns from a cost of 1 into a revenue of 1: ∂Π/∂θ = 2. */
export function constantWaste(transformation: ScenarioInput['transformation'], conversionCost: number): ScenarioInput {
  return {
    factors: [{ price: 1, lower: 0.001, upper: 1000 }],
    production: { scale: 10, elasticities: [0.5], price: 1 },
    waste: { scale: 1, elasticities: [0], disposalCost: 1 },
    recycling: { yield: 1, price: 1 },
    transformation,
    horizon: { start: 0, end: 10, samples: 11 },
    investment: { conversionCost },
  }
}

/** A firm that grows out of its profit while a smooth transition runs. */
export function growing(): ScenarioInput {
  return {
    factors: [{ price: 1, lower: 0.001, upper: 1000000 }],
    production: { scale: 50, elasticities: [0.5], price: 1 },
    waste: { scale: 0.5, elasticities: [0.9], disposalCost: 1 },
    recycling: { yield: 1, price: 1, processingCost: 0.1 },
    fixedCost: 100,
    transformation: { law: 'logistic', from: 0.1, to: 1, midpoint: 8, timescale: 1.5 },
    horizon: { start: 0, end: 30, samples: 31 },
    discountRate: 0.05,
    investment: { conversionCost: 500 },
    dynamics: { mode: 'capitalisation', share: [0.3], unitCost: [2], depreciation: [0.08], initial: [6] },
  }
}

/** Compares a column, sample by sample, by relative error. */
export function expectAlong(actual: ArrayLike<number>, expected: (i: number) => number, relative: number) {
  Array.from(actual).forEach((value, i) => {
    expect(Math.abs(value - expected(i)), `${value} at sample ${i}, expected ${expected(i)}`).toBeLessThanOrEqual(
      relative * Math.abs(expected(i)),
    )
  })
}
