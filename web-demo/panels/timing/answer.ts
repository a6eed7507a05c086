import { known } from '../../known.ts'
import type { Scenario } from 'offcut'
import type { Horizon } from 'offcut/forms'
import type { DocumentTable, Timing, Value } from 'offcut/studies'
import { shownWithUnit } from '../../state/units.ts'
import type { TimingWords } from '../../texts/en/timing.ts'
import { percent, short, shortTime } from '../../texts/numbers.ts'
import { momentText } from '../kit/moments.ts'

/** What to do and when, what it is worth, and how sure that is. */
export function answerOf(timing: Timing, scenario: Scenario, words: TimingWords): string {
  const money = (value: number) => shownWithUnit(value, 'money', scenario)
  return timing.startDistribution ? randomAnswer(timing, money, words) : courseAnswer(timing, known(scenario.horizon), money, words)
}

function courseAnswer(
  { intervals, value, bound, withoutChange, startNow, ownLaw, path }: Timing,
  horizon: Horizon,
  money: (value: number) => string,
  words: TimingWords,
): string {
  if (intervals.length === 0) return words.stay(percent(path.level[0], 1))
  const isMore = (other: number) => value - other > 1e-9 * Math.abs(value)
  const worth = [
    words.worthMore(money(value - withoutChange)),
    ...(isMore(startNow) ? [words.thanNow(money(value - startNow))] : []),
    ...(ownLaw !== null && isMore(ownLaw) ? [words.thanOwn(money(value - ownLaw))] : []),
  ]
  const limit = bound === null ? '' : `; ${words.limit(money(bound - value))}`
  return `${steps(intervals, horizon, words).join(', ')}: ${worth.join(', ')}${limit}.`
}

function steps(intervals: Timing['intervals'], horizon: Horizon, words: TimingWords): string[] {
  const [first, last] = [intervals[0], intervals[intervals.length - 1]]
  const level = (share: number) => percent(share, 1)
  const when = (time: number) => momentText(time, horizon)
  const parts = [first[0] === first[1] ? words.jump(when(first[0]), level(first[3])) : words.begin(when(first[0]))]
  for (let i = 1; i < intervals.length; i++) {
    const [[, before, , reached], [start, , from, to]] = [intervals[i - 1], intervals[i]]
    parts.push(to < from ? words.fallFrom(when(start)) : words.pause(shortTime(before), shortTime(start), level(reached)))
  }
  if (last[1] > last[0]) parts.push(words.finish(when(last[1]), level(last[3])))
  return parts
}

function randomAnswer(
  { threshold, value, withoutChange, valueOfWaiting = 0, startDistribution = [] }: Timing,
  money: (value: number) => string,
  words: TimingWords,
): string {
  const within = startDistribution[startDistribution.length - 1]?.[1] ?? 0
  const waiting = valueOfWaiting > 0 ? `, ${words.waiting(money(valueOfWaiting))}` : ''
  const when = threshold === undefined ? words.ranges : words.threshold(short(threshold))
  return `${when}: ${words.worthMore(money(value - withoutChange))}${waiting}. ${words.within(percent(within, 1))}`
}

/** What each way is worth. @param unit of money */
export function worthTable(timing: Timing, words: TimingWords, unit: string): DocumentTable {
  const { value, bound, withoutChange, startNow, ownLaw, admissible, bestCommitted, startDistribution } = timing
  const row = (way: string, worth: number): Value[] => [way, worth, worth - withoutChange]
  const { ways } = words
  return {
    title: words.worth,
    columns: [words.way, `${words.value} (${unit})`, words.more],
    rows: [
      row(startDistribution ? ways.policy : ways.best, value),
      ...(bound === null ? [] : [row(ways.bound, bound)]),
      ...(bestCommitted === undefined ? [] : [row(ways.committed, bestCommitted)]),
      row(ways.startNow, startNow),
      ...(ownLaw === null ? [] : [row(admissible ? ways.own : ways.tooFast, ownLaw)]),
      row(ways.stay, withoutChange),
    ],
  }
}
