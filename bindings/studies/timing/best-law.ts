/** The best numbers of a law of a given form: looked for on a grid of courses, then on finer and finer ones around the best. */
import { ArgumentError, show } from '../../errors.ts'
import { parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { valuesOf } from './course.ts'
import { coursesOf, toItsEnd, type LawNumbers } from './own-law.ts'
import type { Question, Ranges } from './problem.ts'
import type { Profits } from './profits.ts'

export interface BestLaw {
  /** The scenario's transformation with the best numbers in it. */
  transformation: Record<string, unknown>
  value: number
  /** Whether the best stands at an end of a range. */
  atEnd: string[]
}

const PLACES = [41, 21, 9]
const ROUNDS = 8
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
  let around = keys.map((key): [number, number] => [ranges[key][0], ranges[key][1]])
  let best = { at: [] as number[], value: -Infinity }
  for (let round = 0; round < ROUNDS; round++) {
    const points = gridOf(around, round === 0 ? places : 9)
    const courses = await coursesOf(question, transformation, keys, points, PIECES)
    const values = await valuesOf(question, profits, courses)
    const top = values.reduce((at, value, i) => (value > values[at] ? i : at), 0)
    if (round === 0 || values[top] > best.value) best = { at: points[top], value: values[top] }
    around = around.map(([low, high], k) => {
      const reach = (high - low) / (round === 0 ? places - 1 : 8)
      return [Math.max(ranges[keys[k]][0], best.at[k] - reach), Math.min(ranges[keys[k]][1], best.at[k] + reach)]
    })
  }
  const numbers = Object.fromEntries(keys.map((key, k) => [key, best.at[k]]))
  const atEnd = keys.filter((key, k) => ranges[key].some((end) => Math.abs(best.at[k] - end) <= 1e-6 * (ranges[key][1] - ranges[key][0])))
  return { transformation: { ...transformation, ...numbers }, value: best.value, atEnd }
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

function gridOf(around: [number, number][], places: number): number[][] {
  return around.reduce<number[][]>(
    (points, [low, high]) =>
      points.flatMap((point) => Array.from({ length: places }, (_, i) => [...point, low + ((high - low) * i) / (places - 1)])),
    [[]],
  )
}
