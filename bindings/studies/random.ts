/** Random whole numbers from 0 to 2^32 − 1 that depend on the seed and the stream alone (mulberry32 on a mixed start). */
export function randomStream(seed: number, stream = 0): () => number {
  let state = mix(mix(seed >>> 0) ^ Math.imul(stream + 1, 0x9e3779b9)) ^ mix(Math.floor(seed / 2 ** 32))
  return () => {
    state = (state + 0x6d2b79f5) | 0
    return mix(state)
  }
}

function mix(value: number): number {
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39)
  return (value ^ (value >>> 15)) >>> 0
}

/** A random number from 0, included, to 1, in steps of 2^-53. */
export function uniform(next: () => number): number {
  return ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}

/** Flags of `count` of `from` places, each choice of so many equally likely: a place is taken with the probability that what is wanted has of what is left. */
export function chooseWithout(next: () => number, from: number, count: number): Uint8Array {
  const chosen = new Uint8Array(from)
  for (let i = 0, wanted = count; i < from; i++) {
    if (uniform(next) * (from - i) >= wanted) continue
    chosen[i] = 1
    wanted--
  }
  return chosen
}
