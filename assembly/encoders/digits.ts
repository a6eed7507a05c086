/** Digits of decimal numbers as text, two numbers at a time. */

// A number on its way to text: sixteen digits as a whole number, one more, and how many of these stand before the point. Where the first
// of the sixteen is 0, the others move up. Each stage is a loop of its own over a block of numbers.
/** Little enough to stay in the first-level cache. */
export const BLOCK: i32 = 32
export const TENS: usize = memory.data(BLOCK * 8, 16)
export const LAST: usize = memory.data(BLOCK * 8, 16)
export const WHOLE: usize = memory.data(BLOCK * 4, 16)
const MOST_DIGITS: i32 = 17
const TEN16: u64 = 10000000000000000
/** In place of how many stand before the point where there are no digits: the number is infinite or NaN. */
const NO_DIGITS: i32 = i32.MIN_VALUE

// Its text: seventeen digits and then zeros, how many digits there are before zeros, how many before the point, its sign.
const COUNT: usize = 40
const POINT: usize = 44
const NEGATIVE: usize = 41
export const NUMBER_BYTES: usize = 48

const ZEROS: u64 = 0x3030303030303030
// Where JavaScript goes over to an exponent.
const LONGEST_WHOLE: i32 = 21
const MOST_LEADING_ZEROS: i32 = 6

/** Sets digits below 10^17, and the exponent of ten that they are to be multiplied by. */
export function setDigits(i: i32, digits: u64, exponent: i32): void {
  for (; digits != 0 && digits < TEN16; exponent--) digits *= 10
  store<u64>(TENS + (<usize>i << 3), digits / 10)
  store<u64>(LAST + (<usize>i << 3), digits % 10)
  store<i32>(WHOLE + (<usize>i << 2), MOST_DIGITS + exponent)
}

export function setZero(i: i32): void {
  store<u64>(TENS + (<usize>i << 3), 0)
  store<u64>(LAST + (<usize>i << 3), 0)
  store<i32>(WHOLE + (<usize>i << 2), 2)
}

export function setNoDigits(i: i32): void {
  store<i32>(WHOLE + (<usize>i << 2), NO_DIGITS)
}

@inline
export function setSign(number: usize, negative: u8): void {
  store<u8>(number, negative, NEGATIVE)
}

// Constants of the loops, in both lanes: V8 would build each anew, with three instructions.
const TEN15: usize = memory.data<u64>([1000000000000000], 16)
/** 2^58 / 10^8: of a number whose lowest 22 bits are cut off it tells how often 10^8 is in it, or one less. */
const OVER_TEN8: usize = memory.data<u32>([2882303761, 2882303761], 16)
const TEN8: usize = memory.data<u32>([100000000, 100000000], 16)
const TEN8_LESS_1: usize = memory.data<u32>([99999999, 99999999], 16)
const LOW_HALF: usize = memory.data<u32>([0xffffffff, 0], 16)
/** 2^40 / 10^4, rounded up: exact below 10^8. */
const OVER_TEN4: usize = memory.data<u32>([109951163, 109951163], 16)
const TEN4: usize = memory.data<u32>([10000, 10000], 16)
/** 2^19 / 100, rounded up: exact below 10^4; and what moves hundreds into a lane of their own. */
const OVER_HUNDRED: usize = memory.data<u32>([5243, 5243], 16)
const SPLIT_HUNDRED: usize = memory.data<u32>([6553599, 6553599], 16) // 100 · 2^16 − 1
/** 2^10 / 10, rounded up: exact below 100; and what moves tens into a lane of their own. */
const OVER_TEN: usize = memory.data<u16>([103, 103, 103, 103], 16)
const SPLIT_TEN: usize = memory.data<u16>([2559, 2559, 2559, 2559], 16) // 10 · 2^8 − 1
const ASCII: usize = memory.data<u32>([0x30303030, 0x30303030], 16)

@inline
export function constant(at: usize): v128 {
  return v128.load64_splat(at)
}

/** The texts of a block of numbers whose digits are set. */
export function spell(numbers: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    let tens = v128.load(TENS + (<usize>i << 3))
    let last = v128.load(LAST + (<usize>i << 3))
    const isShort = i64x2.gt_s(constant(TEN15), tens)
    const moved = i64x2.add(i64x2.add(i64x2.shl(tens, 3), i64x2.shl(tens, 1)), last)
    tens = v128.bitselect(moved, tens, isShort)
    last = v128.andnot(last, isShort)
    // Two words of eight digits.
    const cut = i64x2.shr_u(tens, 22)
    const estimate = i64x2.shr_u(i64x2.extmul_low_i32x4_u(v128.shuffle<i32>(cut, cut, 0, 2, 1, 3), constant(OVER_TEN8)), 36)
    const rest = i32x4.sub(tens, i32x4.mul(estimate, constant(TEN8)))
    const oneMore = v128.and(i32x4.gt_s(rest, constant(TEN8_LESS_1)), constant(LOW_HALF))
    const lower = i32x4.sub(rest, v128.and(oneMore, constant(TEN8)))
    const words = v128.or(i32x4.sub(estimate, oneMore), i64x2.shl(lower, 32))

    const number = numbers + <usize>i * NUMBER_BYTES
    const whole = WHOLE + (<usize>i << 2)
    const first = i64x2.shr_u(i64x2.extmul_low_i32x4_u(words, constant(OVER_TEN4)), 40)
    const second = i64x2.shr_u(i64x2.extmul_high_i32x4_u(words, constant(OVER_TEN4)), 40)
    finish(number, fours(first, i64x2.extend_low_i32x4_u(words)), i64x2.extract_lane(last, 0), i64x2.extract_lane(isShort, 0), load<i32>(whole))
    finish(
      number + NUMBER_BYTES, fours(second, i64x2.extend_high_i32x4_u(words)), i64x2.extract_lane(last, 1), i64x2.extract_lane(isShort, 1),
      load<i32>(whole, 4),
    )
  }
}

/** Sixteen digits, one a byte, of two words of eight and the upper four of each. */
@inline
function fours(upper: v128, words: v128): v128 {
  const groups = v128.or(upper, i64x2.shl(i32x4.sub(words, i32x4.mul(upper, constant(TEN4))), 32))
  const hundreds = i32x4.shr_u(i32x4.mul(groups, constant(OVER_HUNDRED)), 19)
  const pairs = i32x4.sub(i32x4.shl(groups, 16), i32x4.mul(hundreds, constant(SPLIT_HUNDRED)))
  const tens = i16x8.shr_u(i16x8.mul(pairs, constant(OVER_TEN)), 10)
  return i16x8.sub(i16x8.shl(pairs, 8), i16x8.mul(tens, constant(SPLIT_TEN)))
}

@inline
function finish(number: usize, digits: v128, last: i64, isShort: i64, whole: i32): void {
  v128.store(number, i8x16.add(digits, constant(ASCII)))
  store<u64>(number, ZEROS + <u64>last, 16)
  const zeros = i8x16.bitmask(i8x16.eq(digits, i64x2.splat(0)))
  const some = (zeros ^ 0xffff) | 1 | (<i32>(last != 0) << 16)
  store<u8>(number, whole == NO_DIGITS ? 0 : <u8>(32 - clz(some)), COUNT)
  store<i32>(number, whole + <i32>isShort, POINT)
}

@inline
export function hasDigits(number: usize): bool {
  return load<u8>(number, COUNT) != 0
}

/** Writes a number that is spelt as JavaScript does; returns where it ends. Up to 32 bytes behind that may change. */
@inline
export function writeSpelt(number: usize, at: usize): usize {
  const count = <usize>load<u8>(number, COUNT)
  const whole = load<i32>(number, POINT)
  store<u8>(at, 0x2d) // "-"
  at += <usize>load<u8>(number, NEGATIVE)
  if (<u32>(whole - 1) < <u32>count - 1) {
    v128.store(at, v128.load(number))
    // The digits behind the point once more, a byte further.
    const point = at + <usize>whole
    v128.store(point, v128.load(number + <usize>whole), 1)
    store<u8>(point, 0x2e)
    return at + count + 1
  }
  return writeRare(number, count, whole, at)
}

/** What has its point in front of all digits or behind them, or an exponent. */
function writeRare(number: usize, count: usize, whole: i32, at: usize): usize {
  if (-MOST_LEADING_ZEROS < whole && whole <= 0) {
    store<u64>(at, 0x3030303030302e30) // "0.000000"
    const start = at + <usize>(2 - whole)
    writeAll(number, start)
    return start + count
  }
  if (0 < whole && whole <= LONGEST_WHOLE) {
    writeAll(number, at)
    return at + <usize>whole
  }
  writeAll(number, at + 1)
  store<u8>(at, load<u8>(number))
  if (count == 1) return writeExponent(whole - 1, at + 1)
  store<u8>(at, 0x2e, 1)
  return writeExponent(whole - 1, at + count + 1)
}

/** All digits, and zeros behind them. */
@inline
function writeAll(number: usize, at: usize): void {
  v128.store(at, v128.load(number))
  store<u64>(at, load<u64>(number, 16), 16)
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

/** Copies text sixteen bytes at a time: up to fifteen behind its end may change. */
@inline
export function copyText(from: usize, to: usize, count: i32): usize {
  for (let i = 0; i < count; i += 16) v128.store(to + <usize>i, v128.load(from + <usize>i))
  return to + <usize>count
}

/** The same of text that is hardly longer than 32 bytes, which all are copied whatever its length. */
@inline
export function copyShort(from: usize, to: usize, count: i32): usize {
  v128.store(to, v128.load(from))
  v128.store(to, v128.load(from, 16), 16)
  if (count > 32) copyText(from + 32, to + 32, count - 32)
  return to + <usize>count
}
