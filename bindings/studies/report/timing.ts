import { withOwnUnit } from '../../model/own-units.ts'
import type { OwnUnits } from '../../model/units.ts'
import type { Timing } from '../timing/timing.ts'
import { SHARES, type XyChart } from './chart.ts'
import { percent, text, type Document, type DocumentTable, type Value } from './document.ts'

type Interval = Timing['intervals'][number]

export function timingDocument(timing: Timing, units?: OwnUnits): Document {
  const worth = withOwnUnit('npv', units).replace('npv', 'worth')
  const time = withOwnUnit('time', units)
  const { value, bound, withoutChange, startNow, ownLaw, admissible, error, warnings } = timing
  const isRandom = timing.startDistribution !== undefined
  const row = (plan: string, value: number): Value[] => [plan, value, value - withoutChange]
  return {
    title: 'When and how fast to transform',
    sentence: isRandom ? randomSentence(timing) : courseSentence(timing),
    tables: [
      {
        title: 'Worth, discounted to the start',
        columns: ['plan', worth, 'more than not changing'],
        rows: [
          row(isRandom ? 'the best policy' : 'the best course', value),
          ...(bound === null ? [] : [row('no course is worth more than', bound)]),
          ...(timing.bestCommitted === undefined ? [] : [row('the best plan fixed in advance', timing.bestCommitted)]),
          row('moving at once', startNow),
          ...(ownLaw === null
            ? []
            : [row(admissible ? 'the scenario’s own law' : 'the scenario’s own law, faster than the rates allow', ownLaw)]),
          row('not changing', withoutChange),
        ],
      },
      ...(isRandom
        ? randomTables(timing, time)
        : [
            {
              title: 'Moves',
              columns: [`from ${time}`, `to ${time}`, 'level from', 'level to'],
              rows: timing.intervals.map((interval): Value[] => [...interval]),
            },
          ]),
      ...(timing.law ? [lawTable(timing.law)] : []),
    ],
    charts: isRandom ? [startChart(timing)] : courseCharts(timing),
    sure: [
      ...(bound === null ? [] : [`No admissible course is worth more than ${text(bound, 10)}: ${text(bound - value, 3)} above this one.`]),
      ...(error === undefined ? [] : [`The last refinement has changed the value by ${text(error, 2)}.`]),
      ...warnings,
    ],
    assumed: [
      'Resources are at their most profitable volumes at every moment.',
      'Everything that the scenario does not let change stays as it is.',
    ],
  }
}

/** "Start in 2027, pause from 2029 to 2030, finish by 2032: worth 412 more than not changing …" */
function courseSentence({ intervals, value, bound, withoutChange, startNow, path }: Timing): string {
  if (intervals.length === 0) return `Do not change: no course found is worth more than staying at level ${text(path.level[0], 3)}.`
  const worth = [`worth ${text(value - withoutChange, 4)} more than not changing`]
  if (value - startNow > 1e-9 * Math.abs(value)) worth.push(`${text(value - startNow, 4)} more than starting now`)
  const limit = bound === null ? '' : `; no plan can be worth more than ${text(bound - value, 2)} more`
  return `${capital(steps(intervals))}: ${worth.join(', ')}${limit}.`
}

function steps(intervals: readonly Interval[]): string {
  const parts = intervals.flatMap(([start, end, from, to], i): string[] => {
    const before = intervals[i - 1]
    const pause = before && start > before[1] ? [`pause from ${moment(before[1])} to ${moment(start)} at level ${text(before[3], 3)}`] : []
    if (start === end) return [...pause, `change at one blow in ${moment(start)} to level ${text(to, 3)}`]
    const isFalling = to < from
    const turns = before && isFalling !== before[3] < before[2]
    if (!before) return [isFalling ? `fall from ${moment(start)} on` : `start in ${moment(start)}`]
    return turns ? [...pause, `${isFalling ? 'fall back' : 'rise again'} from ${moment(start)} on`] : pause
  })
  const [start, end, , to] = intervals[intervals.length - 1]
  if (end > start) parts.push(`finish by ${moment(end)} at level ${text(to, 3)}`)
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
    return `Do not change: at no price of the horizon is a move worth more than staying at level ${text(path.level[0], 3)}.`
  const [, within] = startDistribution[startDistribution.length - 1]
  const when =
    threshold === undefined
      ? 'Move where the price is in the ranges below'
      : `Move now where the price is above ${text(threshold, 4)}, otherwise wait`
  const waiting = valueOfWaiting > 0 ? `, ${text(valueOfWaiting, 4)} more than moving at once` : ''
  return `${when}: worth ${text(value - withoutChange, 4)} more than not changing${waiting}. With a probability of ${percent(within)} the change begins within the horizon.`
}

function randomTables({ thresholds = [], startDistribution = [], risk }: Timing, time: string): DocumentTable[] {
  const ends = ([low, high]: [number | null, number | null]) =>
    low === null ? `below ${text(high)}` : high === null ? `above ${text(low)}` : `${text(low)} to ${text(high)}`
  const outcomes = risk
    ? ([
        ['the best policy', risk.policy],
        ['the best plan fixed in advance', risk.committed],
        ['not changing', risk.withoutChange],
      ] as const)
    : []
  return [
    {
      title: 'Prices at which to move',
      columns: [time, 'level', 'move', 'prices'],
      rows: thresholds.map(({ time, level, direction, intervals }): Value[] => [time, level, direction, intervals.map(ends).join('; ')]),
    },
    { title: 'Begun by', columns: [time, 'probability'], rows: startDistribution.map((entry): Value[] => [...entry]) },
    {
      title: 'Worth on simulated paths',
      columns: ['plan', 'mean', 'worst 5 %: at best', 'worst 5 %: on average'],
      rows: outcomes.map(([name, { mean, VaR, CVaR }]): Value[] => [name, mean, VaR, CVaR]),
    },
  ]
}

function lawTable({ transformation, value, atEnd }: NonNullable<Timing['law']>): DocumentTable {
  const rows = Object.entries(transformation).map(([key, own]): Value[] => [
    key,
    typeof own === 'number' ? own : String(own),
    atEnd.includes(key) ? 'at an end of its range' : null,
  ])
  return { title: 'The best law of its form', columns: ['key', 'value', ''], rows: [...rows, ['worth', value, null]] }
}

/** The level and its rate apart, as their scales differ; jumps have no rate. */
function courseCharts({ path: { time, level, rate }, intervals }: Timing): XyChart[] {
  const along = (values: Float64Array) => Array.from(time, (at, i): [number, number] => [at, values[i]])
  // A jump at the start is over when the course begins.
  const before = intervals.filter(([from, to]) => from === time[0] && to === from).map(([from, , level]): [number, number] => [from, level])
  const chart = (title: string, y: string, points: [number, number][]): XyChart => ({
    kind: 'xy',
    title,
    x: 'time',
    y,
    lines: [{ name: y, points }],
  })
  return [
    { ...chart('The best course of the level', 'level', [...before, ...along(level)]), ends: { y: SHARES } },
    ...(rate.some((each) => each !== 0) ? [chart('How fast it moves', 'rate, 1/year', along(rate))] : []),
  ]
}

function startChart({ startDistribution = [] }: Timing): XyChart {
  return {
    kind: 'xy',
    title: 'Probability that the change has begun',
    x: 'time',
    y: 'probability',
    lines: [{ name: 'begun', points: startDistribution }],
  }
}

function moment(time: number): string {
  return String(Number(time.toFixed(2)))
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
