/** The scenario's own law as a course: what it is worth by the same account, and whether it keeps to the rates. */
import { valuesOf, type Corner } from './course.ts'
import type { Question } from './problem.ts'
import type { Profits } from './profits.ts'

/** Straight pieces that the law is followed by: their error is of the second order. */
const PIECES = 2000
/** Rounding of a rate that is met exactly. */
const SLACK = 1e-6

export async function lawOf(question: Question, profits: Profits): Promise<{ corners: Corner[]; value: number; admissible: boolean }> {
  const { engine, scenario, start, end, rate, fall, signal } = question
  const samples = PIECES + 1
  const { time, columns } = await engine.path({ ...scenario, horizon: { start, end, samples } }, { signal })
  const corners = Array.from(time, (at, i): Corner => ({ time: at, level: columns.level[i] }))
  const [value] = await valuesOf(question, profits, [corners])
  const slopes = corners.slice(1).map((to, i) => (to.level - corners[i].level) / (to.time - corners[i].time))
  const admissible = slopes.every((slope) => slope <= rate * (1 + SLACK) + SLACK && slope >= -fall * (1 + SLACK) - SLACK)
  return { corners, value, admissible }
}
