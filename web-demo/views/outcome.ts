import type { Paths } from '../compute/paths.ts'
import { short, shortTime } from '../plot/scales.ts'

/** What the transition changes, against the same enterprise without it at the same time, and when it pays, in words. */
export function outcome({ path, unchanged, scenario }: Paths): string {
  if (path.status === 'domainError' || path.status === 'notConverged') return FAILED[path.status]
  const { profit, level } = path.columns
  const last = profit.length - 1
  const [low, high] = [Math.min(...level), Math.max(...level)]
  if (high - low < 1e-3) return `${share(low)} of the waste is recycled throughout: profit is ${short(profit[last])} a year at the end.`
  const stage = level[last] > 0.995 ? 'At full recycling' : `With ${share(level[last])} of its waste recycled`
  return `${stage}, this enterprise ${compare(unchanged.columns.profit[last], profit[last])}. ${advantage(path, scenario)}`
}

const FAILED = {
  domainError: 'This enterprise cannot be followed to the end of its horizon: it grows past any bound.',
  notConverged: 'This enterprise could not be followed to the end of its horizon.',
}

function share(level: number): string {
  return `${Math.round(100 * level)} %`
}

/** The profit a year at the end, against that without the transition. */
function compare(without: number, withIt: number): string {
  if (without > 0 && withIt > 0) {
    const ratio = withIt / without
    if (ratio >= 1.45) return `earns ${ratio.toFixed(ratio < 10 ? 1 : 0)} times as much as it would without the transition`
    const percent = Math.round(Math.abs(ratio - 1) * 100)
    if (percent === 0) return 'earns as much as it would without the transition'
    return `earns ${percent} % ${ratio > 1 ? 'more' : 'less'} than it would without the transition`
  }
  if (withIt > 0) return `earns ${short(withIt)} a year, where without the transition it would lose ${short(-without)}`
  if (without > 0) return `loses ${short(-withIt)} a year, where without the transition it would earn ${short(without)}`
  return `loses ${short(-withIt)} a year, ${short(-without)} without the transition`
}

/** A year of the calendar, or how many years after the start. */
function moment(time: number, start: number): string {
  if (Math.abs(start) >= 1000) return `in ${shortTime(time)}`
  const years = shortTime(time - start)
  return `after ${years} ${years === '1' ? 'year' : 'years'}`
}

/** How far behind the transition leaves the enterprise, and from when on it is ahead. */
function advantage({ time, columns, payback }: Paths['path'], { horizon }: Paths['scenario']): string {
  const values = columns.advantage
  const deepest = values.reduce((best, value, i) => (value < values[best] ? i : best), 0)
  const atEnd = values[values.length - 1]
  const behind = values[deepest] < 0 ? `It is furthest behind ${moment(time[deepest], time[0])}, by ${short(-values[deepest])}` : undefined
  const ahead = `by the end it is ${short(atEnd)} ahead`
  if (payback === null) return `${behind ?? 'It is never ahead'}, and by the end it is still ${short(-atEnd)} behind.`
  if (values.every((value) => value === 0)) return 'The transition makes no difference.'
  if (payback === (horizon?.start ?? time[0]) || behind === undefined) return `It is never behind; ${ahead}.`
  return `${behind}; it has caught up for good ${moment(payback, time[0])}, and ${ahead}.`
}
