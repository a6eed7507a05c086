import { ArgumentError, show } from '../../errors.ts'

/** Where a metric meets its target. What does not apply is left out. */
export interface Solution {
  /**
   * `root`: the metric passes the target. `touch`: it reaches it and turns back, a double root, found to 1e-7 only. `jump`: it leaps over it.
   * `interval`: it stays on it for a stretch.
   */
  kind: 'root' | 'touch' | 'jump' | 'interval'
  /** Of the parameter; not of an interval. */
  value?: number
  /** There. */
  metric?: number
  /** Of a jump: the metric just below and just above the value. */
  below?: number
  /** See `below`. */
  above?: number
  /** Of an interval: its ends. */
  from?: number
  /** See `from`. */
  to?: number
}

/** Where a metric meets its target. */
export interface Sought {
  /** Every one that was found. */
  solutions: Solution[]
  /** Where there is no solution: the value whose metric comes nearest; left out where the metric is none everywhere. */
  nearest?: { value: number; metric: number }
  /** Values at which the metric was computed. */
  tried: number
  /** The first look, for a chart: null where there is no metric. */
  curve: { value: number; metric: number | null }[]
}

/** What is sought, and in which range. */
export interface SeekOptions {
  /** Value that the metric is to have. */
  target: number
  /** Least value of the parameter to try. */
  from: number
  /** Greatest value of the parameter to try. */
  to: number
  /** Values of the first look; default 200. Features narrower than one step may be missed. */
  points?: number
  /** Relative error of the metric: nearer to the target than that is on it. Default 1e-14. */
  accuracy?: number
}

/** The metric at some values of the parameter; NaN or infinite where there is none. */
export type MetricOf = (values: Float64Array) => Promise<ArrayLike<number>>

interface Point {
  x: number
  /** The metric less its target. */
  g: number
}

export const DEFAULT_POINTS = 200
/** Parts into which an interval is cut at once: an engine answers many points as fast as one. */
const PARTS = 32
/** Relative width from which on a change of sign is one root. */
const FINE = 1e-8
/** A double root may stay off its target by so much of the metric's scale. */
const TOUCH = 1e-12
/** Share of a step of the first look from which values on the target are a stretch. */
const SHORTEST = 1e-3
/** So many times its accuracy away a metric is still near its target: a root of sixth order gets there. */
const FADING = 100
/** Rounding of the metric, relative to its scale. */
const ROUNDING = 1e-14
/** Leaps of the metric between neighbouring numbers, relative to its scale, from which they count as a jump. */
const LEAP = 1e-6

/**
 * Every value between `from` and `to` at which a metric meets a target, as far as a first look of `points` values shows where to look closer: changes of sign are cut down to neighbouring
 * numbers, and local minima of the distance are followed down.
 */
export async function seekValues(
  metricOf: MetricOf,
  { target, from, to, points = DEFAULT_POINTS, accuracy = ROUNDING }: SeekOptions,
): Promise<Sought> {
  requireRange(from, to, points, target)
  const search = new Search(metricOf, { target, accuracy, step: (to - from) / (points - 1) })
  const grid = await search.at(Float64Array.from({ length: points }, (_, i) => (from * (points - 1 - i) + to * i) / (points - 1)))
  const solutions = await search.solveAll(await search.segments(grid))
  return {
    solutions,
    ...(solutions.length === 0 && search.best && { nearest: search.best }),
    tried: search.tried,
    curve: grid.map(({ x, g }) => ({ value: x, metric: Number.isFinite(g) ? target + g : null })),
  }
}

function requireRange(from: number, to: number, points: number, target: number): void {
  if (!Number.isFinite(target)) throw new ArgumentError(`target is ${show(target)}; expected a finite number`)
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw new ArgumentError(`the search is from ${show(from)} to ${show(to)}; expected two finite numbers, the smaller first`)
  if (!(Number.isSafeInteger(points) && points >= 3))
    throw new ArgumentError(`points is ${show(points)}; expected a whole number from 3 on`)
}

class Search {
  readonly #metricOf: MetricOf
  readonly #target: number
  readonly #accuracy: number
  /** Shorter stretches on the target are the rounding of a root. */
  readonly #shortest: number
  tried = 0
  best?: { value: number; metric: number }
  /** Of the metric around the place that is looked at. */
  #scale = 0

  constructor(metricOf: MetricOf, { target, accuracy, step }: { target: number; accuracy: number; step: number }) {
    this.#metricOf = metricOf
    this.#target = target
    this.#accuracy = accuracy
    this.#shortest = SHORTEST * step
  }

  /** The solutions of the first look. */
  async solveAll(segments: readonly Point[][]): Promise<Solution[]> {
    const solutions: Solution[] = []
    for (const segment of segments) solutions.push(...(await this.#solve(segment, true)))
    return solutions
  }

  async at(values: Float64Array): Promise<Point[]> {
    const metrics = await this.#metricOf(values)
    this.tried += values.length
    return Array.from(values, (x, i) => {
      const metric = metrics[i]
      if (
        Number.isFinite(metric) &&
        (this.best === undefined || Math.abs(metric - this.#target) < Math.abs(this.best.metric - this.#target))
      )
        this.best = { value: x, metric }
      return { x, g: metric - this.#target }
    })
  }

  /** Runs of values at which the metric is defined, each as far as its edge. An edge at which the metric becomes none is no jump. */
  async segments(grid: readonly Point[]): Promise<Point[][]> {
    const segments: Point[][] = []
    let current: Point[] | undefined
    for (let i = 0; i < grid.length; i++) {
      const [before, point] = [grid[i - 1], grid[i]]
      if (Number.isFinite(point.g)) {
        if (current === undefined) segments.push((current = i === 0 ? [] : await this.#edge(point, before)))
        current.push(point)
      } else if (current !== undefined) {
        current.push(...(await this.#edge(before, point)))
        current = undefined
      }
    }
    return segments
  }

  /** The last defined value on the way from one that is to one that is not, where there is one between. */
  async #edge(inside: Point, outside: Point): Promise<Point[]> {
    let [kept, lost] = [inside, outside]
    for (;;) {
      const cuts = await this.#between(kept.x, lost.x)
      if (cuts.length === 0) return kept === inside ? [] : [kept]
      const gone = cuts.findIndex(({ g }) => !Number.isFinite(g))
      const last = gone < 0 ? cuts.length : gone
      lost = cuts[last] ?? lost
      kept = cuts[last - 1] ?? kept
    }
  }

  /** Up to PARTS − 1 values between two, from the first to the second; none where they are neighbours. */
  async #between(a: number, b: number): Promise<Point[]> {
    const values = [...new Set(Array.from({ length: PARTS - 1 }, (_, i) => a + ((b - a) * (i + 1)) / PARTS))].filter(
      (x) => x !== a && x !== b,
    )
    return values.length === 0 ? [] : this.at(Float64Array.from(values))
  }

  /** @param first whether this is the first look, whose points say what the scale of the metric is where. */
  async #solve(points: readonly Point[], first = false): Promise<Solution[]> {
    const solutions: Solution[] = []
    const last = points.length - 1
    for (let i = 0; i < points.length; i++) {
      if (first)
        this.#scale = Math.max(
          Math.abs(this.#target),
          ...points.slice(Math.max(0, i - 1), i + 2).map(({ g }) => Math.abs(g + this.#target)),
        )
      if (this.#isOn(points[i])) {
        const end = this.#endOfStretch(points, i)
        solutions.push(...(await this.#onTarget(points, i, end)))
        i = end
      } else if (i > 0 && !this.#isOn(points[i - 1]) && points[i - 1].g < 0 !== points[i].g < 0) {
        solutions.push(...(await this.#crossing(points[i - 1], points[i])))
      } else if (this.#turns(points, i)) {
        solutions.push(...(await this.#turning(points[i - 1], points[i], points[i + 1])))
      }
      if (first && i === 0) solutions.push(...(await this.#besideEnd(points[0], points[1])))
      if (first && i > 0 && i === last) solutions.push(...(await this.#besideEnd(points[last], points[last - 1])))
    }
    return solutions
  }

  /** Where the distance falls towards an end of a run, it may turn before it: no point beyond shows it. */
  async #besideEnd(end: Point, next: Point | undefined): Promise<Solution[]> {
    if (next === undefined || this.#isOn(end) || this.#isOn(next) || end.g < 0 !== next.g < 0 || Math.abs(end.g) > Math.abs(next.g))
      return []
    const cuts = [end, ...(await this.#between(end.x, next.x)), next].sort((a, b) => a.x - b.x)
    return cuts.every(({ g }) => Number.isFinite(g)) ? this.#solve(cuts) : []
  }

  #isOn({ g }: Point): boolean {
    return Math.abs(g) <= this.#accuracy * this.#scale
  }

  #endOfStretch(points: readonly Point[], start: number): number {
    let end = start
    while (end + 1 < points.length && this.#isOn(points[end + 1])) end++
    return end
  }

  /** One value, or a stretch of them, on the target. */
  async #onTarget(points: readonly Point[], start: number, end: number): Promise<Solution[]> {
    const [before, after] = [points[start - 1], points[end + 1]]
    const from = before ? await this.#boundary(points[start], before) : points[start].x
    const to = after ? await this.#boundary(points[end], after) : points[end].x
    const wide = to - from > this.#shortest
    if (wide && !(await this.#fades(from, to, before, after)))
      return [{ kind: 'interval', from, to, metric: this.#target + points[start].g }]
    const nearest = points.slice(start, end + 1).reduce((best, point) => (Math.abs(point.g) < Math.abs(best.g) ? point : best))
    const inside = before !== undefined && after !== undefined
    const passes = inside && before.g < 0 !== after.g < 0
    if (passes && nearest.g !== 0) return this.#narrowed(before, after)
    if (!inside || (passes && !wide)) return [{ kind: 'root', value: nearest.x, metric: this.#target + nearest.g }]
    // The stretch that rounding makes of a multiple root lies about it.
    const [middle] = await this.at(Float64Array.of((from + to) / 2))
    const { x, g } = this.#isOn(middle) ? middle : nearest
    return [{ kind: passes ? 'root' : 'touch', value: x, metric: this.#target + g }]
  }

  /** Whether the metric leaves the target as slowly as beside a multiple root, which is flat only within its accuracy: half as far again it is still near. */
  async #fades(from: number, to: number, before?: Point, after?: Point): Promise<boolean> {
    const reach = (to - from) / 2
    if (before === undefined && after === undefined) return false
    const beside = [...(before ? [Math.max(before.x, from - reach)] : []), ...(after ? [Math.min(after.x, to + reach)] : [])]
    return (await this.at(Float64Array.from(beside))).some(({ g }) => Math.abs(g) <= FADING * this.#accuracy * this.#scale)
  }

  /** Where the metric leaves the target on the way from a value on it to one off it. */
  async #boundary(on: Point, off: Point): Promise<number> {
    let [kept, left] = [on, off]
    for (;;) {
      const cuts = await this.#between(kept.x, left.x)
      if (cuts.length === 0) return kept.x
      const gone = cuts.findIndex((point) => !this.#isOn(point))
      const last = gone < 0 ? cuts.length : gone
      left = cuts[last] ?? left
      kept = cuts[last - 1] ?? kept
    }
  }

  /** Cuts a change of sign down to neighbouring numbers; whatever else shows on the way is followed too. */
  async #crossing(a: Point, b: Point): Promise<Solution[]> {
    if (b.x - a.x <= FINE * Math.max(Math.abs(a.x), Math.abs(b.x))) return this.#narrowed(a, b)
    const cuts = [a, ...(await this.#between(a.x, b.x)), b]
    const solutions: Solution[] = []
    for (const segment of await this.segments(cuts)) solutions.push(...(await this.#solve(segment)))
    return solutions
  }

  /** By signs alone, as rounding would make many roots of one here; none where the metric becomes none between them. */
  async #narrowed(a: Point, b: Point): Promise<Solution[]> {
    let [left, right] = [a, b]
    for (;;) {
      const cuts = [left, ...(await this.#between(left.x, right.x)), right]
      if (cuts.some(({ g }) => !Number.isFinite(g))) return []
      if (cuts.length === 2) return [this.#crossed(left, right)]
      const change = cuts.findIndex(({ g }, i) => i > 0 && g < 0 !== left.g < 0)
      ;[left, right] = [cuts[change - 1], cuts[change]]
    }
  }

  #crossed(a: Point, b: Point): Solution {
    const lands = this.#isOn(a) || this.#isOn(b)
    if (!lands && Math.abs(b.g - a.g) > LEAP * this.#scale)
      return { kind: 'jump', value: b.x, below: this.#target + a.g, above: this.#target + b.g }
    const nearest = Math.abs(a.g) <= Math.abs(b.g) ? a : b
    return { kind: 'root', value: nearest.x, metric: this.#target + nearest.g }
  }

  /** Whether the distance to the target has a local minimum inside, without a change of sign beside it. */
  #turns(points: readonly Point[], i: number): boolean {
    const [before, point, after] = [points[i - 1], points[i], points[i + 1]]
    if (before === undefined || after === undefined || this.#isOn(before) || this.#isOn(after)) return false
    const side = point.g < 0
    if (before.g < 0 !== side || after.g < 0 !== side) return false
    return Math.abs(point.g) <= Math.abs(before.g) && Math.abs(point.g) < Math.abs(after.g)
  }

  /** Follows a local minimum of the distance down, until it is on the target, changes sign, or is known to stay off. */
  async #turning(before: Point, middle: Point, after: Point): Promise<Solution[]> {
    for (;;) {
      const cuts = [before, ...(await this.#between(before.x, middle.x)), middle, ...(await this.#between(middle.x, after.x)), after]
      const side = middle.g < 0
      if (cuts.some(({ g }) => !Number.isFinite(g))) return []
      if (cuts.some((point) => point.g < 0 !== side && !this.#isOn(point))) return this.#solve(cuts)
      const lowest = cuts.reduce((best, { g }, i) => (Math.abs(g) < Math.abs(cuts[best].g) ? i : best), 0)
      if (this.#isOn(cuts[lowest])) return this.#solve(cuts)
      const next = [cuts[Math.max(0, lowest - 1)], cuts[lowest], cuts[Math.min(cuts.length - 1, lowest + 1)]]
      const width = next[2].x - next[0].x
      const distances = next.map(({ g }) => Math.abs(g))
      const bottom = width <= 1e-9 * Math.abs(next[1].x) && Math.max(...distances) <= 1.01 * distances[1]
      if (bottom || cuts.length <= 5 || !(width < after.x - before.x))
        return distances[1] <= Math.max(this.#accuracy, TOUCH) * this.#scale
          ? [{ kind: 'touch', value: next[1].x, metric: this.#target + next[1].g }]
          : []
      ;[before, middle, after] = next
    }
  }
}
