import { ArgumentError, show } from '../../errors.ts'
import { checkOptions } from '../../options.ts'
import { evaluateCondition, NONE_IS_LATE, setNone } from '../condition/evaluate.ts'
import { parseCondition, type Condition } from '../condition/parse.ts'
import { isMetric } from '../engine/metrics.ts'
import { columnOf, readNumbers, readWords, tableOf, type Table, type TableInput } from '../table/table.ts'
import type { Box } from './box.ts'
import { conditionOf, describeBox, limitsOf } from './describe.ts'
import { primTrajectory, type PrimOptions } from './prim.ts'
import { quasiPOf } from './quasi-p.ts'
import { categoricalInput, numericInput, sampleOf, type Input, type Sample } from './sample.ts'
import { stabilityOf, type Stability } from './stability.ts'

/** What is looked for, and how. */
export interface DiscoverOptions extends Partial<PrimOptions> {
  /** Which cases are of interest. */
  when: string
  /** Columns that boxes may restrict; default: every column that `when` does not name and that is no metric of offcut's own table. */
  inputs?: readonly string[]
  /** Seed of the resampling; default 1. */
  seed?: number
  /** Number of the box in the trajectory to describe and to judge the stability of; default: that of the greatest harmonic mean of coverage and density. */
  box?: number
}

/** A box of the trajectory. */
export interface DiscoveredBox {
  /** Points in the box, and how many of them are of interest. */
  n: number
  /** See `n`. */
  k: number
  /** Share of all cases of interest that the box holds. */
  coverage: number
  /** Share of the box's points that are of interest. */
  density: number
  /** Share of all points that the box holds. */
  mass: number
  /** By column: the ends of the closed interval, or the words. */
  restricted: Record<string, [number, number] | string[]>
  /** By restriction (`column high`): the probability of as dense a box by chance, were it not restricted so. */
  quasiP: Record<string, number>
}

/** Where in a sample a condition holds: boxes from the whole sample to the densest, and the one to use. */
export interface Discovery {
  /** Every box from the whole sample on. */
  trajectory: DiscoveredBox[]
  /** How often resamples restrict the same inputs. */
  stability: Stability
  /** Place in the trajectory of the box that is described. */
  box: number
  /** What the box says, in English. */
  sentence: string
  /** The box as a condition, for `--when` and other tables. */
  filter: string
  /** Rows used. */
  points: number
  /** Those of them for which `when` holds. */
  ofInterest: number
  /** Rows without an answer to `when`, and rows that lack an input. */
  leftOut: { unknown: number; incomplete: number }
}

const KEYS = ['when', 'inputs', 'seed', 'box', 'alpha', 'pasteAlpha', 'minimumMass'] as const satisfies (keyof DiscoverOptions)[]

/**
 * Finds where the cases of interest lie: the Patient Rule Induction Method of J. H. Friedman and N. I. Fisher, Statistics and Computing 9 (1999), 123–143, with the quasi-p-values
 * of B. P. Bryant and R. J. Lempert, Technological Forecasting and Social Change 77 (2010), 34–49. The table is not changed.
 * @throws ArgumentError for a condition that names no column, or is never or always true.
 */
export function discover(input: TableInput, options: DiscoverOptions): Discovery {
  checkOptions('discover', options, KEYS)
  const prim = primOptions(options)
  const table = tableOf(input)
  const when = parseCondition(options.when)
  const truth = evaluateCondition(when, table)
  const { sample, leftOut } = sampleFrom(table, truth, options.inputs ?? otherColumns(table, when))
  requireBoth(sample, when.text)
  const boxes = primTrajectory(sample, prim)
  const chosen = options.box ?? harmonicBest(boxes, sample)
  if (!(chosen in boxes))
    throw new ArgumentError(`box is ${show(options.box)}; expected a whole number from 0 to ${boxes.length - 1}, a place in the trajectory`)
  return {
    trajectory: boxes.map((box) => ({
      n: box.n,
      k: box.k,
      coverage: box.k / sample.ofInterest,
      density: box.k / box.n,
      mass: box.n / sample.rows,
      restricted: limitsOf(sample.inputs, box.limits),
      quasiP: quasiPOf(sample, box),
    })),
    stability: stabilityOf(sample, boxes[chosen], prim, options.seed ?? 1),
    box: chosen,
    sentence: describeBox(sample, boxes[chosen], when.text),
    filter: conditionOf(sample.inputs, boxes[chosen].limits),
    points: sample.rows,
    ofInterest: sample.ofInterest,
    leftOut,
  }
}

function primOptions({ alpha = 0.05, pasteAlpha = 0.05, minimumMass = 0.05 }: DiscoverOptions): PrimOptions {
  for (const [name, value] of Object.entries({ alpha, pasteAlpha })) {
    if (!(value > 0 && value < 0.5)) throw new ArgumentError(`${name} is ${show(value)}; expected a share above 0 and below 0.5`)
  }
  if (!(minimumMass >= 0 && minimumMass < 1))
    throw new ArgumentError(`minimumMass is ${show(minimumMass)}; expected a share from 0 and below 1`)
  return { alpha, pasteAlpha, minimumMass }
}

/** In a table of offcut's, which has a status, the metrics are outcomes, not inputs; a level is one where an axis moved it. */
function otherColumns(table: Table, when: Condition): string[] {
  const names = table.columns.map(({ name }) => name).filter((name) => !when.columns.includes(name))
  if (!names.includes('status')) return names
  return names.filter((name) => name !== 'status' && name !== 'point' && name !== 'sample' && (name === 'level' || !isMetric(name)))
}

/** The rows with an answer and every input. */
function sampleFrom(table: Table, truth: Int8Array, names: readonly string[]): { sample: Sample; leftOut: Discovery['leftOut'] } {
  if (names.length === 0) throw new ArgumentError('there is no input to restrict; name columns with inputs')
  const read = names.map((name) => readInput(table, name))
  const rows: number[] = []
  const leftOut = { unknown: 0, incomplete: 0 }
  for (let row = 0; row < table.rows; row++) {
    if (truth[row] < 0) leftOut.unknown++
    else if (read.some(({ has }) => !has(row))) leftOut.incomplete++
    else rows.push(row)
  }
  if (rows.length === 0)
    throw new ArgumentError(`no row has an answer and all of the inputs ${names.join(', ')}; leave inputs out that are mostly missing`)
  return {
    sample: sampleOf(
      read.map(({ take }) => take(rows)),
      new Uint8Array(rows.length).map((_, i) => truth[rows[i]]),
    ),
    leftOut,
  }
}

interface ReadInput {
  has(row: number): boolean
  take(rows: readonly number[]): Input
}

/** A column is one of words where any value is not a number. */
function readInput(table: Table, name: string): ReadInput {
  const column = columnOf(table, name)
  const { values, words } = readNumbers(table, column)
  if (words.length === 0) {
    if (NONE_IS_LATE.includes(name)) setNone(table, values)
    return {
      has: (row) => !Number.isNaN(values[row]),
      take: (rows) =>
        numericInput(
          name,
          new Float64Array(rows.length).map((_, i) => values[rows[i]]),
        ),
    }
  }
  const texts = readWords(table, column)
  return {
    has: (row) => texts[row] !== null,
    take: (rows) =>
      categoricalInput(
        name,
        rows.map((row) => texts[row] ?? ''),
      ),
  }
}

function requireBoth({ rows, ofInterest }: Sample, when: string): void {
  if (ofInterest > 0 && ofInterest < rows) return
  const always = ofInterest > 0
  throw new ArgumentError(
    `the condition ${show(when)} is ${always ? 'always' : 'never'} true: in ${ofInterest} of ${rows} rows; there is nothing to tell apart: change the condition, or sample a wider range`,
  )
}

/** Neither coverage nor density alone: the whole sample has all of the one, a small box all of the other. */
function harmonicBest(boxes: readonly Box[], { ofInterest }: Sample): number {
  const score = ({ n, k }: Box) => (2 * k) / (n + ofInterest)
  return boxes.reduce((best, box, i) => (score(box) > score(boxes[best]) ? i : best), 0)
}
