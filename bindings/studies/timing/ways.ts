/** What a step earns on its way from one level to another, under a random price. */
import type { Question } from './problem.ts'

/** What of profits by level, `width` of each, a step earns on its way from a level to another: of number `n` of them. */
export type Along = (own: Float64Array, from: number, to: number, width: number, n: number) => number

/** What a step earns along its way from one level to another: there with jumps, else over the levels between, evenly in time, as they are discounted. */
export function alongOf({ rate }: Question, levels: Float64Array, { whole, toEnd }: { whole: number; toEnd: number }): Along {
  const tilt = toEnd / whole - 0.5
  return (own, from, to, width, n) => {
    const [start, end] = [own[from * width + n], own[to * width + n]]
    if (rate === Infinity || from === to) return end
    const step = to > from ? 1 : -1
    let sum = 0
    for (let i = from; i !== to; i += step)
      sum += 0.5 * Math.abs(levels[i + step] - levels[i]) * (own[i * width + n] + own[(i + step) * width + n])
    return sum / Math.abs(levels[to] - levels[from]) + tilt * (end - start)
  }
}

/** `along` at all nodes, by the levels that a step goes from and to; kept as long as the profits are the same. */
export function waysOf(along: Along, levels: number, width: number, jumps: boolean) {
  let profits: Float64Array | undefined
  const known = new Map<number, Float64Array>()
  return (own: Float64Array) => {
    if (own !== profits) known.clear()
    profits = own
    return (from: number, to: number): Float64Array => {
      const isThere = jumps || from === to
      const key = isThere ? to * levels + to : from * levels + to
      let found = known.get(key)
      if (found !== undefined) return found
      if (isThere) found = own.subarray(to * width, (to + 1) * width)
      else found = Float64Array.from({ length: width }, (_, n) => along(own, from, to, width, n))
      known.set(key, found)
      return found
    }
  }
}
