import { ArgumentError, show } from '../../errors.ts'
import { randomStream, uniform } from '../random.ts'

/** Trajectories over a lattice, on each of which every parameter moves once. */
export interface MorrisDesign {
  /** How many there are. */
  parameters: number
  /** How many there are. */
  trajectories: number
  /** Points along each side of the lattice. */
  levels: number
  /** Level of each parameter at each point: trajectory by trajectory, of parameters + 1 points each, row by row. */
  lattice: Uint8Array
  /** Which parameter moves before point 1, 2, … of each trajectory, and which way. */
  moved: Uint32Array
  /** See `moved`: 1 up, −1 down. */
  direction: Int8Array
}

/** How many trajectories there are, and how fine their grid is. */
export interface MorrisOptions {
  /** Default 20. */
  trajectories?: number
  /** An even number; default 4. */
  levels?: number
  /** Default 1. */
  seed?: number
}

/**
 * Trajectories after M. D. Morris, Technometrics 33 (1991), 161–174: a random start, parameters in random order, each moved by half of the levels up or down, whichever fits.
 * Trajectory j depends on the seed and j alone.
 */
export function morrisDesign(parameters: number, { trajectories = 20, levels = 4, seed = 1 }: MorrisOptions = {}): MorrisDesign {
  if (!(Number.isSafeInteger(parameters) && parameters >= 1))
    throw new ArgumentError(`there are ${show(parameters)} parameters; expected at least 1`)
  if (!(Number.isSafeInteger(trajectories) && trajectories >= 2))
    throw new ArgumentError(`trajectories is ${show(trajectories)}; expected a whole number from 2 on`)
  if (!(levels >= 2 && levels <= 256 && levels % 2 === 0))
    throw new ArgumentError(`levels is ${show(levels)}; expected an even number from 2 to 256`)
  const lattice = new Uint8Array(trajectories * (parameters + 1) * parameters)
  const moved = new Uint32Array(trajectories * parameters)
  const direction = new Int8Array(trajectories * parameters)
  for (let t = 0; t < trajectories; t++) {
    const next = randomStream(seed, t)
    const below = (limit: number) => Math.floor(uniform(next) * limit)
    const point = Uint8Array.from({ length: parameters }, () => below(levels))
    const order = Uint32Array.from({ length: parameters }, (_, i) => i)
    for (let i = parameters - 1; i > 0; i--) {
      const other = below(i + 1)
      ;[order[i], order[other]] = [order[other], order[i]]
    }
    lattice.set(point, t * (parameters + 1) * parameters)
    for (let step = 0; step < parameters; step++) {
      const parameter = order[step]
      // From a level of the lower half only upwards is there room, and the other way round.
      const way = point[parameter] < levels / 2 ? 1 : -1
      point[parameter] += (way * levels) / 2
      moved[t * parameters + step] = parameter
      direction[t * parameters + step] = way
      lattice.set(point, (t * (parameters + 1) + step + 1) * parameters)
    }
  }
  return { parameters, trajectories, levels, lattice, moved, direction }
}

/** The share of its range at which a parameter stands on a level: ends included where the range has ends, else the middles of equal shares. */
export function morrisShare(level: number, levels: number, bounded: boolean): number {
  return bounded ? level / (levels - 1) : (level + 0.5) / levels
}

/** What a parameter does to a metric, by Morris’s elementary effects. */
export interface MorrisIndices {
  /** Mean of the elementary effects: the metric's change over the whole range of the parameter. */
  mu: number | null
  /** Mean of their absolute values. */
  muStar: number | null
  /** Their standard deviation, with r − 1: interactions and curvature. */
  sigma: number | null
  /** Effects that count, of as many as trajectories. */
  effects: number
}

/**
 * Elementary effects of anybody's model from its values at the points of a design, in their order; NaN is a point that failed, which leaves out the effects on either side.
 * @throws ArgumentError for a number of values that is not the design's, and for infinite ones.
 * @param bounded whether a parameter's range has ends; default true for each.
 */
export function morrisIndices(
  design: MorrisDesign,
  values: ArrayLike<number>,
  { names, bounded }: { names?: readonly string[]; bounded?: readonly boolean[] } = {},
): Record<string, MorrisIndices> {
  const { parameters, trajectories, levels, moved, direction } = design
  const expected = trajectories * (parameters + 1)
  if (values.length !== expected)
    throw new ArgumentError(`there are ${values.length} values; expected ${expected}, one for each point of the design`)
  const odd = Array.from(values).findIndex((value) => Math.abs(value) === Infinity)
  if (odd >= 0)
    throw new ArgumentError(`the value at point ${odd} is ${values[odd]}; an effect needs finite values: ask for a condition in its place`)
  const effects = Array.from({ length: parameters }, (): number[] => [])
  for (let t = 0; t < trajectories; t++) {
    for (let step = 0; step < parameters; step++) {
      const [place, point] = [t * parameters + step, t * (parameters + 1) + step]
      const parameter = moved[place]
      const share = (levels / 2) * ((bounded?.[parameter] ?? true) ? 1 / (levels - 1) : 1 / levels)
      const effect = (direction[place] * (values[point + 1] - values[point])) / share
      if (!Number.isNaN(effect)) effects[parameter].push(effect)
    }
  }
  return Object.fromEntries(effects.map((list, i) => [names?.[i] ?? `x${i + 1}`, summary(list)]))
}

function summary(effects: readonly number[]): MorrisIndices {
  const count = effects.length
  if (count < 2) return { mu: null, muStar: null, sigma: null, effects: count }
  const mean = (of: (value: number) => number) => effects.reduce((sum, value) => sum + of(value), 0) / count
  const mu = mean((value) => value)
  return { mu, muStar: mean(Math.abs), sigma: Math.sqrt((mean((value) => (value - mu) ** 2) * count) / (count - 1)), effects: count }
}
