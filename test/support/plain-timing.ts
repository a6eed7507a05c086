/** The best course of a level by plain dynamic programming, from a profit that is a formula: nothing is shared with the study. */

export interface Plain {
  /** Of a level, at a time; the same function wherever the parameters are the same. */
  profitAt(time: number): (level: number) => number
  start: number
  end: number
  level: number
  /** Greatest rise a year; Infinity for jumps. */
  rate: number
  /** Greatest fall a year: 0, or a multiple or part of the rise by whole numbers. */
  fall: number
  discountRate: number
  cost(time: number): number
  reversal: number
  adjustment: number
  continuation: 'none' | 'hold' | 'stationary'
  /** The scenario's own law. */
  own(time: number): number
}

/** Dates fall on whole years; this is just before one, or just after. */
const ASIDE = 1e-9
/** Years after the end, at least, in which a level that goes on being chosen may still move. */
const SEQUEL = 50

/** Profits at levels that are half a cell apart, by time. */
function tables({ profitAt }: Plain, lowest: number, halfCell: number, count: number) {
  const known = new Map<unknown, Float64Array>()
  return (time: number): Float64Array => {
    const profit = profitAt(time)
    let table = known.get(profit)
    if (!table) {
      table = Float64Array.from({ length: count }, (_, i) => profit(Math.min(1, Math.max(0, lowest + i * halfCell))))
      known.set(profit, table)
    }
    return table
  }
}

/**
 * The best of all courses that move by whole cells in a step, evenly: each can be followed. Integrals by Simpson's rule.
 *
 * @param cells between the first level and 1. @param rise most cells that a step crosses upwards.
 */
export function plainBest(of: Plain, cells: number, rise: number): number {
  const { start, level, rate, fall, discountRate, cost, reversal, adjustment, continuation } = of
  const end = of.end + (continuation === 'stationary' ? SEQUEL : 0)
  const cell = (1 - level) / cells
  const length = (rise * cell) / rate
  const steps = Math.floor((end - start) / length + 1e-9)
  const drop = Math.round((fall / rate) * rise)
  const below = fall > 0 ? Math.floor(level / cell + 1e-9) : 0
  const count = below + cells + 1
  const tableAt = tables(of, level - below * cell, cell / 2, 2 * count - 1)
  const last = start + steps * length
  const discount = (time: number) => Math.exp(-discountRate * (time - start))
  const [first, middle, final] = [last + ASIDE, (last + end) / 2, end - ASIDE].map((time) => tableAt(Math.min(time, end - ASIDE)))
  const atEnd = tableAt(end)
  let worth = Float64Array.from({ length: count }, (_, i) => {
    const [a, b, c] = [first, middle, final].map((table) => table[2 * i])
    const rest = ((end - last) / 6) * (a * discount(last) + 4 * b * discount((last + end) / 2) + c * discount(end))
    return rest + (continuation === 'none' ? 0 : (discount(end) * atEnd[2 * i]) / discountRate)
  })
  for (let k = steps - 1; k >= 0; k--) {
    const [a, b] = [start + k * length, start + (k + 1) * length]
    const times = [a + ASIDE, (a + b) / 2, b - ASIDE]
    const weights = [1 / 6, 4 / 6, 1 / 6].map((weight, i) => length * weight * discount(times[i]))
    const [early, half, late] = times.map(tableAt)
    const whole = weights[0] + weights[1] + weights[2]
    const up = (times.reduce((sum, time, i) => sum + weights[i] * cost(time), 0) / length) * cell
    const down = (whole / length) * reversal * cell
    const bend = 0.5 * adjustment * whole * (cell / length) ** 2
    worth = Float64Array.from(worth, (_, i) => {
      let best = -Infinity
      for (let j = Math.max(0, i - drop); j <= Math.min(count - 1, i + rise); j++) {
        const moved = j - i
        const value =
          weights[1] * half[i + j] + weights[2] * late[2 * j] + worth[j] - (moved > 0 ? up * moved : -down * moved) - bend * moved * moved
        if (value > best) best = value
      }
      return weights[0] * early[2 * i] + best
    })
  }
  return worth[below]
}

/** The best of all courses that jump upwards at the ends of steps. */
export function plainJumps(of: Plain, cells: number, perYear: number): number {
  const { start, level, discountRate, cost, continuation } = of
  const end = of.end
  const cell = (1 - level) / cells
  const steps = Math.round((end - start) * perYear)
  const length = (end - start) / steps
  const tableAt = tables(of, level, cell, cells + 1)
  const discount = (time: number) => Math.exp(-discountRate * (time - start))
  const atEnd = tableAt(end)
  let worth = atEnd.map((profit) => (continuation === 'none' ? 0 : (discount(end) * profit) / discountRate))
  const jumping = (time: number, when: number) => {
    const unit = discount(time) * cost(when) * cell
    for (let i = cells - 1; i >= 0; i--) worth[i] = Math.max(worth[i], worth[i + 1] - unit)
    // Where the cost is negative, all of it at once is best, which the steps above add up to.
  }
  jumping(end, end)
  for (let k = steps - 1; k >= 0; k--) {
    const [a, b] = [start + k * length, start + (k + 1) * length]
    jumping(b, b - ASIDE)
    const times = [a + ASIDE, (a + b) / 2, b - ASIDE]
    const [early, half, late] = times.map(tableAt)
    const weights = [1 / 6, 4 / 6, 1 / 6].map((weight, i) => length * weight * discount(times[i]))
    worth = worth.map((later, i) => later + weights[0] * early[i] + weights[1] * half[i] + weights[2] * late[i])
    jumping(a, a + ASIDE)
  }
  return worth[0]
}

/** What a course is worth, given as a function of time: its corners, and so the dates, fall on whole parts of a year. */
export function plainWorth(of: Plain, levelAt: (time: number) => number, perYear = 200): number {
  const { profitAt, start, discountRate, cost, reversal, adjustment, continuation } = of
  const end = of.end + (continuation === 'stationary' ? SEQUEL : 0)
  const steps = Math.round((end - start) * perYear)
  const length = (end - start) / steps
  const discount = (time: number) => Math.exp(-discountRate * (time - start))
  let value = continuation === 'none' ? 0 : (discount(end) * profitAt(end)(levelAt(end))) / discountRate
  for (let k = 0; k < steps; k++) {
    const [a, b] = [start + k * length, start + (k + 1) * length]
    const times = [a + ASIDE, (a + b) / 2, b - ASIDE]
    const levels = [a, (a + b) / 2, b].map(levelAt)
    const rate = (levels[2] - levels[0]) / length
    times.forEach((time, i) => {
      const moving = rate > 0 ? rate * cost(time) : -rate * reversal
      value += length * [1 / 6, 4 / 6, 1 / 6][i] * discount(time) * (profitAt(time)(levels[i]) - moving - 0.5 * adjustment * rate * rate)
    })
  }
  return value
}

/**
 * The best of all courses, by steps that fit the rate: dates fall on their ends.
 *
 * @param finer with a cost of haste: how many times as many rates a step tells apart.
 */
export function bestOf(plain: Plain, finer = 1): number {
  const { rate, fall, adjustment } = plain
  if (rate === Infinity) return plainJumps(plain, 400, 32)
  if (adjustment === 0) return plainBest(plain, 160, fall < rate && fall > 0 ? 2 : 1)
  // About 25 rates that a step tells apart, and a 16th of a year for the fastest.
  return plainBest(plain, 320 * finer, finer * Math.round((320 * rate * (STEPS.get(rate) ?? 1 / 16)) / (1 - plain.level)))
}

/** By rate, the years of a step with which whole years are whole steps. */
const STEPS = new Map([
  [0.1, 1 / 2],
  [0.2, 1 / 4],
  [0.5, 1 / 8],
])
