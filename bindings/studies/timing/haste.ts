/**
 * A cost of adjustment in a bound that knows none: ½ K u² is nowhere below its tangent at a rate v, so that no course costs less than with
 * (J + K v) u − ½ K v² at every moment, whatever v(t) is. With the rates of the best course as v the two are the same along it, and the bound is
 * as close as it can be without a gap of its own where the profit is convex.
 */
import { levelAt, type Corner } from './course.ts'
import type { ExtraCost, Question } from './problem.ts'
import { gaussLegendre } from './quadrature.ts'

const KNOTS = 128
const NODES = gaussLegendre(6)

/** The question with the tangents at a course's rates in place of the cost of adjustment, and ½ K v² over all times, discounted. */
export function withTangents(question: Question, corners: readonly Corner[]): { question: Question; rebate: number } {
  const { start, end, discountRate, adjustmentCost } = question
  const width = (end - start) / KNOTS
  const times = Array.from({ length: KNOTS + 1 }, (_, k) => (k === KNOTS ? end : start + k * width))
  const rates = times.map((time) => {
    const [from, to] = [Math.max(start, time - width / 2), Math.min(end, time + width / 2)]
    return Math.max(0, (levelAt(corners, to) - levelAt(corners, from)) / (to - from))
  })
  const slopes = times.slice(1).map((time, k) => (adjustmentCost * (rates[k + 1] - rates[k])) / (time - times[k]))
  const pieceOf = (time: number) => Math.min(KNOTS - 1, Math.max(0, Math.floor((time - start) / width)))
  const rateAt = (time: number) => {
    const k = pieceOf(time)
    const share = Math.min(1, Math.max(0, (time - times[k]) / (times[k + 1] - times[k])))
    return rates[k] + (rates[k + 1] - rates[k]) * share
  }
  const extraCost: ExtraCost = {
    times,
    at: (time) => adjustmentCost * rateAt(time),
    turn(time) {
      const k = times.indexOf(time)
      return k > 0 && k < KNOTS ? slopes[k] - slopes[k - 1] : 0
    },
  }
  let rebate = 0
  for (let k = 0; k < KNOTS; k++) {
    for (const { place, weight } of NODES) {
      const time = times[k] + place * (times[k + 1] - times[k])
      rebate += (times[k + 1] - times[k]) * weight * Math.exp(-discountRate * (time - start)) * 0.5 * adjustmentCost * rateAt(time) ** 2
    }
  }
  return { question: { ...question, adjustmentCost: 0, extraCost }, rebate }
}
