import type { OwnUnits } from '../../model/units.ts'
import { places } from '../../result/places.ts'
import type { Timing } from '../timing/timing.ts'
import { PERCENT, SHARES, type XyChart } from './chart.ts'
import { hundredfold, percent, text, written, type Document, type DocumentTable, type Value } from './document.ts'
import { ENGLISH, type ReportWords } from './words.ts'

type Interval = Timing['intervals'][number]

/** Of a table; a file has all. */
const MOST_TIMES = 11
const MOST_LEVELS = 3

export function timingDocument(timing: Timing, units?: OwnUnits, words: ReportWords = ENGLISH): Document {
  const say = words.timing
  const number = (value: number, digits: number) => written(value, words.decimal, digits)
  const time = words.named('time', units)
  const { value, bound, withoutChange, startNow, ownLaw, admissible, error, warnings } = timing
  const isRandom = timing.startDistribution !== undefined
  const row = (plan: string, value: number): Value[] => [plan, value, value - withoutChange]
  return {
    title: say.title,
    sentence: isRandom ? randomSentence(timing) : courseSentence(timing),
    tables: [
      {
        title: say.worth,
        columns: [say.plan, words.named('worth', units), say.more],
        rows: [
          row(isRandom ? say.policy : say.course, value),
          ...(bound === null ? [] : [row(say.bound, bound)]),
          ...(timing.bestCommitted === undefined ? [] : [row(say.committed, timing.bestCommitted)]),
          row(say.startNow, startNow),
          ...(ownLaw === null ? [] : [row(admissible ? say.ownLaw : say.tooFast, ownLaw)]),
          row(say.stay, withoutChange),
        ],
      },
      ...(isRandom
        ? randomTables(timing, time, words)
        : [
            {
              title: say.moves,
              columns: [say.columns.from(time), say.columns.to(time), say.columns.levelFrom, say.columns.levelTo],
              rows: timing.intervals.map((interval): Value[] => [...interval]),
              shares: [2, 3],
            },
          ]),
      ...(timing.law ? [lawTable(timing.law, words)] : []),
    ],
    charts: isRandom ? [startChart(timing, words), ...thresholdChart(timing, words)] : courseCharts(timing, words),
    sure: [
      ...(bound === null ? [] : [say.sureBound(number(bound, 10), number(bound - value, 3))]),
      ...(error === undefined ? [] : [say.refined(number(error, 2))]),
      ...warnings.map(words.warning),
    ],
    assumed: [...say.assumed],
  }
}

/** "Start in 2027, pause from 2029 to 2030, finish by 2032: worth 412 more than not changing …" */
function courseSentence({ intervals, value, bound, withoutChange, startNow, path }: Timing): string {
  if (intervals.length === 0) return `Do not change: no course found is worth more than staying at level ${percent(path.level[0])}.`
  const worth = [`worth ${text(value - withoutChange, 4)} more than not changing`]
  if (value - startNow > 1e-9 * Math.abs(value)) worth.push(`${text(value - startNow, 4)} more than starting now`)
  const limit = bound === null ? '' : `; no plan can be worth more than ${text(bound - value, 2)} more`
  return `${capital(steps(intervals))}: ${worth.join(', ')}${limit}.`
}

function steps(intervals: readonly Interval[]): string {
  const parts = intervals.flatMap(([start, end, from, to], i): string[] => {
    const before = intervals[i - 1]
    const pause = before && start > before[1] ? [`pause from ${moment(before[1])} to ${moment(start)} at level ${percent(before[3])}`] : []
    if (start === end) return [...pause, `change at one blow in ${moment(start)} to level ${percent(to)}`]
    const isFalling = to < from
    const turns = before && isFalling !== before[3] < before[2]
    if (!before) return [isFalling ? `fall from ${moment(start)} on` : `start in ${moment(start)}`]
    return turns ? [...pause, `${isFalling ? 'fall back' : 'rise again'} from ${moment(start)} on`] : pause
  })
  const [start, end, , to] = intervals[intervals.length - 1]
  if (end > start) parts.push(`finish by ${moment(end)} at level ${percent(to)}`)
  return parts.join(', ')
}

function randomSentence({
  threshold,
  thresholds = [],
  value,
  withoutChange,
  valueOfWaiting = 0,
  startDistribution = [],
  path,
}: Timing): string {
  if (thresholds.length === 0)
    return `Do not change: at no price of the horizon is a move worth more than staying at level ${percent(path.level[0])}.`
  const [, within] = startDistribution[startDistribution.length - 1]
  const when =
    threshold === undefined
      ? 'Move where the price is in the ranges below'
      : `Move now where the price is above ${text(threshold, 4)}, otherwise wait`
  const waiting = valueOfWaiting > 1e-9 * Math.abs(value) ? `, ${text(valueOfWaiting, 4)} more than moving at once` : ''
  return `${when}: worth ${text(value - withoutChange, 4)} more than not changing${waiting}. With a probability of ${percent(within)} the change begins within the horizon.`
}

function randomTables({ thresholds = [], startDistribution = [], risk }: Timing, time: string, words: ReportWords): DocumentTable[] {
  const say = words.timing
  const price = (value: number | null) => written(value, words.decimal)
  const ends = ([low, high]: [number | null, number | null]) =>
    low === null ? say.below(price(high)) : high === null ? say.above(price(low)) : say.range(price(low), price(high))
  const someOf = (values: number[], most: number) => new Set(places(values.length, most).map((i) => values[i]))
  const times = someOf(
    startDistribution.map(([time]) => time),
    MOST_TIMES,
  )
  const levels = someOf(
    [...new Set(thresholds.map(({ level }) => level))].toSorted((a, b) => a - b),
    MOST_LEVELS,
  )
  const shown = thresholds.filter(({ time, level }) => times.has(time) && levels.has(level))
  const outcomes = risk
    ? ([
        [say.policy, risk.policy],
        [say.committed, risk.committed],
        [say.stay, risk.withoutChange],
      ] as const)
    : []
  return [
    {
      title: say.prices,
      columns: [time, say.level, say.move, say.price],
      rows: shown.map(({ time, level, direction, intervals }): Value[] => [
        time,
        level,
        say.directions[direction],
        intervals.map(ends).join('; '),
      ]),
      shares: [1],
    },
    { title: say.begunBy, columns: [time, say.probability], rows: startDistribution.filter(([time]) => times.has(time)) },
    {
      title: say.simulated,
      columns: [say.plan, ...say.outcomes],
      rows: outcomes.map(([name, { mean, VaR, CVaR }]): Value[] => [name, mean, VaR, CVaR]),
    },
  ]
}

function lawTable({ transformation, value, atEnd }: NonNullable<Timing['law']>, { timing: say, name }: ReportWords): DocumentTable {
  const rows = Object.entries(transformation).map(([key, own]): Value[] => [
    key,
    typeof own === 'number' ? own : String(own),
    atEnd.includes(key) ? say.atEnd : null,
  ])
  return { title: say.law, columns: [...say.lawColumns, ''], rows: [...rows, [name('worth'), value, null]] }
}

/** The level and its rate apart, as their scales differ; jumps have no rate. */
function courseCharts({ path: { time, level, rate }, intervals }: Timing, { timing: say, name }: ReportWords): XyChart[] {
  const along = (values: Float64Array) => Array.from(time, (at, i): [number, number] => [at, hundredfold(values[i])])
  // A jump at the start is over when the course begins.
  const before = intervals
    .filter(([from, to]) => from === time[0] && to === from)
    .map(([from, , level]): [number, number] => [from, hundredfold(level)])
  const chart = (title: string, y: string, points: [number, number][]): XyChart => ({
    kind: 'xy',
    title,
    x: name('time'),
    y,
    lines: [{ name: y, points }],
  })
  return [
    { ...chart(say.courseOfLevel, `${say.level}, %`, [...before, ...along(level)]), ends: { y: PERCENT } },
    ...(rate.some((each) => each !== 0) ? [chart(say.howFast, say.rate, along(rate))] : []),
  ]
}

function startChart({ startDistribution = [] }: Timing, { timing: say, name }: ReportWords): XyChart {
  return {
    kind: 'xy',
    title: say.started,
    x: name('time'),
    y: say.probability,
    lines: [{ name: say.begun, points: startDistribution }],
    ends: { y: SHARES },
  }
}

/** At the level of the start, where to rise means a price above one number. */
function thresholdChart({ thresholds = [], path, intervals }: Timing, { timing: say, decimal, name }: ReportWords): XyChart[] {
  // A plan that jumps at the start has left it when the course begins.
  const start = intervals[0]?.[2] ?? path.level[0]
  const initial = thresholds.filter(({ level }) => level === start)
  const points = initial.flatMap(({ time, direction, intervals: [[low, high], ...others] }): [number, number][] =>
    direction === 'up' && low !== null && high === null && others.length === 0 ? [[time, low]] : [],
  )
  if (points.length < 2 || points.length < initial.length) return []
  const title = say.threshold(`${written(hundredfold(start), decimal, 3)} %`)
  return [{ kind: 'xy', title, x: name('time'), y: say.price, lines: [{ name: say.price, points }] }]
}

function moment(time: number): string {
  return String(Number(time.toFixed(2)))
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
