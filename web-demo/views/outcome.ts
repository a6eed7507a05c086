import type { Paths } from '../compute/paths.ts'
import { isCalendar, shownWithUnit } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { percent, short, shortTime } from '../texts/numbers.ts'

/** What the transition changes, against the same enterprise without it at the same time, and when it pays, in words. */
export function outcome(paths: Paths): string {
  const { path, unchanged, scenario } = paths
  const text = words.value.headline
  if (path.status === 'domainError' || path.status === 'notConverged') return text[path.status]
  const { profit, level } = path.columns
  const last = profit.length - 1
  const [low, high] = [Math.min(...level), Math.max(...level)]
  if (high - low < 1e-3) return text.throughout(percent(low), shownWithUnit(profit[last], 'money/year', scenario))
  const stage = level[last] > 0.995 ? text.fullRecycling : text.partRecycling(percent(level[last]))
  return `${text.sentence(stage, compare(unchanged.columns.profit[last], profit[last]))} ${advantage(paths)}`
}

/** The profit a year at the end, against that without the transition. */
function compare(without: number, withIt: number): string {
  const text = words.value.headline
  if (without > 0 && withIt > 0) {
    const ratio = withIt / without
    if (ratio >= 1.45) return text.times(short(Number(ratio.toFixed(ratio < 10 ? 1 : 0))))
    const difference = Math.abs(ratio - 1)
    if (difference < 0.005) return text.same
    return ratio > 1 ? text.more(percent(difference)) : text.less(percent(difference))
  }
  if (withIt > 0) return text.gains(short(withIt), short(-without))
  if (without > 0) return text.loses(short(-withIt), short(without))
  return text.bothLose(short(-withIt), short(-without))
}

/** A year of the calendar, or how many years after the start. */
function moment(time: number, { scenario, path }: Paths): string {
  const { inYear, afterYears } = words.value.headline
  return isCalendar(scenario) ? inYear(shortTime(time)) : afterYears(shortTime(time - path.time[0]))
}

/** How far behind the transition leaves the enterprise, and from when on it is ahead. */
function advantage(paths: Paths): string {
  const { path, scenario } = paths
  const text = words.value.headline
  const values = path.columns.advantage
  const money = (value: number) => shownWithUnit(value, 'money', scenario)
  const deepest = values.reduce((best, value, i) => (value < values[best] ? i : best), 0)
  const atEnd = values[values.length - 1]
  const behind = values[deepest] < 0 ? text.behind(moment(path.time[deepest], paths), money(-values[deepest])) : undefined
  if (path.payback === null) return `${behind ?? text.neverAhead}, ${text.stillBehind(money(-atEnd))}`
  if (values.every((value) => value === 0)) return text.noDifference
  if (path.payback === path.time[0] || behind === undefined) return text.neverBehind(money(atEnd))
  return `${behind}; ${text.caughtUp(moment(path.payback, paths), money(atEnd))}`
}
