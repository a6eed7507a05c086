/** Laws as courses: the scenario's own, what it is worth by the same account, and whether it keeps to the rates. */
import { LAW_ENTRIES, type LawEntry } from '../../model/laws.ts'
import { valuesOf, type Corner } from './course.ts'
import { FOR_EVER, type Question } from './problem.ts'
import type { Profits } from './profits.ts'

/** Straight pieces that the law is followed by at least: their error is of the second order, as it turns only between them. */
const PIECES = 2000
/** Rounding of a rate that is met exactly. */
const SLACK = 1e-6

export async function lawOf(question: Question, profits: Profits): Promise<{ corners: Corner[]; value: number; admissible: boolean }> {
  const { rate, fall } = question
  const whole = toItsEnd(question)
  const corners = await ownCourse(whole)
  const [value] = await valuesOf(whole, profits, [corners])
  const slopes = corners.slice(1).map((to, i) => (to.level - corners[i].level) / (to.time - corners[i].time))
  const admissible = slopes.every((slope) => slope <= rate * (1 + SLACK) + SLACK && slope >= -fall * (1 + SLACK) - SLACK)
  return { corners, value, admissible }
}

/** Where the level goes on for ever, a law is followed for as long as it counts. */
export function toItsEnd(question: Question): Question {
  const { start, end, discountRate, continuation } = question
  return continuation === 'stationary' ? { ...question, end: Math.max(end, start + FOR_EVER / discountRate) } : question
}

async function ownCourse(question: Question): Promise<Corner[]> {
  const { engine, scenario, start, end, signal } = question
  const transformation = scenario.transformation as LawNumbers
  if (transformation.law !== 'invested') return (await coursesOf(question, transformation, [], [[]], PIECES))[0]
  const { time, columns } = await engine.path({ ...scenario, horizon: { start, end, samples: PIECES + 1 } }, { signal })
  return Array.from(time, (at, i): Corner => ({ time: at, level: columns.level[i] }))
}

export type LawNumbers = Record<string, unknown> & { law: string }

/** A law that is a function of time as courses, one for each of some points that give numbers to its keys: with corners where it is not smooth. */
export async function coursesOf(
  { engine, over, horizon, start, end, signal }: Question,
  transformation: LawNumbers,
  keys: readonly string[],
  points: readonly (readonly number[])[],
  pieces: number,
): Promise<Corner[][]> {
  const evenly = (from: number, to: number) => Array.from({ length: pieces + 1 }, (_, i) => from + ((to - from) * i) / pieces)
  const even = [...evenly(start, horizon.end), ...(end > horizon.end ? evenly(horizon.end, end) : [])]
  const times = points.map((point) => {
    const own = { ...transformation, ...Object.fromEntries(keys.map((key, k) => [key, point[k]])) }
    const inside = kinksOf(own).filter((time) => time > start && time < end)
    return Float64Array.from(new Set([...even, ...inside])).sort()
  })
  const width = keys.length + 1
  const values = new Float64Array(times.reduce((sum, { length }) => sum + length, 0) * width)
  let at = 0
  points.forEach((point, p) => {
    for (const time of times[p]) values.set([...point, time], width * at++)
  })
  const parameters = [...keys.map((key) => `transformation.${key}`), 'time']
  const scenario = { ...over.still, transformation } as typeof over.still
  const [{ columns }] = await engine.optima([{ scenario, parameters, values }], { metrics: ['level'], signal })
  at = 0
  return times.map((own) => Array.from(own, (time): Corner => ({ time, level: columns.level[at++] })))
}

/** Times at which a law is not smooth. */
function kinksOf(transformation: LawNumbers): number[] {
  const { kinks }: LawEntry = LAW_ENTRIES[transformation.law as keyof typeof LAW_ENTRIES]
  return kinks.flatMap((kink) =>
    kink === 'times[]' ? (transformation.times as number[]) : [kink.reduce((sum, key) => sum + (transformation[key] as number), 0)],
  )
}
