/** Columns of samples, window by window. Loads when a sweep has samples: see load.ts. */
import { existing } from '../../errors.ts'
import type { SampleSource } from '../axis.ts'
import type { Design } from './design.ts'
import { Walk } from './processes.ts'
import { latinHypercube, random, sobol, type FillUnit } from './designs.ts'
import type { Distribution } from '../../numbers/distribution.ts'
import { log } from '../../numbers/elementary.ts'
import { upperTail } from '../../numbers/normal.ts'
import { quantileOf } from '../../numbers/quantiles.ts'
import { provideVectors, toMultiples, toScores } from './vectors.ts'

/** Turns the coordinates of points in one dimension into the values of a column. */
type Transform = (window: Float64Array) => void

const BITS = 32

/** Generates the columns of one design. */
class Generator {
  readonly #design: Design
  readonly #units: FillUnit[]
  readonly #fromUnits: Transform[]
  readonly #fromScores: Transform[]
  readonly #walks: Walk[]
  /** The scores of a dimension in the window asked for last, as several columns are made of them. */
  readonly #scores = new Map<number, Float64Array>()
  #start = 0
  #count = 0
  #numbers = new Float64Array(0)

  constructor(design: Design) {
    if (design.module) provideVectors(design.module)
    if (design.name === 'sobol') design.directions ??= existing(directions, 'the direction numbers')(design.distributions.length)
    this.#design = design
    this.#units = design.distributions.map((_, dimension) => unitsOf(design, dimension))
    this.#fromUnits = design.distributions.map(ofUnits)
    this.#fromScores = design.distributions.map(ofScores)
    this.#walks = (design.factors ?? []).map((factor) => new Walk(factor, design.seed))
  }

  window(column: number, start: number, count: number): Float64Array {
    if (column >= this.#units.length) return this.factors(column, this.#numbered(start, count))
    const { correlated } = this.#design
    const place = correlated?.order.findIndex((i) => correlated.columns[i] === column) ?? -1
    if (correlated && place >= 0) return this.#mixed(correlated, place, start, count)
    const window = new Float64Array(count)
    this.#units[column](window, start)
    this.#fromUnits[column](window)
    return window
  }

  /** Samples of a window by their numbers: one array as long as the window is the same. */
  #numbered(start: number, count: number): Float64Array {
    if (this.#numbers.length === count && this.#numbers[0] === start) return this.#numbers
    this.#numbers = new Float64Array(count)
    for (let i = 0; i < count; i++) this.#numbers[i] = start + i
    return this.#numbers
  }

  /** The factors of some samples in a column of a process. */
  factors(column: number, samples: ArrayLike<number>): Float64Array {
    let [process, step] = [0, column - this.#units.length]
    const { factors = [] } = this.#design
    const steps = () => factors[process].times.length
    for (; step >= steps(); process++) step -= steps()
    return this.#walks[process].window(step, samples)
  }

  /** A column of correlated scores; `place` is its place in the order of the pivots. */
  #mixed({ columns, order, factor }: NonNullable<Design['correlated']>, place: number, start: number, count: number): Float64Array {
    if (start !== this.#start || count !== this.#count) this.#scores.clear()
    this.#start = start
    this.#count = count
    const window = new Float64Array(count)
    for (let k = 0; k <= place; k++) {
      const weight = factor[place][k]
      if (weight === 0) continue
      const scores = this.#scoresOf(columns[order[k]], start, count)
      for (let i = 0; i < count; i++) window[i] += weight * scores[i]
    }
    this.#fromScores[columns[order[place]]](window)
    return window
  }

  #scoresOf(dimension: number, start: number, count: number): Float64Array {
    let scores = this.#scores.get(dimension)
    if (scores) return scores
    scores = new Float64Array(count)
    this.#units[dimension](scores, start)
    toScores(scores)
    this.#scores.set(dimension, scores)
    return scores
  }
}

function unitsOf({ name, seed, points, directions }: Design, dimension: number): FillUnit {
  if (name === 'random') return random(dimension, seed)
  if (name === 'latinHypercube') return latinHypercube(points, dimension, seed)
  return sobol(
    existing(directions, 'the directions of Sobol’s sequence').subarray(dimension * BITS, (dimension + 1) * BITS),
    dimension,
    seed,
  )
}

function ofUnits(distribution: Distribution): Transform {
  const scale = scaleOf(distribution)
  if (scale)
    return (window) => {
      toScores(window)
      scale(window)
    }
  const quantile = quantileOf(distribution)
  return (window) => {
    for (let i = 0; i < window.length; i++) window[i] = quantile(window[i], 1 - window[i])
  }
}

function ofScores(distribution: Distribution): Transform {
  const scale = scaleOf(distribution)
  if (scale) return scale
  const quantile = quantileOf(distribution)
  return (window) => {
    for (let i = 0; i < window.length; i++) window[i] = quantile(upperTail(-window[i]), upperTail(window[i]))
  }
}

/** From normal scores to the values of a distribution that has no bounds and is made of them; undefined for others. */
function scaleOf(of: Distribution): Transform | undefined {
  if (of.distribution !== 'normal' && of.distribution !== 'logNormal') return undefined
  if (of.low !== undefined || of.high !== undefined) return undefined
  if (of.distribution === 'logNormal') {
    const { median } = of
    const spread = log(of.gsd)
    return (scores) => toMultiples(scores, median, spread)
  }
  const { mean, sd } = of
  return (scores) => {
    for (let i = 0; i < scores.length; i++) scores[i] = mean + sd * scores[i]
  }
}

const generators = new WeakMap<Design, Generator>()

/** What has the direction numbers; a worker has none, and gets those of a design with it. */
let directions: ((dimensions: number) => Uint32Array) | undefined

export function provideDirections(numbers: NonNullable<typeof directions>): void {
  directions = numbers
}

/** Generates samples: what axes take them from, in this thread or in a worker. */
export const generateSamples: SampleSource = ({ design, column, from = 0, numbers }, start, count) => {
  let generator = generators.get(design)
  if (!generator) generators.set(design, (generator = new Generator(design)))
  return numbers ? generator.factors(column, numbers.subarray(start, start + count)) : generator.window(column, from + start, count)
}
