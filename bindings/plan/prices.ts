import type { ParameterPath } from '../model/layout.ts'

/** Prices: profit at given volumes is linear in them. */
export const PRICES = [
  'production.price',
  'recycling.price',
  'factors[0].price',
  'factors[1].price',
  'waste.disposalCost',
  'recycling.processingCost',
] as const satisfies readonly ParameterPath[]
export type PricePath = (typeof PRICES)[number]
