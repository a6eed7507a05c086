/** Numbers of simulated paths: each depends on its path and step alone, so that any order gives the same. */

/** A 32-bit mix of two counters (a finaliser of the kind of MurmurHash3). */
function mixed(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A number above 0 and below 1, and a standard normal one (Box and Muller), of a path and a step. */
export function normalOf(path: number, step: number): { uniform: number; normal: number } {
  const uniform = (mixed(path, 2 * step) + 0.5) / 2 ** 32
  const angle = (mixed(path, 2 * step + 1) + 0.5) / 2 ** 32
  return { uniform, normal: Math.sqrt(-2 * Math.log(uniform)) * Math.cos(2 * Math.PI * angle) }
}
