import type { Point } from './point.ts'

/** What becomes of one unit of waste, and what it costs or brings in; money a unit of waste. */
export interface Flow {
  level: number
  /** What disposing of a unit costs. */
  disposal: number
  /** What the second product made of a recycled unit sells for. */
  sales: number
  processing: number
  /** Sales less processing. */
  net: number
  /** Of an average unit, some of it disposed of and some recycled. */
  average: number
  /** Waste a year. */
  waste: number
}

/** The money flow of a unit of waste at a point. */
export function flowOf({ values, scenario }: Point): Flow {
  const of = (name: string) => values.get(name) ?? NaN
  const level = of('level')
  const recycled = of('recycled')
  const { disposalCost } = scenario.waste
  const { price, yield: perUnit, exponent, processingCost } = scenario.recycling
  // With diminishing returns the average unit counts, which the first one has no bound for.
  const product = exponent === 1 ? perUnit : recycled > 0 ? of('additionalOutput') / recycled : NaN
  const sales = price * product
  const net = sales - processingCost
  return {
    level,
    disposal: disposalCost,
    sales,
    processing: processingCost,
    net,
    average: (level > 0 ? level * net : 0) - (1 - level) * disposalCost,
    waste: of('waste'),
  }
}
