/** What is looked for along a whole path, step by step: the payback, and the lowest and highest profit. */
import type { Step } from './step.ts'

type Quantity = (t: number) => number

/** Places inside a step where a quantity is looked at; between them it is taken to turn at most once. */
const LOOKS = 4
const GOLDEN = (Math.sqrt(5) - 1) / 2
const SECTIONS = 42 // 0.618^42 = 2e-9: closer, rounding hides which of two values is lower
const BISECTIONS = 60

interface Looks {
  times: number[]
  values: number[]
}

/** Where a quantity may have a minimum lower than what was seen: by at most about `depth`. */
interface Dip {
  left: number
  right: number
  value: number
  depth: number
}

function look(step: Step, quantity: Quantity, first: number): Looks {
  const times = Array.from({ length: LOOKS + 1 }, (_, i) => (i === LOOKS ? step.end : step.start + ((step.end - step.start) * i) / LOOKS))
  return { times, values: times.map((t, i) => (i === 0 ? first : quantity(t))) }
}

function dips({ times, values: v }: Looks): Dip[] {
  const last = v.length - 1
  const bend = (i: number) => Math.abs(v[i - 1] - 2 * v[i] + v[i + 1])
  const found: Dip[] = []
  // At an end, the slope of the parabola through three looks says whether the quantity turns before it.
  if (v[0] < v[1] && 4 * v[1] - 3 * v[0] - v[2] < 0) found.push({ left: times[0], right: times[1], value: v[0], depth: bend(1) })
  for (let i = 1; i < last; i++) {
    if (v[i] < v[i - 1] && v[i] <= v[i + 1]) found.push({ left: times[i - 1], right: times[i + 1], value: v[i], depth: bend(i) })
  }
  if (v[last] < v[last - 1] && 3 * v[last] - 4 * v[last - 1] + v[last - 2] > 0) {
    found.push({ left: times[last - 1], right: times[last], value: v[last], depth: bend(last - 1) })
  }
  return found
}

/** Time of the minimum of a quantity that turns once. */
function lowest(quantity: Quantity, left: number, right: number): number {
  let a = right - GOLDEN * (right - left)
  let b = left + GOLDEN * (right - left)
  let atA = quantity(a)
  let atB = quantity(b)
  for (let i = 0; i < SECTIONS; i++) {
    if (atA <= atB) {
      [right, b, atB] = [b, a, atA]
      a = right - GOLDEN * (right - left)
      atA = quantity(a)
    } else {
      [left, a, atA] = [a, b, atB]
      b = left + GOLDEN * (right - left)
      atB = quantity(b)
    }
  }
  return atA <= atB ? a : b
}

/** The first time, to rounding, at which a quantity that is negative at `left` is not. */
function firstNonnegative(quantity: Quantity, left: number, right: number): number {
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = 0.5 * (left + right)
    if (middle <= left || middle >= right) break
    if (quantity(middle) < 0) left = middle
    else right = middle
  }
  return right
}

/** The earliest time from which the advantage, 0 at the start, is never negative again. */
export class PaybackWatch {
  /** Infinity as long as the advantage is negative. */
  payback: number
  #advantage = 0

  constructor(start: number) {
    this.payback = start
  }

  see(step: Step, advantage: Quantity): void {
    const looks = look(step, advantage, this.#advantage)
    const { times, values } = looks
    for (let i = 1; i < values.length; i++) {
      if (values[i] < 0) this.payback = Infinity
      else if (values[i - 1] < 0) this.payback = firstNonnegative(advantage, times[i - 1], times[i])
    }
    for (const { left, right, value, depth } of dips(looks)) {
      if (value < 0 || value >= depth || right < this.payback) continue
      const bottom = lowest(advantage, left, right)
      if (advantage(bottom) < 0 && this.payback < Infinity) this.payback = Math.max(this.payback, firstNonnegative(advantage, bottom, right))
    }
    this.#advantage = values[LOOKS]
  }
}

/** The lowest and highest values of a quantity, and the earliest time of the lowest. */
export class ExtremesWatch {
  minimum: number
  maximum: number
  timeOfMinimum: number
  #latest: number

  constructor(start: number, value: number) {
    this.minimum = this.maximum = this.#latest = value
    this.timeOfMinimum = start
  }

  see(step: Step, quantity: Quantity): void {
    const looks = look(step, quantity, this.#latest)
    const { times, values } = looks
    for (let i = 1; i < values.length; i++) this.#meet(times[i], values[i])
    for (const { left, right, value, depth } of dips(looks)) {
      if (value - depth < this.minimum) this.#meetAt(lowest(quantity, left, right), quantity)
    }
    const heights = values.map((value) => -value)
    for (const { left, right, value, depth } of dips({ times, values: heights })) {
      if (value - depth < -this.maximum) this.#meetAt(lowest((t) => -quantity(t), left, right), quantity)
    }
    this.#latest = values[LOOKS]
  }

  #meetAt(t: number, quantity: Quantity): void {
    this.#meet(t, quantity(t))
  }

  #meet(t: number, value: number): void {
    // Of equal values, but for rounding, the earliest counts.
    if (value < this.minimum - 1e-13 * Math.abs(this.minimum)) this.timeOfMinimum = t
    this.minimum = Math.min(this.minimum, value)
    this.maximum = Math.max(this.maximum, value)
  }
}
