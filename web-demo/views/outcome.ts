import type { Paths } from '../compute/paths.ts'
import { short } from '../plot/scales.ts'

/** How the transition changes the profit, and when it pays back, in two sentences. */
export function outcome({ path, scenario }: Paths): string {
  const { profit, level } = path.columns
  const [before, after] = [profit[0], profit[profit.length - 1]]
  const [low, high] = [level[0], level[level.length - 1]]
  if (Math.abs(high - low) < 1e-3) return `${share(low)} of the waste is recycled throughout: profit is ${short(after)} a year at the end.`
  const stage = high > 0.995 ? 'At full recycling' : `With ${share(high)} of its waste recycled`
  return `${stage}, this enterprise ${compare(before, after)}. ${payback(path.payback, scenario)}`
}

function share(level: number): string {
  return `${Math.round(100 * level)} %`
}

function compare(before: number, after: number): string {
  if (before > 0 && after > 0) {
    const ratio = after / before
    if (ratio >= 1.45) return `earns ${ratio.toFixed(ratio < 10 ? 1 : 0)} times as much as at the start`
    const percent = Math.round(Math.abs(ratio - 1) * 100)
    if (percent === 0) return 'earns as much as at the start'
    return `earns ${percent} % ${ratio > 1 ? 'more' : 'less'} than at the start`
  }
  if (after > 0) return `turns a loss of ${short(-before)} a year into a profit of ${short(after)}`
  if (before > 0) return `turns a profit of ${short(before)} a year into a loss of ${short(-after)}`
  return `loses ${short(-after)} a year, after ${short(-before)} at the start`
}

function payback(time: number | null, { horizon, investment }: Paths['scenario']): string {
  const start = horizon?.start ?? 0
  if (time === null) return `The change does not pay back within these ${short((horizon?.end ?? 10) - start)} years.`
  const years = time - start
  if (years <= 0) return investment.conversionCost > 0 ? 'The change pays from the first day.' : 'The change costs nothing.'
  return `The change has paid for itself after ${short(Number(years.toFixed(1)))} years.`
}
