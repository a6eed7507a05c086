import { signal } from '@preact/signals'
import type { MetricKey, NumberKey } from 'offcut/forms'

/** Whether fields and values also show their symbols and paths. */
export const showsSymbols = signal(false)

/** Symbols of docs/model.md; what has none is known by its path. */
const SYMBOLS: Partial<Record<NumberKey | MetricKey, string>> = {
  'factors[].price': 'c',
  'factors[].costExponent': 'k',
  'factors[].volume': 'x',
  'production.scale': 'A',
  'production.elasticities[]': 'a',
  'production.price': 'p',
  'waste.scale': 'B',
  'waste.elasticities[]': 'b',
  'waste.disposalCost': 'd',
  'recycling.yield': 'E',
  'recycling.exponent': 'g',
  'recycling.price': 'q',
  'recycling.processingCost': 'r',
  fixedCost: 'F',
  level: 'θ',
  time: 't',
  discountRate: 'ρ',
  'investment.conversionCost': 'J',
  'investment.reversalCost': 'J₋',
  'investment.adjustmentCost': 'K',
  'dynamics.timescale[]': 'τ',
  'dynamics.share[]': 's',
  'dynamics.unitCost[]': 'w',
  'dynamics.depreciation[]': 'δ',
  'factors[]': 'x',
  output: 'V',
  waste: 'W',
  recycled: 'R',
  discharged: 'D',
  additionalOutput: 'U',
  profit: 'Π',
  profitOfLevel: '∂Π*/∂θ',
  valueOfWaste: 'm',
}

const SUBSCRIPTS = ['₁', '₂']

/** Symbol and path of a parameter or metric, such as `d · waste.disposalCost`. */
export function symbolAndPath(path: string): string {
  const symbol = SYMBOLS[path.replace(/\[\d+\]/g, '[]') as NumberKey]
  const index = /\[(\d)\]/.exec(path)?.[1]
  return symbol === undefined ? path : `${symbol}${index ? SUBSCRIPTS[Number(index)] : ''} · ${path}`
}
