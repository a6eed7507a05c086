/**
 * What columns come to: how many values are finite, the least and the greatest with the points that have them first, and their sum without
 * any rounding. Each column that is followed has a place of its own, of `foldBytes` bytes.
 */

const COUNT: usize = 0
const LEAST: usize = 8
const LEAST_POINT: usize = 16
const GREATEST: usize = 24
const GREATEST_POINT: usize = 32
/** The smallest and the greatest exponent that has come. */
const FIRST: usize = 40
const LAST: usize = 44
/** By exponent: sums of the lower 32 bits of the significands, and of the bits above, signed. */
const LOW: usize = 48
const EXPONENTS: usize = 2048
const HIGH: usize = LOW + 8 * EXPONENTS

export function foldBytes(): usize { return HIGH + 8 * EXPONENTS }

const FRACTION: u64 = 0x000fffffffffffff
const HIDDEN: u64 = 0x0010000000000000
/** So many significands, each below 2^53, add up to less than 2^64; and so few neighbours mostly have one sign and exponent. */
const BLOCK: i32 = 256
/** Sums of significands by sign and exponent; every other value goes to the second table, as one addition waits for the one before. */
const SUMS: usize = memory.data(2 * 4096 * 8, 16)
const OTHER: usize = 4096 * 8

/** An empty place; its memory is zeroed. */
export function beginFold(place: usize): void {
  store<f64>(place, 0, COUNT)
  store<f64>(place, Infinity, LEAST)
  store<f64>(place, -Infinity, GREATEST)
  store<i32>(place, <i32>EXPONENTS, FIRST)
  store<i32>(place, -1, LAST)
}

/** Takes in the values of consecutive points, the first of which is `point`. Values that are not finite do not count. */
export function fold(values: usize, count: i32, point: f64, place: usize): void {
  for (let from = 0; from < count; from += BLOCK) {
    const length = min(BLOCK, count - from)
    foldBlock(values + (<usize>from << 3), length, point + <f64>from, place)
  }
}

function foldBlock(values: usize, count: i32, point: f64, place: usize): void {
  let low = f64x2.splat(Infinity)
  let high = f64x2.splat(-Infinity)
  let small = f64x2.splat(Infinity)
  let large = f64x2.splat(0)
  const pairs = count & ~1
  const zero = f64x2.splat(0)
  let unordered = i64x2.splat(0)
  for (let i = 0; i < pairs; i += 2) {
    // Adding 0 makes a negative zero positive: both are one value.
    const x = f64x2.add(v128.load(values + (<usize>i << 3)), zero)
    low = f64x2.pmin(low, x)
    high = f64x2.pmax(high, x)
    const size = f64x2.abs(x)
    small = f64x2.pmin(small, size)
    large = f64x2.pmax(large, size)
    unordered = v128.or(unordered, f64x2.ne(x, x))
  }
  let least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1))
  let greatest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1))
  let smallest = min(f64x2.extract_lane(small, 0), f64x2.extract_lane(small, 1))
  let largest = max(f64x2.extract_lane(large, 0), f64x2.extract_lane(large, 1))
  let isFinite = !v128.any_true(unordered)
  if (pairs < count) {
    const x = load<f64>(values + (<usize>pairs << 3)) + 0
    if (x != x) isFinite = false
    least = min(least, x)
    greatest = max(greatest, x)
    smallest = min(smallest, abs(x))
    largest = max(largest, abs(x))
  }
  if (!isFinite || largest == Infinity) return foldSome(values, count, point, place)
  store<f64>(place, load<f64>(place, COUNT) + <f64>count, COUNT)
  if (least < load<f64>(place, LEAST)) setExtreme(values, least, point, place + LEAST)
  if (greatest > load<f64>(place, GREATEST)) setExtreme(values, greatest, point, place + GREATEST)
  if (exponentOf(smallest) == exponentOf(largest) && (least > 0 || greatest < 0)) return foldAlike(values, count, exponentOf(largest), least > 0 ? 1 : -1, place)
  for (let i = 0; i < pairs; i += 2) {
    addTo(SUMS, load<u64>(values + (<usize>i << 3)))
    addTo(SUMS + OTHER, load<u64>(values + (<usize>i << 3), 8))
  }
  if (pairs < count) addTo(SUMS, load<u64>(values + (<usize>pairs << 3)))
  settle(exponentOf(smallest), exponentOf(largest), place)
}

/** The sum where all have one sign and exponent: of their significands. */
function foldAlike(values: usize, count: i32, exponent: i32, sign: i64, place: usize): void {
  const pairs = count & ~1
  const fraction = i64x2.splat(FRACTION)
  let sums = i64x2.splat(0)
  for (let i = 0; i < pairs; i += 2) sums = i64x2.add(sums, v128.and(v128.load(values + (<usize>i << 3)), fraction))
  let sum = <u64>i64x2.extract_lane(sums, 0) + <u64>i64x2.extract_lane(sums, 1)
  if (pairs < count) sum += load<u64>(values + (<usize>pairs << 3)) & FRACTION
  // Subnormal numbers have no hidden bit.
  if (exponent != 0) sum += <u64>count * HIDDEN
  widen(exponent, exponent, place)
  addSum(sum, sign, place + (<usize>exponent << 3))
}

/** The same where some are not finite. */
function foldSome(values: usize, count: i32, point: f64, place: usize): void {
  let first = <i32>EXPONENTS
  let last = -1
  for (let i = 0; i < count; i++) {
    const x = load<f64>(values + (<usize>i << 3)) + 0
    if (!isFinite<f64>(x)) continue
    store<f64>(place, load<f64>(place, COUNT) + 1, COUNT)
    if (x < load<f64>(place, LEAST)) setExtreme(values + (<usize>i << 3), x, point + <f64>i, place + LEAST)
    if (x > load<f64>(place, GREATEST)) setExtreme(values + (<usize>i << 3), x, point + <f64>i, place + GREATEST)
    addTo(SUMS, reinterpret<u64>(x))
    first = min(first, exponentOf(x))
    last = max(last, exponentOf(x))
  }
  settle(first, last, place)
}

/** Stores a value that is among `values`, and the first point that has it. */
function setExtreme(values: usize, value: f64, point: f64, to: usize): void {
  while (load<f64>(values) != value) {
    values += 8
    point += 1
  }
  store<f64>(to, value)
  store<f64>(to, point, 8)
}

@inline
function exponentOf(value: f64): i32 {
  return <i32>((reinterpret<u64>(value) >> 52) & 0x7ff)
}

@inline
function addTo(sums: usize, bits: u64): void {
  const slot = sums + (<usize>(bits >> 52) << 3)
  // Subnormal numbers have no hidden bit, and zero none at all.
  const hidden = (bits << 1) >> 53 != 0 ? HIDDEN : 0
  store<u64>(slot, load<u64>(slot) + ((bits & FRACTION) | hidden))
}

/** Moves the sums of a block, of exponents `first` to `last`, to a place. */
function settle(first: i32, last: i32, place: usize): void {
  if (first > last) return
  widen(first, last, place)
  for (let exponent = first; exponent <= last; exponent++) {
    const at = <usize>exponent << 3
    move(SUMS + at, 1, place + at)
    move(SUMS + OTHER + at, 1, place + at)
    move(SUMS + 8 * EXPONENTS + at, -1, place + at)
    move(SUMS + OTHER + 8 * EXPONENTS + at, -1, place + at)
  }
}

@inline
function move(from: usize, sign: i64, to: usize): void {
  const sum = load<u64>(from)
  if (sum == 0) return
  store<u64>(from, 0)
  addSum(sum, sign, to)
}

@inline
function addSum(sum: u64, sign: i64, to: usize): void {
  store<i64>(to, load<i64>(to, LOW) + sign * <i64>(sum & 0xffffffff), LOW)
  store<i64>(to, load<i64>(to, HIGH) + sign * <i64>(sum >> 32), HIGH)
}

/** Exponents from `first` to `last` have come. */
@inline
function widen(first: i32, last: i32, place: usize): void {
  store<i32>(place, min(first, load<i32>(place, FIRST)), FIRST)
  store<i32>(place, max(last, load<i32>(place, LAST)), LAST)
}
