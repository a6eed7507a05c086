/**
 * The shortest decimal that reads back as the same double, of several the nearest, written as JavaScript writes it. After R. Giulietti,
 * "The Schubfach way to render doubles" (2021).
 */
import { hasDigits, MOST_DIGITS, NUMBER_BYTES, setDigits, setLongDigits, setNoDigits, setSign, spell, writeSpelt } from './digits'

/** Powers of ten that any double needs, each rounded up to 128 significant bits: the host fills them in, lower half first. */
const LEAST_POWER: i32 = -292
const POWERS: usize = memory.data(617 * 16, 16)

export function powersAt(): usize {
  return POWERS
}

const FRACTION_BITS: u64 = 52
const FRACTION: u64 = (1 << FRACTION_BITS) - 1
const BIAS: i32 = 1075

/** A number that is written by itself. */
const ONE: usize = memory.data(<i32>NUMBER_BYTES, 16)
const VALUE: usize = memory.data(8, 8)

/** Writes a number at an address; returns where it ends. Up to 17 bytes behind that may change. */
export function writeNumber(value: f64, at: usize): usize {
  store<f64>(VALUE, value)
  digitsOf(VALUE, 1, ONE)
  return hasDigits(ONE) ? writeSpelt(ONE, at) : writeWord(value, at)
}

/** The shortest decimals of some values, spelt. */
export function digitsOf(values: usize, count: i32, numbers: usize): void {
  let number = numbers
  for (let i = 0; i < count; i++, number += NUMBER_BYTES) setDigitsOf(load<u64>(values + (<usize>i << 3)), number)
  spell(numbers, count)
}

@inline
function setDigitsOf(bits: u64, number: usize): void {
  const exponent = <i32>((bits >> FRACTION_BITS) & 0x7ff)
  const fraction = bits & FRACTION
  if (exponent == 0x7ff) return setNoDigits(number)
  const isZero = bits << 1 == 0
  setSign(number, bits >> 63 != 0 && !isZero)
  if (isZero) return setLongDigits(number, 0, 2 - MOST_DIGITS)
  let significand = fraction
  let power = 1 - BIAS
  if (exponent != 0) {
    significand |= 1 << FRACTION_BITS
    power = exponent - BIAS
    // Whole numbers below 2^53 are their own digits.
    if (power <= 0 && power > -53 && (significand & ((<u64>1 << <u64>-power) - 1)) == 0)
      return setDigits(number, significand >> <u64>-power, 0)
  }
  if (fraction == 0 || exponent == 0) return setClosest(significand, power, exponent > 1, number)
  setShortest(significand, power, number)
}

/** NaN, and an infinite number as one beyond the range of doubles: see bindings/files/format/csv.ts. */
export function writeWord(value: f64, at: usize): usize {
  if (value != value) {
    store<u32>(at, 0x4e614e) // "NaN", the first letter in the lowest byte
    return at + 3
  }
  if (value < 0) store<u8>(at++, 0x2d)
  store<u64>(at, 0x3939396531) // "1e999"
  return at + 5
}

/** Binary places of fractions of 10^scale, which may be up to 10; and by how little of it two numbers may differ and yet be compared. */
const PLACES: u64 = 60
const UNIT: u64 = 1 << PLACES
const DOUBT: u64 = 1 << 36

/**
 * The digits of significand · 2^power, from the upper 96 bits of the power of ten. These tell which of the decimals near by are closer
 * than half a unit of the significand, but for one number in some millions, and for those whose neighbours are not equally far away.
 */
@inline
function setShortest(significand: u64, power: i32, number: usize): void {
  const scale = (power * 1262611) >> 22 // floor of log10 of 2^power
  const shift = <u64>(power + ((-scale * 1741647) >> 19) + 1)
  const entry = POWERS + (<usize>(-scale - LEAST_POWER) << 4)
  const low = load<u64>(entry)
  const high = load<u64>(entry, 8)
  // In quarters of 10^scale: their whole number, and 64 binary places.
  const factor = (significand << 2) << shift
  const carry = (low >> 32) * (factor >> 32)
  const places = high * factor + carry
  const quarters = upper(high, factor) + <u64>(places < carry)

  const units = quarters >> 2
  const tens = units / 10
  const rest = ((quarters & 3) << (PLACES - 2)) | (places >> 6)
  const overTens = ((units - 10 * tens) << PLACES) | rest
  const toTens = 10 * UNIT - overTens
  const reach = high >> (5 - shift)
  const half = UNIT / 2
  if (i32(overTens - reach + DOUBT < 2 * DOUBT) | i32(toTens - reach + DOUBT < 2 * DOUBT) | i32(rest - half + DOUBT < 2 * DOUBT))
    return setClosest(significand, power, false, number)
  const below = i32(overTens < reach)
  const above = i32(toTens < reach)
  setLongDigits(number, select<u64>(10 * (tens + <u64>above), units + <u64>(rest > half), below ^ above), scale)
}

/** The same by the method as published, exact whatever the number; `close` where the double below is half as far away as the one above. */
function setClosest(significand: u64, power: i32, close: bool, number: usize): void {
  const open = <u64>(significand & 1)
  const middle = significand << 2
  const scale = (power * 1262611 - (close ? 524031 : 0)) >> 22 // floor of log10 of the width of the interval
  const shift = <u64>(power + ((-scale * 1741647) >> 19) + 1)
  const entry = POWERS + (<usize>(-scale - LEAST_POWER) << 4)
  const low = load<u64>(entry)
  const high = load<u64>(entry, 8)
  // Within a quarter of a unit of 10^scale: the ends of the interval of numbers that read as this double, and its middle.
  const from = roundToOdd(low, high, (middle - (close ? 1 : 2)) << shift) + open
  const value = roundToOdd(low, high, middle << shift)
  const to = roundToOdd(low, high, (middle + 2) << shift) - open

  const units = value >> 2
  if (units >= 10) {
    const tens = units / 10
    const below = from <= 40 * tens
    const above = 40 * tens + 40 <= to
    if (below != above) return setDigits(number, tens + <u64>above, scale + 1)
  }
  const below = from <= 4 * units
  const above = 4 * units + 4 <= to
  if (below != above) return setDigits(number, units + <u64>above, scale)
  const half = 4 * units + 2
  setDigits(number, units + <u64>(value > half || (value == half && (units & 1) != 0)), scale)
}

/** The upper 64 of 192 bits of a product, the lowest set where any of those below is. */
function roundToOdd(low: u64, high: u64, factor: u64): u64 {
  const carry = upper(low, factor)
  const rest = high * factor + carry
  return (upper(high, factor) + <u64>(rest < carry)) | <u64>(rest > 1)
}

/** The upper half of a product of 64 by 64 bits. */
@inline
function upper(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff
  const a1 = a >> 32
  const b0 = b & 0xffffffff
  const b1 = b >> 32
  const middle = a1 * b0 + ((a0 * b0) >> 32)
  const other = a0 * b1 + (middle & 0xffffffff)
  return a1 * b1 + (middle >> 32) + (other >> 32)
}
