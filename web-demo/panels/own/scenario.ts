/** A plant in ten numbers that its manager knows, and the scenario that they are. */
import type { Scenario, ScenarioInput } from 'offcut'
import { known } from '../../known.ts'
import { defaultAxis, sweepAxis } from '../../state/axes.ts'
import { completed } from '../../state/completed.ts'
import { numberAt } from '../../state/tree.ts'
import type { Paths } from '../../compute/paths.ts'

export interface OwnNumbers {
  /** Waste a year. */
  waste: number
  /** Money a unit of waste: for its disposal, for recycling it, and for what is made of it. */
  disposal: number
  processing: number
  sales: number
  /** What changing over costs, once, and the percentage of the waste that is recycled then. */
  cost: number
  share: number
  /** When changing over begins, and how many years it takes. */
  start: number
  duration: number
  /** Years looked at, and percent a year. */
  years: number
  rate: number
}

export const NUMBERS = ['waste', 'disposal', 'processing', 'sales', 'cost', 'share', 'start', 'duration', 'years', 'rate'] as const

/** What has to be above 0, and what may be 0 too; prices have any sign. */
const POSITIVE = new Set<keyof OwnNumbers>(['waste', 'share', 'duration', 'years'])
const NOT_NEGATIVE = new Set<keyof OwnNumbers>(['cost', 'rate'])

export type Mistake = 'number' | 'positive' | 'notNegative' | 'share'

export function mistakeIn(name: keyof OwnNumbers, value: number | null): Mistake | undefined {
  if (value === null || !Number.isFinite(value)) return 'number'
  if (POSITIVE.has(name) && value <= 0) return 'positive'
  if (NOT_NEGATIVE.has(name) && value < 0) return 'notNegative'
  return name === 'share' && value > 100 ? 'share' : undefined
}

export interface Units {
  currency: string
  waste: string
}

/** A plant whose production stays as it is: nothing but its waste changes. */
export function scenarioOf(own: OwnNumbers, { currency, waste }: Units, name: string): ScenarioInput {
  const { start, duration, share } = own
  const scenario: ScenarioInput = {
    name,
    factors: [{ name, price: 0, volume: 1 }],
    production: { scale: 1, elasticities: [1], price: 0 },
    waste: { scale: own.waste, elasticities: [1], disposalCost: own.disposal },
    // What a unit of waste brings in is one number.
    recycling: { yield: 1, exponent: 1, price: own.sales, processingCost: own.processing },
    transformation: { law: 'linear', from: 0, to: share / 100, start, duration },
    horizon: { start, end: start + own.years, samples: 121 },
    discountRate: own.rate / 100,
    // Of a whole change, of which only a part is made.
    investment: { conversionCost: own.cost / (share / 100) },
    dynamics: { mode: 'optimum' },
    units: { ...(currency && { currency }), ...(waste && { waste, output: waste }) },
  }
  const axes = ['recycling.price', 'waste.disposalCost'].map((parameter) => sweepAxis(defaultAxis(parameter, scenario)))
  return completed({ ...scenario, sweep: { axes } })
}

/** The same numbers of any scenario, what is computed rounded: what the form begins with. */
export function numbersOf(scenario: Scenario, { path }: Paths): OwnNumbers {
  const { waste, recycling, horizon, transformation, discountRate, investment } = scenario
  const { start, end } = known(horizon)
  const level = path.columns.level[path.time.length - 1]
  const found = {
    waste: path.columns.waste[0],
    cost: investment.conversionCost * (level || 1),
    share: 100 * (level || 1),
  }
  const given = {
    disposal: waste.disposalCost,
    processing: recycling.processingCost,
    sales: recycling.price * recycling.yield,
    duration: numberAt(transformation, 'duration') ?? 2,
    rate: 100 * discountRate,
  }
  // Of what was typed only the last digits, which products leave.
  return { ...withDigits(3, found), ...withDigits(12, given), start, years: end - start } as unknown as OwnNumbers
}

function withDigits(digits: number, numbers: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value.toPrecision(digits))]))
}
