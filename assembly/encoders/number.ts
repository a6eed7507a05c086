/**
 * The shortest decimal that reads back as the same double, of several the nearest, written as JavaScript writes it. After R. Giulietti,
 * "The Schubfach way to render doubles" (2021).
 */
import { writeDigits } from './digits'

/** Powers of ten that any double needs, each rounded up to 128 significant bits: the host fills them in, lower half first. */
const LEAST_POWER: i32 = -292
const POWERS: usize = memory.data(617 * 16, 16)

export function powersAt(): usize {
  return POWERS
}

const FRACTION_BITS: u64 = 52
const FRACTION: u64 = (1 << FRACTION_BITS) - 1
const BIAS: i32 = 1075

/** Writes a number at an address; returns where it ends. Up to seven bytes behind that may change. */
export function writeNumber(value: f64, at: usize): usize {
  const bits = reinterpret<u64>(value)
  const exponent = <i32>((bits >> FRACTION_BITS) & 0x7ff)
  const fraction = bits & FRACTION
  if (exponent == 0x7ff) return writeWord(fraction != 0, bits >> 63 != 0, at)
  if ((bits << 1) == 0) {
    store<u8>(at, 0x30)
    return at + 1
  }
  if (bits >> 63) store<u8>(at++, 0x2d)

  let significand = fraction
  let power = 1 - BIAS
  if (exponent != 0) {
    significand |= 1 << FRACTION_BITS
    power = exponent - BIAS
    // Whole numbers below 2^53 are their own digits.
    if (power <= 0 && power > -53 && (significand & ((<u64>1 << <u64>-power) - 1)) == 0) return writeDigits(significand >> <u64>-power, 0, at)
  }
  return shortest(significand, power, fraction == 0 && exponent > 1, at)
}

/** NaN, and an infinite number as one beyond the range of doubles: see bindings/files/format/csv.ts. */
function writeWord(nan: bool, negative: bool, at: usize): usize {
  if (nan) {
    store<u32>(at, 0x4e614e) // "NaN", the first letter in the lowest byte
    return at + 3
  }
  if (negative) store<u8>(at++, 0x2d)
  store<u64>(at, 0x3939396531) // "1e999"
  return at + 5
}

/** The digits of significand · 2^power; `close` where the double below is half as far away as the one above. */
function shortest(significand: u64, power: i32, close: bool, at: usize): usize {
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
    if (below != above) return writeDigits(tens + <u64>above, scale + 1, at)
  }
  const below = from <= 4 * units
  const above = 4 * units + 4 <= to
  if (below != above) return writeDigits(units + <u64>above, scale, at)
  const half = 4 * units + 2
  return writeDigits(units + <u64>(value > half || (value == half && (units & 1) != 0)), scale, at)
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
