/**
 * The shortest decimal that reads back as the same double, of several the nearest, written as JavaScript writes it. After R. Giulietti,
 * "The Schubfach way to render doubles" (2021).
 */
import {
  constant, hasDigits, LAST, NUMBER_BYTES, setDigits, setNoDigits, setSign, setZero, spell, TENS, WHOLE, writeSpelt,
} from './digits'

/** Powers of ten that any double needs, each rounded up to 128 significant bits: the host fills them in, lower half first. */
const LEAST_POWER: i32 = -293
const POWERS: usize = memory.data(618 * 16, 16)

export function powersAt(): usize {
  return POWERS
}

const FRACTION_BITS: u64 = 52
const FRACTION: u64 = (1 << FRACTION_BITS) - 1
const HIDDEN: u64 = 1 << FRACTION_BITS
const BIAS: i32 = 1075
const NOT_FINITE: i32 = 0x7ff

/** A number that is written by itself, as two of the same. */
const ONE: usize = memory.data(2 * <i32>NUMBER_BYTES, 16)
const VALUES: usize = memory.data(16, 16)

/** Writes a number at an address; returns where it ends. Up to 32 bytes behind that may change. */
export function writeNumber(value: f64, at: usize): usize {
  v128.store(VALUES, f64x2.splat(value))
  digitsOf(VALUES, 1, ONE)
  return hasDigits(ONE) ? writeSpelt(ONE, at) : writeWord(value, at)
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

// Constants in both lanes, as in digits.ts.
const FRACTIONS: usize = memory.data<u64>([0xfffffffffffff], 16)
const HIDDENS: usize = memory.data<u64>([0x10000000000000], 16)
const LOW_HALF: usize = memory.data<u32>([0xffffffff, 0], 16)
const HIGH_HALF: usize = memory.data<u32>([0, 0xffffffff], 16)
const HALF: usize = memory.data<u64>([0x80000000], 16)
/** In units of 2^-32, by how little a fraction and half the distance of two doubles may differ and yet be compared; as a range around it. */
const DOUBT: i32 = 8
const DOUBTS: usize = memory.data<u32>([16, 16], 16)
/** The same of ten times the fraction and a half, in the lower half of a lane: less than a half, twice; never in the upper one. */
const HALF_FROM: usize = memory.data<u32>([0x80000040, 0x40000000], 16) // 64 − 2^31
const HALF_DOUBTS: usize = memory.data<u32>([128, 0], 16)

// What numbers of one exponent share: 2^power in units of 10^(scale + 1) as a fraction of 96 bits, in three words; half of it, in 32 bits;
// where the range of doubt around that begins; how many digits stand before the point.
let sharedExponent: i32 = 0
const UPPER: usize = memory.data(16, 16)
const MIDDLE: usize = memory.data(16, 16)
const LOWER: usize = memory.data(16, 16)
const REACH: usize = memory.data(16, 16)
const DOUBT_FROM: usize = memory.data(16, 16)
let sharedWhole: u64 = 0

function share(exponent: i32): void {
  sharedExponent = exponent
  const power = exponent - BIAS
  const scale = (power * 1262611) >> 22 // floor of log10 of 2^power
  const next = -scale - 1
  const entry = POWERS + (<usize>(next - LEAST_POWER) << 4)
  const high = load<u64>(entry, 8)
  const middle = (high << 32) | (load<u64>(entry) >> 32)
  const shift = <u64>(-1 - power - ((next * 1741647) >> 19)) // floor of log2 of 10^next
  const upper = <u32>(high >> shift >> 32)
  v128.store(UPPER, i32x4.splat(upper))
  v128.store(MIDDLE, i32x4.splat(<u32>(high >> shift)))
  v128.store(LOWER, i32x4.splat(<u32>(middle >> shift)))
  v128.store(REACH, i32x4.splat(upper >> 1))
  v128.store(DOUBT_FROM, i32x4.splat(DOUBT - (upper >> 1)))
  sharedWhole = <u64><u32>(scale + 17) * 0x100000001
}

/** The shortest decimals of some values, at most `BLOCK`, spelt; with an odd number of them what is behind the last is read, too. */
export function digitsOf(values: usize, count: i32, numbers: usize): void {
  for (let i = 0; i < count; i += 2) {
    const at = values + (<usize>i << 3)
    const first = load<u64>(at)
    const second = load<u64>(at, 8)
    const number = numbers + <usize>i * NUMBER_BYTES
    setSign(number, <u8>(first >> 63))
    setSign(number + NUMBER_BYTES, <u8>(second >> 63))
    const exponent = exponentOf(first)
    if (exponent == exponentOf(second) && <u32>(exponent - 1) < <u32>NOT_FINITE - 1) {
      if (exponent != sharedExponent) share(exponent)
      if (setPair(i, v128.load(at))) continue
    }
    setOne(i, first, number)
    setOne(i + 1, second, number + NUMBER_BYTES)
  }
  spell(numbers, count)
}

@inline
function exponentOf(bits: u64): i32 {
  return <i32>(bits >> FRACTION_BITS) & NOT_FINITE
}

/**
 * The digits of two doubles of the shared exponent: as a number with sixteen digits before its point, what is behind that tells whether the
 * sixteen, or those of the next number, are within half the distance of two doubles, and otherwise the seventeenth. Returns whether that
 * is certain: but for one number in some millions, and for those whose neighbours are not equally far away.
 */
@inline
function setPair(i: i32, bits: v128): bool {
  const fraction = v128.and(bits, constant(FRACTIONS))
  const significand = v128.or(fraction, constant(HIDDENS))
  const halves = v128.shuffle<i32>(significand, significand, 0, 2, 1, 3)
  const upper = v128.load(UPPER)
  const middle = v128.load(MIDDLE)
  // The product in words of 32 bits, without the lowest.
  const carry = i64x2.add(
    i64x2.shr_u(i64x2.extmul_low_i32x4_u(halves, middle), 32),
    i64x2.shr_u(i64x2.extmul_high_i32x4_u(halves, v128.load(LOWER)), 32),
  )
  const across = i64x2.add(i64x2.extmul_high_i32x4_u(halves, middle), carry)
  const places = i64x2.add(i64x2.extmul_low_i32x4_u(halves, upper), v128.and(across, constant(LOW_HALF)))
  const whole = i64x2.add(
    i64x2.extmul_high_i32x4_u(halves, upper),
    i64x2.add(i64x2.shr_u(across, 32), i64x2.shr_u(places, 32)),
  )
  const rest = v128.and(places, constant(LOW_HALF))

  // How far it is to the whole number below, and in the upper half of each lane to the one above.
  const distances = v128.xor(v128.or(rest, i64x2.shl(rest, 32)), constant(HIGH_HALF))
  const isNear = i32x4.le_u(distances, v128.load(REACH))
  const tenfold = i64x2.add(i64x2.shl(rest, 3), i64x2.shl(rest, 1))
  const digit = i64x2.shr_u(i64x2.add(tenfold, constant(HALF)), 32)
  v128.store(TENS + (<usize>i << 3), i64x2.add(whole, i64x2.shr_u(isNear, 63)))
  v128.store(LAST + (<usize>i << 3), v128.andnot(digit, v128.or(isNear, i64x2.shr_u(isNear, 32))))
  store<u64>(WHOLE + (<usize>i << 2), sharedWhole)

  const nearEnds = i32x4.le_u(i32x4.add(distances, v128.load(DOUBT_FROM)), constant(DOUBTS))
  const nearHalf = i32x4.le_u(i32x4.add(tenfold, constant(HALF_FROM)), constant(HALF_DOUBTS))
  const isPowerOfTwo = i64x2.eq(fraction, i64x2.splat(0))
  return !v128.any_true(v128.or(v128.or(nearEnds, nearHalf), isPowerOfTwo))
}

function setOne(i: i32, bits: u64, number: usize): void {
  const exponent = exponentOf(bits)
  if (exponent == NOT_FINITE) return setNoDigits(i)
  const fraction = bits & FRACTION
  if (exponent != 0) return setClosest(i, fraction | HIDDEN, exponent - BIAS, fraction == 0 && exponent > 1)
  if (fraction != 0) return setClosest(i, fraction, 1 - BIAS, false)
  setSign(number, 0)
  setZero(i)
}

/** The same of one number by the method as published, exact whatever it is; `close` where the double below is half as far away as the one above. */
function setClosest(i: i32, significand: u64, power: i32, close: bool): void {
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
    if (below != above) return setDigits(i, tens + <u64>above, scale + 1)
  }
  const below = from <= 4 * units
  const above = 4 * units + 4 <= to
  if (below != above) return setDigits(i, units + <u64>above, scale)
  const half = 4 * units + 2
  setDigits(i, units + <u64>(value > half || (value == half && (units & 1) != 0)), scale)
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
