/** Functions that are the same on every host: against 60 digits. */
import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEngine } from '../../bindings/node.ts'
import { exp, log, log1p, power, roughExp } from '../../bindings/numbers/functions.ts'
import { decimalOf, nearest } from '../../bindings/numbers/rational.ts'
import { growing } from '../support/paths.ts'

const Exact = Decimal.clone({ precision: 60, minE: -2000, maxE: 2000, toExpNeg: -400, toExpPos: 400 })
/** A double exactly, not the shortest decimal that stands for it. */
function exact(value: number): Decimal {
  let [whole, halvings] = [value, 0]
  while (!Number.isInteger(whole)) [whole, halvings] = [whole * 2, halvings + 1]
  return new Exact(BigInt(whole).toString()).div(new Exact(2).pow(halvings))
}
const rounded = (value: Decimal) => Number(value.toSignificantDigits(50).toString())
const runs = { seed: 20261127, numRuns: 300 }
const positive = fc.oneof(
  fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
  fc.double({ min: 0.5, max: 2, noNaN: true }),
  fc.integer({ min: 1, max: 1000 }),
)
const logarithm = fc.double({ min: -700, max: 700, noNaN: true })

test('exponentials, logarithms and powers are the doubles nearest to the exact ones', () => {
  fc.assert(
    fc.property(logarithm, positive, fc.double({ min: -1, max: 1, noNaN: true }), (x, y, exponent) => {
      expect(exp(x)).toBe(rounded(exact(x).exp()))
      expect(log(y)).toBe(rounded(exact(y).ln()) + 0)
      expect(power(y, exponent)).toBe(rounded(exact(y).pow(exact(exponent))))
      expect(Math.abs(roughExp(x) / exp(x) - 1)).toBeLessThan(1e-15)
    }),
    runs,
  )
})

test('log1p has no rounding of its sum', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-20, max: 0.999, noNaN: true }), fc.constantFrom(1, -1), (size, sign) => {
      const x = sign * size
      expect(log1p(x)).toBe(rounded(exact(x).plus(1).ln()) + 0)
    }),
    { ...runs, numRuns: 100 },
  )
})

test('limits', () => {
  expect([exp(0), exp(800), exp(-800), exp(NaN), roughExp(800), roughExp(-Infinity), roughExp(NaN)]).toEqual([
    1,
    Infinity,
    0,
    NaN,
    Infinity,
    0,
    NaN,
  ])
  expect([log(1), log(0), log(-1), log(Infinity), log1p(-1), log1p(0)]).toEqual([0, -Infinity, NaN, Infinity, -Infinity, 0])
  expect([power(0, 0.5), power(0, 0), power(1, 3), power(4, 0.5), power(0.1, 1)]).toEqual([0, 1, 1, 2, 0.1])
})

test('the nearest double to a fraction, at the ends of the range too', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.bigInt({ min: 1n, max: 10n ** 30n }), (value, factor) => {
      const { digits, exponent } = decimalOf(value)
      const [numerator, denominator] = exponent < 0 ? [digits, 10n ** BigInt(-exponent)] : [digits * 10n ** BigInt(exponent), 1n]
      expect(nearest(numerator * factor, denominator * factor)).toBe(value + 0)
    }),
    { ...runs, numRuns: 2000 },
  )
})

test('equilibria use no function of the host that hosts compute differently', async () => {
  const engine = await createEngine({ backend: 'wasm', workers: 0 })
  const scenario = { ...growing(), recycling: { ...growing().recycling, exponent: 0.8 } }
  const all = async () => [
    await engine.equilibria(scenario),
    await engine.equilibria(scenario, { time: 7 }),
    await engine.equilibria(scenario, { from: 0, to: 1 }),
    await engine.equilibria(growing(), { from: 0, to: 1 }),
  ]
  const before = await all()
  const names = ['log', 'exp', 'pow', 'log1p', 'expm1', 'cbrt', 'log2', 'log10'] as const
  const host = Object.fromEntries(names.map((name) => [name, Math[name]]))
  try {
    for (const name of names) Object.assign(Math, { [name]: () => NaN })
    expect(await all()).toEqual(before)
  } finally {
    Object.assign(Math, host)
    await engine.close()
  }
})
