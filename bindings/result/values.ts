/** The quantities of results, from the registry. Written by `npm run generate`. */
import type { Direction } from '../model/layout.ts'

/** Quantities of one optimum, beside its factors and their regimes. */
export interface PointValues {
  /** Transformation level: share of the waste that becomes a production factor. */
  level: number
  /** Main product, units/year. */
  output: number
  /** Waste generated, units/year. */
  waste: number
  /** Waste turned into a factor, units/year. */
  recycled: number
  /** Waste left over, units/year. */
  discharged: number
  /** Additional product from recycled waste, units/year. */
  additionalOutput: number
  /** Sales of both products, money/year. */
  revenue: number
  /** Fixed cost, resources, disposal and processing, money/year. */
  cost: number
  /** Revenue − cost, money/year. */
  profit: number
  /** Profit / cost. NaN where nothing costs anything. */
  profitability: number
  /** What profit gains per unit of level, money/year. Infinite at level 0 with recycling.exponent below 1. */
  profitOfLevel: number
  /** What a unit of waste earns as a factor less what it costs: below 0 a burden, above 0 a resource, money/unit. Infinite without waste where recycling.exponent is below 1. */
  valueOfWaste: number
  /** The maximum profit at the level, above profit where the objective is another, money/year. */
  maximumProfitOfLevel: number
  /** Transaction rate × cost, 0 unless the objective is utility, money/year. */
  transactionCost: number
  /** Revenue − cost − transaction cost, money/year. */
  utility: number
  /** What the maximum of the objective gains per unit of level, money/year. Infinite at level 0 with recycling.exponent below 1. */
  objectiveOfLevel: number
  /** Level above 0 at which the net value of waste changes sign, where recycling.exponent is 1. */
  breakEvenLevel: number | null
  /** What waste is above the break-even level. */
  breakEvenDirection: Direction | null
}

/** Quantities along a path, one value a sample. */
export interface PathColumns {
  /** Transformation level: share of the waste that becomes a production factor. */
  level: Float64Array
  /** Volume of the resource, units/year. */
  'factors[0]': Float64Array
  /** Volume of the resource, units/year. */
  'factors[1]'?: Float64Array
  /** Main product, units/year. */
  output: Float64Array
  /** Waste generated, units/year. */
  waste: Float64Array
  /** Waste turned into a factor, units/year. */
  recycled: Float64Array
  /** Waste left over, units/year. */
  discharged: Float64Array
  /** Additional product from recycled waste, units/year. */
  additionalOutput: Float64Array
  /** Sales of both products, money/year. */
  revenue: Float64Array
  /** Fixed cost, resources, disposal and processing, money/year. */
  cost: Float64Array
  /** Revenue − cost, money/year. */
  profit: Float64Array
  /** Profit / cost. NaN where nothing costs anything. */
  profitability: Float64Array
  /** What a unit of waste earns as a factor less what it costs: below 0 a burden, above 0 a resource, money/unit. Infinite without waste where recycling.exponent is below 1. */
  valueOfWaste: Float64Array
  /** Level above 0 at which the net value of waste changes sign, where recycling.exponent is 1. */
  breakEvenLevel: Float64Array
  /** Profit since the start of the horizon, discounted to it, money. */
  discountedProfit: Float64Array
  /** Cost of conversion since the start of the horizon, discounted to it, money. */
  discountedInvestment: Float64Array
  /** Discounted profit less the cost of conversion and of capacity, money. */
  npv: Float64Array
  /** Npv less that of the same enterprise whose level stays where it starts, money. */
  advantage: Float64Array
}

/** Quantities of a whole path; null where there is none. */
export interface PathSummary {
  /** The earliest time from which advantage stays at least 0 to the end of the horizon, years. */
  payback: number | null
  /** Payback less the start of the horizon, years. */
  yearsToPayback: number | null
  /** Payback less the time at which the level first moves: its law’s start, or where a law without one has done 1 % of its way, years. */
  yearsFromTransition: number | null
  /** The lowest profit over the horizon, between samples too, money/year. */
  minimumProfit: number
  /** The highest profit over the horizon, between samples too, money/year. */
  maximumProfit: number
  /** The earliest time of the lowest profit, years. */
  timeOfLowestProfit: number
  /** Waste discharged over the horizon, units. */
  totalDischarged: number
  /** Time from which on the model has no enterprise: a parameter out of its range, or growth past any bound, years. */
  domainErrorFrom: number | null
}
