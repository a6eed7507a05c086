/**
 * Units as kinds: what a number is counted in, whatever the user's own words are. `output` is a unit of the main product,
 * `factor` of the resource that a path such as `factors[1].price` names, `product` of the additional product. `time` is a moment, perhaps of
 * the calendar, and `years` how long something takes.
 */
export type Unit = '' | 'share' | 'time' | 'years' | '1/year' | Amount | `${Amount}/${Amount | 'year'}`
type Amount = 'money' | 'factor' | 'output' | 'waste' | 'product'

/** Words that stand for the parts of a unit. */
export type UnitWords = Partial<Record<'money' | 'factor' | 'output' | 'waste' | 'product' | 'time' | 'years' | 'year', string>>

const WORDS: Required<UnitWords> = {
  money: 'money',
  factor: 'units',
  output: 'units',
  waste: 'units',
  product: 'units',
  time: 'years',
  years: 'years',
  year: 'year',
}

/** A meaning with its unit in words; of a share the meaning says so. */
export function withUnit(meaning: string, unit: Unit): string {
  return unit === '' || unit === 'share' ? meaning : `${meaning}, ${unitText(unit)}`
}

/** A unit in words: `units/year`, `money/unit`, or with words of one's own `t/year`, `€/t`. */
export function unitText(unit: Unit, words: UnitWords = {}): string {
  const own: Record<string, string | undefined> = words
  const general: Record<string, string | undefined> = WORDS
  // Of the general words, one unit is what a price is of.
  return unit.replace(/\/?[a-z]+/g, (part) => {
    const [slash, name] = part.startsWith('/') ? ['/', part.slice(1)] : ['', part]
    return slash + (own[name] ?? (slash === '' ? general[name] : general[name]?.replace(/s$/, '')) ?? name)
  })
}

/** The words of a scenario's `units`. */
export interface OwnUnits {
  currency?: string
  factors?: readonly string[]
  output?: string
  waste?: string
  time?: string
}

/** Those words for a quantity of this name, which says which factor it is of. */
export function wordsOf({ currency, factors, output, waste, time }: OwnUnits, name: string): UnitWords {
  const factor = factors?.[Number(/^factors\[(\d)\]/.exec(name)?.[1] ?? 0)]
  const words = { money: currency, factor, output, waste, product: output, time, years: time, year: time?.replace(/s$/, '') }
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined))
}
