/** Random numbers that depend on a counter and a key alone, the same on every host. */

const PARITY = 0x1bd11bda
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24]

/** Two words of 32 bits from a counter and a key of two each. */
export type Words = [number, number]

/**
 * Threefry-2x32 with 20 rounds (J. K. Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011).
 * @param to takes the two words.
 */
export function threefry(to: Words, counter0: number, counter1: number, key0: number, key1: number): void {
  const key2 = PARITY ^ key0 ^ key1
  let a = (counter0 + key0) | 0
  let b = (counter1 + key1) | 0
  for (let round = 0; round < 20; round++) {
    const by = ROTATIONS[round & 7]
    a = (a + b) | 0
    b = ((b << by) | (b >>> (32 - by))) ^ a
    if ((round & 3) !== 3) continue
    const injection = (round + 1) >> 2
    a = (a + (injection % 3 === 1 ? key1 : injection % 3 === 2 ? key2 : key0)) | 0
    b = (b + (injection % 3 === 1 ? key2 : injection % 3 === 2 ? key0 : key1) + injection) | 0
  }
  to[0] = a >>> 0
  to[1] = b >>> 0
}

/** A seed as the two words of a key. */
export function keyOf(seed: number): Words {
  return [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0]
}

/** Of two words the number between 0 and 1, never either: the middle of one of 2^52 parts. */
export function unitOf([a, b]: Words): number {
  return ((a >>> 6) * 2 ** 26 + (b >>> 6) + 0.5) * 2 ** -52
}

/** What a counter's second word is for: streams of one seed that must not meet. */
export const STREAM = { points: 0, scrambling: 0x10000000, hypercube: 0x20000000, process: 0x40000000 } as const

/** Mixes 32 bits (C. Wellons, lowbias32). */
export function mixed(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}
