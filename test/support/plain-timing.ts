/** The best course of a level by plain dynamic programming, from a profit that is a formula: nothing is shared with the study. */

export interface Plain {
  /** Of a level, at a time. */
  profitAt(time: number): (level: number) => number
  start: number
  end: number
  level: number
  /** Greatest rise a year, and greatest fall, 0 or the same. */
  rate: number
  fall: number
  discountRate: number
  cost(time: number): number
  reversal: number
  /** Whether all stays for ever as it is at the end. */
  holds: boolean
}

/** The best of all courses that cross whole cells in a step: each can be followed. Integrals by Simpson's rule. */
export function plainBest(of: Plain, cells: number): number {
  const { profitAt, start, end, level, rate, fall, discountRate, cost, reversal, holds } = of
  const cell = (1 - level) / cells
  const steps = Math.floor(((end - start) * rate) / cell + 1e-9)
  const length = cell / rate
  const below = fall > 0 ? Math.floor(level / cell + 1e-9) : 0
  const levels = Array.from({ length: below + cells + 1 }, (_, i) => level + (i - below) * cell)
  const last = start + steps * length
  const discount = (time: number) => Math.exp(-discountRate * (time - start))
  // What is left of the horizon after whole steps, at rest.
  const looks = [last, (last + end) / 2, end].map((time) => ({ time, profit: profitAt(Math.min(time, end - 1e-9)) }))
  const rest = (at: number) =>
    ((end - last) / 6) * looks.reduce((sum, { time, profit }, i) => sum + (i === 1 ? 4 : 1) * discount(time) * profit(at), 0)
  const atEnd = profitAt(end)
  let worth = levels.map((at) => rest(at) + (holds ? (discount(end) * atEnd(at)) / discountRate : 0))
  for (let k = steps - 1; k >= 0; k--) {
    const [a, b] = [start + k * length, start + (k + 1) * length]
    const times = [a + 1e-9, (a + b) / 2, b - 1e-9]
    const weights = [1 / 6, 4 / 6, 1 / 6].map((weight, i) => length * weight * discount(times[i]))
    const [first, middle, final] = times.map(profitAt)
    const starts = levels.map((at) => weights[0] * first(at))
    const ends = levels.map((at) => weights[2] * final(at))
    const resting = levels.map((at) => weights[1] * middle(at))
    const between = levels.map((at) => weights[1] * middle(at + cell / 2))
    const up = times.reduce((sum, time, i) => sum + (weights[i] * cost(time)) / length, 0) * cell
    const down = (weights.reduce((sum, weight) => sum + weight, 0) / length) * reversal * cell
    worth = levels.map((_, i) => {
      let best = resting[i] + ends[i] + worth[i]
      if (i + 1 < levels.length) best = Math.max(best, between[i] + ends[i + 1] - up + worth[i + 1])
      if (fall > 0 && i > 0) best = Math.max(best, between[i - 1] + ends[i - 1] - down + worth[i - 1])
      return starts[i] + best
    })
  }
  return worth[below]
}
