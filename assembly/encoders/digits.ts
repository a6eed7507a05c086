/** Decimal digits as text, eight at a time in one word. */

const TEN8: u64 = 100000000
const ZEROS: u64 = 0x3030303030303030
/** Digits of a number as they come, before the point is placed. */
const TEXT: usize = memory.data(32, 16)
const MOST_DIGITS: i32 = 17
const WIDTH: i32 = 24

// Where JavaScript goes over to an exponent.
const LONGEST_WHOLE: i32 = 21
const MOST_LEADING_ZEROS: i32 = 6

/** Writes digits · 10^exponent as JavaScript does; returns where it ends. */
export function writeDigits(digits: u64, exponent: i32, at: usize): usize {
  // Right-aligned text of 24 digits, of which those in front are zeros.
  const upper = digits / TEN8
  const top = upper / TEN8
  store<u64>(TEXT, eight(<u32>top))
  store<u64>(TEXT, eight(<u32>(upper - top * TEN8)), 8)
  store<u64>(TEXT, eight(<u32>(digits - upper * TEN8)), 16)
  let first = WIDTH - MOST_DIGITS
  while (load<u8>(TEXT + <usize>first) == 0x30) first++
  let end = WIDTH
  while (load<u8>(TEXT + <usize>(end - 1)) == 0x30) end--
  const count = end - first
  // The point stands behind so many digits.
  const whole = WIDTH - first + exponent
  const text = TEXT + <usize>first
  if (count <= whole && whole <= LONGEST_WHOLE) return writeZeros(copyText(text, at, count), whole - count)
  if (0 < whole && whole <= LONGEST_WHOLE) {
    const point = copyText(text, at, whole)
    store<u8>(point, 0x2e)
    return copyText(text + <usize>whole, point + 1, count - whole)
  }
  if (-MOST_LEADING_ZEROS < whole && whole <= 0) {
    store<u16>(at, 0x2e30) // "0."
    return copyText(text, writeZeros(at + 2, -whole), count)
  }
  store<u8>(at, load<u8>(text))
  let next = at + 1
  if (count > 1) {
    store<u8>(next, 0x2e)
    next = copyText(text + 1, next + 1, count - 1)
  }
  return writeExponent(whole - 1, next)
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

/** Text of eight digits, the first in the lowest byte: split into halves three times, each half in a lane of its own. */
function eight(value: u32): u64 {
  const halves = <u64>(value / 10000) | (<u64>(value % 10000) << 32)
  const hundreds = ((halves * 10486) >> 20) & 0x7f0000007f
  const pairs = hundreds | ((halves - 100 * hundreds) << 16)
  const tens = ((pairs * 103) >> 10) & 0xf000f000f000f
  return (tens | ((pairs - 10 * tens) << 8)) + ZEROS
}

function writeZeros(at: usize, count: i32): usize {
  for (let i = 0; i < count; i += 8) store<u64>(at + <usize>i, ZEROS)
  return at + <usize>count
}

/** Copies text eight bytes at a time: up to seven behind its end may change. */
@inline
export function copyText(from: usize, to: usize, count: i32): usize {
  for (let i = 0; i < count; i += 8) store<u64>(to + <usize>i, load<u64>(from + <usize>i))
  return to + <usize>count
}
