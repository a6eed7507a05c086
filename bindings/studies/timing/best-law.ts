/** The best numbers of a law of a given form: looked for on a grid of courses, then on finer and finer ones around each of the best peaks. */
import { ArgumentError, show } from '../../errors.ts'
import { parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { valuesOf } from './course.ts'
import { coursesOf, toItsEnd, type LawNumbers } from './own-law.ts'
import type { Ranges } from './options.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

/** The best numbers of a law. */
export interface BestLaw {
  /** The scenario's transformation with the best numbers in it. */
  transformation: Record<string, unknown>
  /** What the law is worth with them. */
  value: number
  /** Whether the best stands at an end of a range. */
  atEnd: string[]
}

/** A side of the first grid, and the peaks that are followed from there, half as many each round, by the number of keys. */
const PLACES = [161, 31, 11]
const PEAKS = [6, 4, 3]
const FINER = 9
/** Each takes four times as close a look: a best number may stand at a date, where the value has a kink. */
const ROUNDS = [14, 11, 8]
/** Straight pieces that a law is followed by at least. */
const PIECES = 400

/** @throws ArgumentError for ranges that the law cannot take. */
export async function bestLaw(asked: Question, profits: Profits, law: string | undefined, ranges: Ranges): Promise<BestLaw> {
  const keys = Object.keys(ranges)
  if (keys.length === 0 || keys.length > PLACES.length)
    throw new ArgumentError(`optimise names ${keys.length} keys of the law; expected one to ${PLACES.length}, such as start=0:10`)
  for (const key of keys) {
    const [from, to] = ranges[key]
    if (!(from < to))
      throw new ArgumentError(`the range of ${key} is ${show(from)} to ${show(to)}; expected two numbers, the smaller first`)
  }
  const question = toItsEnd(asked)
  const places = PLACES[keys.length - 1]
  const transformation = withLaw(question.scenario, law, keys, ranges)
  const valuesAt = async (points: number[][]) =>
    valuesOf(question, profits, await coursesOf(question, transformation, keys, points, PIECES))
  const ends = keys.map((key): Ends => [ranges[key][0], ranges[key][1]])
  const first = gridOf(ends, places)
  const values = await valuesAt(first)
  let peaks = peaksOf(values, places, keys.length)
    .slice(0, PEAKS[keys.length - 1])
    .map((i): Peak => ({ at: first[i], value: values[i] }))
  let reach = ends.map(([low, high]) => (high - low) / (places - 1))
  for (let round = 0; round < ROUNDS[keys.length - 1]; round++) {
    peaks = (await finer(peaks, reach, ends, valuesAt)).toSorted((a, b) => b.value - a.value).slice(0, Math.ceil(peaks.length / 2))
    reach = reach.map((each) => (2 * each) / (FINER - 1))
  }
  const [best] = peaks
  const numbers = Object.fromEntries(keys.map((key, k) => [key, best.at[k]]))
  const atEnd = keys.filter((key, k) => ranges[key].some((end) => Math.abs(best.at[k] - end) <= 1e-6 * (ranges[key][1] - ranges[key][0])))
  return { transformation: { ...transformation, ...numbers }, value: best.value, atEnd }
}

type Ends = [low: number, high: number]

interface Peak {
  at: number[]
  value: number
}

/** Places of a grid that no neighbour along a side is above, the highest first; of a level stretch the first. */
function peaksOf(values: readonly number[], places: number, sides: number): number[] {
  const isPeak = (i: number) =>
    Array.from({ length: sides }, (_, k) => places ** k).every((stride) => {
      const place = Math.floor(i / stride) % places
      return !(place > 0 && values[i - stride] >= values[i]) && !(place < places - 1 && values[i + stride] > values[i])
    })
  return values
    .map((_, i) => i)
    .filter(isPeak)
    .toSorted((a, b) => values[b] - values[a])
}

/** Each peak on a grid of its own around it, all in one go. */
async function finer(
  peaks: readonly Peak[],
  reach: readonly number[],
  ends: readonly Ends[],
  valuesAt: (points: number[][]) => Promise<number[]>,
): Promise<Peak[]> {
  const grids = peaks.map(({ at }) =>
    gridOf(
      at.map((own, k): Ends => [Math.max(ends[k][0], own - reach[k]), Math.min(ends[k][1], own + reach[k])]),
      FINER,
    ),
  )
  const values = await valuesAt(grids.flat())
  let next = 0
  return peaks.map((peak, p) => grids[p].reduce((best, at) => (values[next++] > best.value ? { at, value: values[next - 1] } : best), peak))
}

/** The scenario with the law asked for, its optimised keys in the middle of their ranges. */
function withLaw(scenario: Scenario, law: string | undefined, keys: string[], ranges: Ranges): LawNumbers {
  const middle = Object.fromEntries(keys.map((key) => [key, (ranges[key][0] + ranges[key][1]) / 2]))
  const own = scenario.transformation as Record<string, unknown>
  const transformation =
    law === undefined || law === own.law ? { ...own, ...middle } : { law, from: own.from ?? own.level ?? 0, to: own.to ?? 1, ...middle }
  const { sweep: _, ...rest } = scenario
  return parseScenario({ ...rest, transformation } as unknown as ScenarioInput).transformation as LawNumbers
}

function gridOf(around: readonly Ends[], places: number): number[][] {
  return around.reduce<number[][]>(
    (points, [low, high]) =>
      points.flatMap((point) => Array.from({ length: places }, (_, i) => [...point, low + ((high - low) * i) / (places - 1)])),
    [[]],
  )
}
