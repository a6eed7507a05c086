/** What a study of uncertainty found, as charts. */
import type { BarChart, OverTime, Risk, SobolIndices, Tornado, XyChart } from 'offcut/studies'
import { known } from '../../known.ts'
import type { Overlay } from '../../state/overlays.ts'
import type { UncertaintyWords } from '../../texts/en/uncertainty.ts'
import type { Banded } from './study.ts'

/** The middle half and nine tenths of cases over time, around the median. */
export function bandChart(rows: readonly OverTime[], metric: string, name: string, words: UncertaintyWords, time: string): XyChart {
  const course = (quantile: number) => courseOf(rows, metric, quantile)
  const band = (low: number, high: number) => {
    const upper = course(high)
    return course(low).map(([at, value], i): [number, number, number] => [at, value, upper[i][1]])
  }
  return {
    kind: 'xy',
    title: words.over(name),
    x: time,
    y: name,
    bands: [
      { name: words.most, points: band(0.05, 0.95) },
      { name: words.half, points: band(0.25, 0.75) },
    ],
    lines: [{ name: words.middle, points: course(0.5) }],
  }
}

function courseOf(rows: readonly OverTime[], metric: string, quantile: number): [number, number][] {
  return rows.filter((row) => row.metric === metric && row.quantile === quantile).map(({ time, value }): [number, number] => [time, value])
}

/** Nine tenths of cases, to be drawn over the page's own charts. */
export function overlaysOf(rows: readonly OverTime[], metrics: readonly Banded[], words: UncertaintyWords): Overlay[] {
  return metrics.map((metric) => {
    const [low, middle, high] = [0.05, 0.5, 0.95].map((quantile) => courseOf(rows, metric, quantile))
    const values = (course: [number, number][]) => course.map(([, value]) => value)
    return {
      chart: metric === 'discharged' ? 'waste' : metric,
      label: words.middleOfMost,
      times: low.map(([time]) => time),
      values: values(middle),
      low: values(low),
      high: values(high),
    }
  })
}

/** An axis of shares in percent, with room for a line at all of them. */
const PERCENT = [0, 104] as const

/** By when so large a share of cases has paid back for good. */
export function paybackChart({ distribution }: Risk, end: number, words: UncertaintyWords, time: string): XyChart | undefined {
  const points = distribution.payback
    .filter(({ value }) => Number.isFinite(value))
    .map(({ share, value }): [number, number] => [value, 100 * share])
  if (points.length === 0) return undefined
  const [lastTime, share] = points[points.length - 1]
  // The curve stays where it is up to the end of the horizon.
  const whole = lastTime < end ? [...points, [end, share] as [number, number]] : points
  return {
    kind: 'xy',
    title: words.paidBackBy,
    x: time,
    y: words.shareOfCases,
    lines: [{ name: words.shareOfCases, points: whole }],
    ends: { y: PERCENT },
  }
}

export function tornadoChart(
  { base, bars }: Tornado,
  title: string,
  metric: string,
  nameOf: (path: string) => string,
  words: UncertaintyWords,
): BarChart {
  return {
    kind: 'bars',
    title,
    x: metric,
    base,
    bars: bars
      .filter(({ swing }) => Number.isFinite(swing))
      .map(({ parameter, low, high }) => ({
        name: `${nameOf(parameter)} ${words.between(low.value, high.value)}`,
        value: high.metric,
        other: low.metric,
      })),
  }
}

/** Undefined where the metric does not vary. */
export function indicesChart(
  { firstOrder, total, halfWidth }: SobolIndices,
  nameOf: (path: string) => string,
  words: UncertaintyWords,
): BarChart | undefined {
  const ranked = Object.keys(total)
    .filter((path) => total[path] !== null && firstOrder[path] !== null)
    .sort((a, b) => known(total[b]) - known(total[a]))
  if (ranked.length === 0) return undefined
  return {
    kind: 'bars',
    title: words.sharesTitle,
    x: words.shareOfVariance,
    series: [words.alone, words.withOthers],
    bars: ranked.map((path) => ({
      name: path.split(' + ').map(nameOf).join(' + '),
      value: 100 * known(firstOrder[path]),
      other: 100 * known(total[path]),
      ...(halfWidth.firstOrder[path] && { halfWidth: 100 * halfWidth.firstOrder[path] }),
    })),
  }
}
