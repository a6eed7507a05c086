/** Digits of decimal numbers as text, eight at a time in one word. */

const TEN8: u64 = 100000000
const ZEROS: u64 = 0x3030303030303030
export const MOST_DIGITS: i32 = 17
const TEN16: u64 = 10000000000000000

// Where JavaScript goes over to an exponent.
const LONGEST_WHOLE: i32 = 21
const MOST_LEADING_ZEROS: i32 = 6

// A number on its way to text: its sign and digits, then their text, so that each stage is a loop of its own over many numbers.
/** The digits as a whole number from 10^15 to 10^17, or 0; and the exponent of ten that they are to be multiplied by. */
const DIGITS: usize = 0
const EXPONENT: usize = 8
/** Of the seventeen digits the second to the ninth, and the others; the first; how many there are before zeros; how many before the point. */
const UPPER: usize = 0
const LOWER: usize = 8
const FIRST: usize = 16
const COUNT: usize = 17
const WHOLE: usize = 20
const NEGATIVE: usize = 24
export const NUMBER_BYTES: usize = 32
/** In place of the exponent where there are no digits: the number is infinite or NaN. */
const NO_DIGITS: i32 = i32.MIN_VALUE

/** Sets digits that are 0, or from 10^15 to below 10^17. */
@inline
export function setLongDigits(number: usize, digits: u64, exponent: i32): void {
  store<u64>(number, digits, DIGITS)
  store<i32>(number, exponent, EXPONENT)
}

/** Sets digits below 10^17. */
export function setDigits(number: usize, digits: u64, exponent: i32): void {
  for (; digits != 0 && digits < TEN16; exponent--) digits *= 10
  setLongDigits(number, digits, exponent)
}

@inline
export function setNoDigits(number: usize): void {
  setLongDigits(number, 0, NO_DIGITS)
}

@inline
export function setSign(number: usize, negative: bool): void {
  store<u8>(number, <u8>negative, NEGATIVE)
}

/** The texts of numbers whose digits are set. */
export function spell(numbers: usize, count: i32): void {
  const end = numbers + <usize>count * NUMBER_BYTES
  for (let number = numbers; number < end; number += NUMBER_BYTES) {
    const digits = load<u64>(number, DIGITS)
    const exponent = load<i32>(number, EXPONENT)
    // Seventeen digits, of which those at the end may be zeros: one, and two words of eight.
    const isShort = digits < TEN16
    const all = select<u64>(10 * digits, digits, isShort)
    const top = all / TEN8
    const first = <u32>top / <u32>TEN8
    const upper = eight(<u32>top - first * <u32>TEN8)
    const lower = eight(<u32>(all - top * TEN8))
    const zeros = lower != 0 ? <i32>clz(lower) : 64 + <i32>clz(upper)
    store<u64>(number, upper + ZEROS, UPPER)
    store<u64>(number, lower + ZEROS, LOWER)
    store<u8>(number, <u8>(0x30 + first), FIRST)
    store<u8>(number, exponent == NO_DIGITS ? 0 : <u8>(MOST_DIGITS - (zeros >> 3)), COUNT)
    store<i32>(number, MOST_DIGITS + exponent - i32(isShort), WHOLE)
  }
}

@inline
export function hasDigits(number: usize): bool {
  return load<u8>(number, COUNT) != 0
}

/** Writes a number that is spelt as JavaScript does; returns where it ends. Up to 17 bytes behind that may change. */
export function writeSpelt(number: usize, at: usize): usize {
  const upper = load<u64>(number, UPPER)
  const lower = load<u64>(number, LOWER)
  const first = load<u8>(number, FIRST)
  const count = <usize>load<u8>(number, COUNT)
  const whole = load<i32>(number, WHOLE)
  store<u8>(at, 0x2d) // "-"
  at += <usize>load<u8>(number, NEGATIVE)
  if (0 < whole && whole < <i32>count) {
    writeAll(first, upper, lower, at)
    const point = at + <usize>whole
    store<u8>(point, 0x2e)
    // The digits behind the point once more, a byte further.
    const skipped = <u64>(whole - 1) << 3
    if (skipped < 64) {
      store<u64>(point, (upper >> skipped) | ((lower << 1) << (63 - skipped)), 1)
      store<u64>(point, lower >> skipped, 9)
    } else store<u64>(point, lower >> (skipped - 64), 1)
    return at + count + 1
  }
  if (0 < whole && whole <= LONGEST_WHOLE) {
    writeAll(first, upper, lower, at)
    store<u64>(at, ZEROS, MOST_DIGITS)
    return at + <usize>whole
  }
  if (-MOST_LEADING_ZEROS < whole && whole <= 0) {
    store<u16>(at, 0x2e30) // "0."
    store<u64>(at, ZEROS, 2)
    const start = at + <usize>(2 - whole)
    writeAll(first, upper, lower, start)
    return start + count
  }
  writeAll(first, upper, lower, at + 1)
  store<u8>(at, first)
  if (count == 1) return writeExponent(whole - 1, at + 1)
  store<u8>(at, 0x2e, 1)
  return writeExponent(whole - 1, at + count + 1)
}

@inline
function writeAll(first: u8, upper: u64, lower: u64, at: usize): void {
  store<u8>(at, first)
  store<u64>(at, upper, 1)
  store<u64>(at, lower, 9)
}

function writeExponent(exponent: i32, at: usize): usize {
  store<u16>(at, exponent < 0 ? 0x2d65 : 0x2b65) // "e-" or "e+"
  at += 2
  let rest = exponent < 0 ? -exponent : exponent
  if (rest >= 100) {
    store<u8>(at++, <u8>(0x30 + rest / 100))
    rest %= 100
    store<u8>(at++, <u8>(0x30 + rest / 10))
  } else if (rest >= 10) {
    store<u8>(at++, <u8>(0x30 + rest / 10))
  }
  store<u8>(at, <u8>(0x30 + (rest % 10)))
  return at + 1
}

/** Values of eight digits, the first in the lowest byte: split into halves three times, each half in a lane of its own. */
@inline
function eight(value: u32): u64 {
  const upper = value / 10000
  const halves = <u64>upper | (<u64>(value - 10000 * upper) << 32)
  const hundreds = ((halves * 10486) >> 20) & 0x7f0000007f
  const pairs = hundreds | ((halves - 100 * hundreds) << 16)
  const tens = ((pairs * 103) >> 10) & 0xf000f000f000f
  return tens | ((pairs - 10 * tens) << 8)
}

/** Copies text sixteen bytes at a time: up to fifteen behind its end may change. */
@inline
export function copyText(from: usize, to: usize, count: i32): usize {
  for (let i = 0; i < count; i += 16) v128.store(to + <usize>i, v128.load(from + <usize>i))
  return to + <usize>count
}
