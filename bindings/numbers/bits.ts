/** Doubles taken apart and put together, exactly and the same on every host. */

const bits = new DataView(new ArrayBuffer(8))
const BIAS = 1023
const LEAST_EXPONENT = -1022

/** 2^exponent, a normal number. */
function powerOfTwo(exponent: number): number {
  bits.setFloat64(0, 0)
  bits.setUint32(0, (exponent + BIAS) << 20)
  return bits.getFloat64(0)
}

/** value · 2^exponent for a value of magnitude 1 or more: only the last step can leave the normal numbers, and rounds once. */
export function scaled(value: number, exponent: number): number {
  let left = exponent
  for (; left < LEAST_EXPONENT; left -= LEAST_EXPONENT) value *= powerOfTwo(LEAST_EXPONENT)
  for (; left > BIAS; left -= BIAS) value *= powerOfTwo(BIAS)
  return value * powerOfTwo(left)
}

/** The exponent of a positive number: the number is 2^exponent times something from 1 to below 2. */
export function exponentOf(value: number): number {
  bits.setFloat64(0, value)
  const exponent = bits.getUint32(0) >>> 20
  // Subnormal numbers have no leading bit to tell their size by.
  return exponent > 0 ? exponent - BIAS : exponentOf(value * powerOfTwo(64)) - 64
}

/** Whether the last bit of a number is 0. */
export function isEven(value: number): boolean {
  bits.setFloat64(0, value)
  return (bits.getUint8(7) & 1) === 0
}
