import type { ScenarioInput } from './schema.ts'

/** The scenario that `offcut init` writes: a one-factor workshop that stops wasting within ten years. */
export function starterScenario(): ScenarioInput {
  return {
    $schema: './node_modules/offcut/dist/scenario.schema.json',
    name: 'one-factor workshop',
    factors: [{ name: 'Q', price: 1, costExponent: 1, lower: 0.001, upper: 1000000 }],
    production: { scale: 50, elasticities: [0.5], price: 1 },
    waste: { scale: 0.5, elasticities: [0.9], disposalCost: 1 },
    recycling: { yield: 1, exponent: 1, price: 1, processingCost: 0.1 },
    fixedCost: 0,
    transformation: { law: 'logistic', from: 0, to: 1, midpoint: 5, timescale: 1 },
    horizon: { start: 0, end: 10, samples: 101 },
    discountRate: 0.05,
    investment: { conversionCost: 100 },
    dynamics: { mode: 'optimum' },
    sweep: {
      axes: [
        { parameter: 'time', from: 0, to: 10, points: 101, spacing: 'linear' },
        { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 50, spacing: 'log' },
      ],
      metrics: ['profit', 'factors[0]', 'output', 'waste'],
    },
  }
}
