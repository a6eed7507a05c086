import { ArgumentError, show } from '../../errors.ts'
import { SobolSums } from './sobol-sums.ts'
import { spreadOf, type Spread } from './spread.ts'

/** Indices by the parameter's name; null where the metric does not vary. */
export type Indices = Record<string, number | null>

/** First-order and total indices of one metric, and what they rest on. */
export interface SobolEstimates {
  /** By parameter: the share of the variance that it explains by itself. */
  firstOrder: Indices
  /** By parameter: the same with all that it takes part in. */
  total: Indices
  /** By `a x b`. */
  secondOrder?: Indices
  /** What the first-order estimator gives for an index that is nought: smaller indices cannot be told from it. */
  noise: number | null
}

/** Sobol’s indices of a metric, and how sure they are. */
export interface SobolIndices extends SobolEstimates {
  /** Half the width of the 95 % interval of each index; null where there is one block. */
  halfWidth: { firstOrder: Indices; total: Indices; secondOrder?: Indices }
  /** The same from the first half of the rows. */
  half: SobolEstimates
  /** Of the metric. */
  mean: number
  /** Of the metric. */
  variance: number
  /** Rows of A and of B that count. */
  rows: number
  /** Points that failed, of all. */
  failed: number
  /** See `failed`. */
  points: number
  /** What to know before the numbers are used, in sentences. */
  warnings: string[]
}

/** Values of a model at the rows of two samples A and B, and at those of A with one column from B (`ab`, a list a parameter), or the other way round (`ba`). */
export interface SobolValues {
  /** At the rows of the sample A. */
  a: ArrayLike<number>
  /** At those of B. */
  b: ArrayLike<number>
  /** By parameter: at the rows of A with that parameter’s column of B. */
  ab: readonly ArrayLike<number>[]
  /** For second-order indices. */
  ba?: readonly ArrayLike<number>[]
}

/** What the rows of a sample are. */
export interface SobolOptions {
  /** Names of the parameters; default x1, x2, … */
  names?: readonly string[]
  /**
   * Parts that the rows consist of, one after the other and of equal length: scramblings of a design, parts of one, or shares of random rows. The estimate is their mean, and its
   * interval follows from how they differ: 95 % for independent parts, more for those of one scrambling, which together are more even. Default 1: no interval.
   */
  blocks?: number
}

/** Share of failed points from which a warning is given, and from which there are no indices. */
const WARN_FROM = 0.01
const REFUSE_FROM = 0.1

/**
 * Sobol' indices of anybody's model from its values. First order mean((f(B) − m)(f(AB) − f(A)))/V, after A. Saltelli and others, Computer Physics Communications 181 (2010), 259–270, less the mean
 * m, without which a large one drowns the index; total mean((f(A) − f(AB))²)/2V, after M. J. W. Jansen, Computer Physics Communications 117 (1999), 35–43.
 * @throws ArgumentError for lists of other lengths, names that are not each another's, infinite values, and where more than a tenth of the points is NaN.
 */
export function sobolIndices({ a, b, ab, ba }: SobolValues, { names, blocks = 1 }: SobolOptions = {}): SobolIndices {
  const rows = a.length
  const labels = names ?? ab.map((_, i) => `x${i + 1}`)
  requireEqualLengths(rows, { b, ...listed('ab', ab), ...listed('ba', ba ?? []) })
  if (labels.length !== ab.length || (ba !== undefined && ba.length !== ab.length)) {
    throw new ArgumentError(
      `ab has ${ab.length} lists, ba ${ba?.length ?? 0} and names ${labels.length}; expected one each for every parameter`,
    )
  }
  const twice = labels.find((name, i) => labels.indexOf(name) < i)
  if (twice !== undefined) throw new ArgumentError(`the name ${show(twice)} stands twice; give each parameter a name of its own`)
  if (!(Number.isSafeInteger(blocks) && blocks >= 1 && rows % blocks === 0 && rows / blocks >= 2)) {
    throw new ArgumentError(
      `blocks is ${show(blocks)} of ${rows} rows; expected a whole number that divides the rows into parts of at least 2`,
    )
  }
  const gathering = new SobolGathering(labels, blocks, rows / blocks, ba !== undefined)
  for (let row = 0; row < rows; row++) gathering.add(row, a[row], b[row], (group) => ab[group][row], ba && ((group) => ba[group][row]))
  return gathering.result()
}

function listed(name: string, lists: readonly ArrayLike<number>[]): Record<string, ArrayLike<number>> {
  return Object.fromEntries(lists.map((list, i) => [`${name}[${i}]`, list]))
}

function requireEqualLengths(rows: number, lists: Record<string, ArrayLike<number>>): void {
  const odd = Object.entries(lists).find(([, list]) => list.length !== rows)
  if (odd !== undefined) throw new ArgumentError(`${odd[0]} has ${odd[1].length} values; expected ${rows}, as many as a`)
}

/** Gathers rows one by one, in memory that does not grow with them. */
export class SobolGathering {
  readonly #names: readonly string[]
  readonly #pairs: boolean
  readonly #blockRows: number
  /** What of each block is in the first half of all rows, and in the second. */
  readonly #sums: [SobolSums, SobolSums][]
  #shift = NaN
  #failed = 0
  #points = 0

  constructor(names: readonly string[], blocks: number, blockRows: number, pairs: boolean) {
    this.#names = names
    this.#pairs = pairs
    this.#blockRows = blockRows
    this.#sums = Array.from({ length: blocks }, () => [this.#empty(), this.#empty()])
  }

  #empty(): SobolSums {
    return new SobolSums(this.#names.length, this.#pairs)
  }

  add(row: number, a: number, b: number, ab: (group: number) => number, ba?: (group: number) => number): void {
    if (Number.isNaN(this.#shift) && Number.isFinite(a)) this.#shift = a
    const shift = Number.isNaN(this.#shift) ? 0 : this.#shift
    this.#points += 2 + this.#names.length * (ba ? 2 : 1)
    this.#failed += Number(Number.isNaN(a)) + Number(Number.isNaN(b))
    for (let group = 0; group < this.#names.length; group++)
      this.#failed += Number(Number.isNaN(ab(group))) + Number(ba !== undefined && Number.isNaN(ba(group)))
    const half = 2 * row < this.#sums.length * this.#blockRows ? 0 : 1
    this.#sums[Math.floor(row / this.#blockRows)][half].add(
      a - shift,
      b - shift,
      (group) => ab(group) - shift,
      ba && ((group) => ba(group) - shift),
    )
  }

  /** @throws ArgumentError where more than a tenth of the points failed. */
  result(): SobolIndices {
    const share = this.#failed / this.#points
    if (share > REFUSE_FROM) {
      throw new ArgumentError(
        `${this.#failed} of ${this.#points} points failed, more than ${100 * REFUSE_FROM} %: indices of the rest would be those of another model; narrow the distributions`,
      )
    }
    if (!this.#sums.flat().every((each) => each.isFinite()))
      throw new ArgumentError(
        'the metric is infinite at some points, or so great that its squares are, and no index takes that in; ask for a condition in its place, such as "payback <= 5", or scale it',
      )
    const halves = this.#sums.map(([first]) => first)
    const wholes = this.#sums
      .map(([first, second]) => {
        const both = this.#empty()
        both.merge(first)
        both.merge(second)
        return both
      })
      .filter(({ rows }) => rows > 0)
    const { estimates, halfWidth } = this.#estimate(wholes)
    const varied = wholes.filter(({ variance }) => variance > 0).length
    const rows = wholes.reduce((sum, each) => sum + each.rows, 0)
    const mean = wholes.reduce((sum, each) => sum + each.mean * each.rows, 0) / rows
    const variance = wholes.reduce((sum, each) => sum + (each.variance + (each.mean - mean) ** 2) * each.rows, 0) / rows
    return {
      ...estimates,
      halfWidth,
      half: this.#estimate(halves).estimates,
      mean: this.#shift + mean,
      variance,
      rows,
      failed: this.#failed,
      points: this.#points,
      warnings: [
        ...(share > WARN_FROM ? [`${this.#failed} of ${this.#points} points failed and are left out.`] : []),
        ...(varied === 0 ? ['The metric does not vary, so there are no indices.'] : []),
        ...(varied > 0 && varied < this.#sums.length
          ? [
              `The metric varies in ${varied} of the ${this.#sums.length} parts of the sample alone, and the indices rest on those: take more samples.`,
            ]
          : []),
      ],
    }
  }

  #estimate(sums: readonly SobolSums[]): { estimates: SobolEstimates; halfWidth: SobolIndices['halfWidth'] } {
    // A part in which a rare condition never holds, or in which no point of a parameter succeeded, has no index.
    const varied = sums.filter(({ variance }) => variance > 0)
    const spread = (of: (each: SobolSums) => number): Spread | undefined => {
      const known = varied.map(of).filter((value) => !Number.isNaN(value))
      return known.length === 0 ? undefined : spreadOf(known)
    }
    const groups = this.#names.map((name, group) => ({ name, group }))
    const pairs = groups.flatMap((one, i) =>
      groups.slice(i + 1).map((other) => ({ name: `${one.name} x ${other.name}`, one: one.group, other: other.group })),
    )
    const first = groups.map(({ name, group }) => [name, spread((each) => each.firstOrder(group))] as const)
    const total = groups.map(({ name, group }) => [name, spread((each) => each.total(group))] as const)
    const second = this.#pairs
      ? pairs.map(({ name, one, other }) => [name, spread((each) => each.secondOrder(one, other))] as const)
      : undefined
    const pick = (list: readonly (readonly [string, Spread | undefined])[], key: keyof Spread): Indices =>
      Object.fromEntries(list.map(([name, value]) => [name, value?.[key] ?? null]))
    const all = (key: keyof Spread) => ({
      firstOrder: pick(first, key),
      total: pick(total, key),
      ...(second && { secondOrder: pick(second, key) }),
    })
    const nought = spread((each) => each.nought())
    return {
      estimates: { ...all('mean'), noise: nought === undefined ? null : Math.abs(nought.mean) },
      halfWidth: all('halfWidth'),
    }
  }
}
