/** Exact arithmetic on decimals and fractions, rounded once at the end. */
import { exponentOf, scaled } from './bits.ts'
import type { DoubleDouble } from './double-double.ts'

/** `digits` · 10^`exponent` */
export interface Decimal {
  digits: bigint
  exponent: number
}

/** The shortest decimal that stands for a finite number: what a person wrote, or would write. */
export function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e')
  const [whole, fraction = ''] = mantissa.split('.')
  return { digits: BigInt(`${whole}${fraction}`), exponent: Number(exponent) - fraction.length }
}

/** The digits of some decimals over one power of ten: `numerators[i]` / `denominator` is decimal i. */
export function overOneDenominator(decimals: readonly Decimal[]): { numerators: bigint[]; denominator: bigint } {
  const least = Math.min(0, ...decimals.map(({ exponent }) => exponent))
  return {
    numerators: decimals.map(({ digits, exponent }) => digits * 10n ** BigInt(exponent - least)),
    denominator: 10n ** BigInt(-least),
  }
}

/** More bits than a double has, so that those behind matter only by whether any is set. */
const QUOTIENT_BITS = 64
/** Two bits below the unit of the smallest numbers, 2^-1074: half a unit, and what is less. */
const MOST_SHIFT = 1076

/** The double nearest to a fraction, of two equally near ones the even one. The denominator is above 0. */
export function nearest(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0
  const magnitude = numerator < 0n ? -numerator : numerator
  const shift = Math.min(QUOTIENT_BITS + bitLength(denominator) - bitLength(magnitude), MOST_SHIFT)
  const dividend = magnitude << BigInt(Math.max(shift, 0))
  const divisor = denominator << BigInt(Math.max(-shift, 0))
  const quotient = dividend / divisor
  // A set last bit stands for all that follow: then the conversion rounds as if it saw them.
  const rounded = Number(quotient * divisor === dividend ? quotient : quotient | 1n)
  const value = scaled(rounded, -shift)
  return numerator < 0n ? 0 - value : value
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4
}

/** The two doubles nearest to a fraction in turn: 106 bits of it. */
export function nearestPair(numerator: bigint, denominator: bigint): DoubleDouble {
  const hi = nearest(numerator, denominator)
  const exact = fractionOf(hi)
  return { hi, lo: nearest(numerator * exact.denominator - exact.numerator * denominator, denominator * exact.denominator) }
}

const FRACTION_BITS = 52

/** A finite number as a fraction, exactly. */
function fractionOf(value: number): { numerator: bigint; denominator: bigint } {
  if (value === 0) return { numerator: 0n, denominator: 1n }
  const shift = FRACTION_BITS - exponentOf(Math.abs(value))
  const digits = BigInt(scaled(value, shift))
  return shift > 0 ? { numerator: digits, denominator: 1n << BigInt(shift) } : { numerator: digits << BigInt(-shift), denominator: 1n }
}
