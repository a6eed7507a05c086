/** Points of the unit cube, a dimension at a time. Point j depends on the design, its seed and j alone. */
import { keyOf, mixed, STREAM, threefry, unitOf, type Words } from './random.ts'

/** Fills `to` with the coordinates of points `start` on in one dimension, each between 0 and 1 and neither. */
export type FillUnit = (to: Float64Array, start: number) => void

const BITS = 32

/**
 * Sobol points with Owen's scrambling by a hash: each bit is flipped or not by what the bits above it are (B. Burley, "Practical hash-based Owen
 * scrambling", Journal of Computer Graphics Techniques 9(4), 2020, with N. Vegdahl's constants).
 * @param directions 32 direction numbers of the dimension.
 */
export function sobol(directions: Uint32Array, dimension: number, seed: number): FillUnit {
  const reversed = Int32Array.from(directions, reverse)
  const words: Words = [0, 0]
  threefry(words, dimension, STREAM.scrambling, ...keyOf(seed))
  const scrambling = words[0]
  return (to, start) => {
    // In the order of the Gray code each point differs from the one before in one direction.
    let x = 0
    const gray = start ^ (start >>> 1)
    for (let bit = 0; bit < BITS; bit++) if ((gray >>> bit) & 1) x ^= reversed[bit]
    for (let i = 0; i < to.length; i++) {
      to[i] = ((reverse(scrambled(x, scrambling)) >>> 0) + 0.5) * 2 ** -BITS
      const next = start + i + 1
      x ^= reversed[BITS - 1 - Math.clz32(next & -next)]
    }
  }
}

/** Sobol points as they are published, on the lower ends of their cells. */
export function plainSobol(directions: Uint32Array, index: number): number {
  const gray = index ^ (index >>> 1)
  let x = 0
  for (let bit = 0; bit < BITS; bit++) if ((gray >>> bit) & 1) x ^= directions[bit]
  return (x >>> 0) * 2 ** -BITS
}

/** Of bits in reverse order, each by those below it. */
function scrambled(x: number, seed: number): number {
  x ^= Math.imul(x, 0x3d20adea)
  x = (x + seed) | 0
  x = Math.imul(x, (seed >>> 16) | 1)
  x ^= Math.imul(x, 0x05526c56)
  x ^= Math.imul(x, 0x53a22864)
  return x
}

function reverse(x: number): number {
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1)
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2)
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4)
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8)
  return (x >>> 16) | (x << 16)
}

/** Independent points. */
export function random(dimension: number, seed: number): FillUnit {
  const [key0, key1] = keyOf(seed)
  const words: Words = [0, 0]
  return (to, start) => {
    for (let i = 0; i < to.length; i++) {
      threefry(words, start + i, STREAM.points + dimension, key0, key1)
      to[i] = unitOf(words)
    }
  }
}

const ROUNDS = 8

/** One point in each of `points` equal parts, in an order that is shuffled by itself in each dimension. */
export function latinHypercube(points: number, dimension: number, seed: number): FillUnit {
  const [key0, key1] = keyOf(seed)
  const words: Words = [0, 0]
  const keys = Array.from({ length: ROUNDS }, (_, round) => {
    threefry(words, dimension, STREAM.hypercube + round, key0, key1)
    return words[0]
  })
  // A Feistel cipher shuffles 2^(2 half) numbers; one that is none of the parts is shuffled again until it is.
  const half = Math.max(1, Math.ceil(Math.log2(points) / 2))
  const mask = 2 ** half - 1
  const shuffled = (index: number): number => {
    let left = index >>> half
    let right = index & mask
    for (let round = 0; round < ROUNDS; round++) {
      const next = left ^ (mixed(right ^ keys[round]) & mask)
      left = right
      right = next
    }
    const result = left * (mask + 1) + right
    return result < points ? result : shuffled(result)
  }
  return (to, start) => {
    for (let i = 0; i < to.length; i++) {
      threefry(words, start + i, STREAM.points + dimension, key0, key1)
      to[i] = Math.min((shuffled(start + i) + unitOf(words)) / points, 1 - 2 ** -53)
    }
  }
}
