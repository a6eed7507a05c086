import fc from 'fast-check'
import type { ScenarioInput } from '../../bindings/scenario/index.ts'

/** An enterprise drawn at random, and the level at which its optimum is wanted. */
export interface Draw {
  scenario: ScenarioInput
  level: number
}

export interface Range {
  /** Costs k, output a / k in all and waste b / k in all. */
  exponents: 'decreasing returns' | 'any'
  /** Whether parameters may be zero, the level 0 or 1, and g or k exactly 1. */
  special: boolean
}

/** Moderate exponents and no special value: the profit is smooth in every parameter. */
export const SMOOTH: Range = { exponents: 'decreasing returns', special: false }
export const ANYTHING: Range = { exponents: 'any', special: true }

const between = (from: number, to: number) => fc.noBias(fc.nat({ max: 1e9 })).map((n) => from + ((to - from) * n) / 1e9)
/** Spread evenly in the logarithm, around 1. */
const around = (decades: number) => between(-decades, decades).map((exponent) => 10 ** exponent)

/** Enterprises with one or two factors. */
export function enterprises(factorCount: 1 | 2, range: Range): fc.Arbitrary<Draw> {
  const moderate = range.exponents === 'decreasing returns'
  const or = <T>(special: T, otherwise: fc.Arbitrary<T>) =>
    range.special ? fc.oneof({ weight: 1, arbitrary: fc.constant(special) }, { weight: 3, arbitrary: otherwise }) : otherwise
  const each = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: factorCount, maxLength: factorCount })
  const factor = fc.record({
    price: around(1),
    costExponent: or(1, moderate ? between(0.8, 1.6) : between(0.3, 2.5)),
    lower: between(-3, -0.3).map((exponent) => 10 ** exponent),
    upper: between(0.3, 4).map((exponent) => 10 ** exponent),
  })
  return fc
    .record({
      factors: each(factor),
      outputShares: each(moderate ? between(0.1, 0.8) : between(0.02, 1.5)),
      wasteShares: each(or(0, moderate ? between(0.1, 1.2) : between(0.05, 2))),
      output: fc.record({ scale: around(1).map((scale) => 5 * scale), price: around(0.5) }),
      waste: fc.record({ scale: or(0, around(0.7)), disposalCost: or(0, around(0.7)) }),
      recycling: fc.record({
        yield: or(0, around(0.5)),
        exponent: or(1, between(0.3, 0.95)),
        price: or(0, around(0.7)),
        processingCost: or(0, around(1)),
      }),
      fixedCost: or(0, around(1)),
      level: fc.oneof(or(0, between(0.05, 0.95)), or(1, between(0.05, 0.95))),
    })
    .map(({ factors, outputShares, wasteShares, output, waste, recycling, fixedCost, level }) => ({
      level,
      scenario: {
        factors,
        production: { ...output, elasticities: outputShares.map((share, i) => (share * factors[i].costExponent) / factorCount) },
        waste: { ...waste, elasticities: wasteShares.map((share, i) => (share * factors[i].costExponent) / factorCount) },
        recycling,
        fixedCost,
      },
    }))
}
