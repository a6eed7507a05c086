import { metricEntry } from '../../model/metrics.ts'
import type { OwnUnits } from '../../model/units.ts'
import type { Risk } from '../risk/risk.ts'
import { SHARES, type Chart } from './chart.ts'
import { percent, text, withError, type Document, type DocumentTable, type Value } from './document.ts'
import { ENGLISH, type ReportWords } from './words.ts'

export interface RiskView {
  /** Which tail is the bad one; default: by the metric. */
  tail?: 'low' | 'high'
}

export function riskDocument(risk: Risk, { tail }: RiskView, units?: OwnUnits, words: ReportWords = ENGLISH): Document {
  const entries = Object.entries(risk.metrics)
  const [{ points, failed } = { points: 0, failed: 0 }] = Object.values(risk.metrics)
  const say = words.risk
  const named = (name: string) => words.named(name, units)
  return {
    title: say.title,
    sentence: [
      ...entries.map(([name, measured]) => sentenceOf(name, measured, tail)),
      ...Object.entries(risk.probability).map(
        ([when, value]) => `${when} with probability ${text(value, 4)} (± ${text(2 * risk.probabilityStandardError[when], 2)}).`,
      ),
    ].join(' '),
    tables: [
      ...entries.flatMap(([name, measured]) => [
        quantileTable(named(name), measured, words),
        tailTable(named(name), measured, tailOf(name, tail), words),
      ]),
      ...(Object.keys(risk.probability).length > 0
        ? [
            {
              title: say.probabilities,
              columns: [say.condition, say.probability, say.error],
              rows: Object.entries(risk.probability).map(([when, value]): Value[] => [
                when,
                ...withError(value, risk.probabilityStandardError[when]),
              ]),
            },
          ]
        : []),
      ...(risk.regret ? [regretTable(risk.regret, named)] : []),
    ],
    charts: [...entries.map(([name]) => curve(name, risk, units, words)), ...(risk.overTime ? bands(risk.overTime, units, words) : [])],
    sure: [say.sure(points + failed), ...risk.warnings.map(words.warning)],
    assumed: [
      say.assumed(risk.moment),
      ...(risk.regret
        ? ['Every decision meets the same draws; what is uncertain is drawn for all, so decisions differ in the other parameters.']
        : []),
    ],
  }
}

/** The bad tail: of what is better greater the low one. */
function tailOf(name: string, tail?: 'low' | 'high'): 'low' | 'high' {
  return tail ?? (metricEntry(name)?.better === 'less' ? 'high' : 'low')
}

function sentenceOf(
  name: string,
  { tails, quantiles, mean, none, points, failed }: Risk['metrics'][string],
  tail?: 'low' | 'high',
): string {
  const side = tailOf(name, tail)
  // Of a moment of the calendar four digits are the year alone.
  const short = (value: number) => text(value, metricEntry(name)?.unit === 'time' ? 6 : 4)
  const level = '0.95' in tails ? '0.95' : Object.keys(tails)[0]
  const median = quantiles['0.5'] === undefined ? '' : `median ${short(quantiles['0.5'])}, `
  const centre = mean === null ? `${median}none in ${percent(none / points)} of cases` : `${median}mean ${short(mean)}`
  if (level === undefined) return `${name}: ${centre}.`
  const { VaR, CVaR } = tails[level][side]
  return `${name}: ${centre}; in the worst ${percent(1 - Number(level))} of cases ${worstOf(VaR, CVaR, side, short)}${failed > 0 ? ` (${failed} points failed)` : ''}.`
}

/** A saved value that is none is null. */
function worstOf(VaR: number | null, CVaR: number | null, side: 'low' | 'high', short: (value: number) => string): string {
  if (VaR === null || VaR === Infinity) return 'there is none'
  const edge = `it is ${short(VaR)} or ${side === 'low' ? 'less' : 'more'}`
  return CVaR === null || CVaR === Infinity ? `${edge}, and in some there is none` : `${edge}, ${short(CVaR)} on average`
}

function quantileTable(
  name: string,
  { quantiles, standardErrors, mean, standardError }: Risk['metrics'][string],
  { risk: say, decimal }: ReportWords,
): DocumentTable {
  return {
    title: say.quantiles(name),
    columns: [say.share, name, say.error],
    rows: [
      ...Object.entries(quantiles).map(([share, value]): Value[] => [
        share.replace('.', decimal),
        ...withError(value, standardErrors.quantiles[share]),
      ]),
      [say.mean, ...withError(mean, standardError)],
    ],
  }
}

function tailTable(
  name: string,
  { tails, standardErrors }: Risk['metrics'][string],
  side: 'low' | 'high',
  { risk: say, decimal }: ReportWords,
): DocumentTable {
  return {
    title: say.tail(name, side),
    columns: [say.level, 'VaR', say.error, 'CVaR', `${say.error} `],
    rows: Object.entries(tails).map(([level, each]): Value[] => [
      level.replace('.', decimal),
      ...withError(each[side].VaR, standardErrors.tails[level][side].VaR),
      ...withError(each[side].CVaR, standardErrors.tails[level][side].CVaR),
    ]),
  }
}

function regretTable({ decisions, metric, expected, maximum, shareBest }: NonNullable<Risk['regret']>, named: Named): DocumentTable {
  return {
    title: `Regret of decisions by ${named(metric)}, over the same draws`,
    columns: ['decision', 'expected', 'greatest', 'share best'],
    rows: decisions.map((name, i): Value[] => [name, expected[i], maximum[i], shareBest[i]]),
  }
}

/** The distribution: which share of cases is at most so much. */
function curve(name: string, { distribution, metrics }: Risk, units: OwnUnits | undefined, words: ReportWords): Chart {
  const say = words.risk
  const points = distribution[name]
    .filter(({ value }) => Number.isFinite(value))
    .map(({ share, value }): [number, number] => [value, share])
  const median = metrics[name].quantiles['0.5']
  return {
    kind: 'xy',
    title: say.atMost(words.name(name)),
    x: words.named(name, units),
    y: say.shareOfCases,
    ends: { y: SHARES },
    lines: [{ name: words.name(name), points }],
    ...(Number.isFinite(median) && { marks: [{ x: median, label: say.median }] }),
  }
}

/** A metric with its unit. */
type Named = (name: string) => string

function bands(rows: NonNullable<Risk['overTime']>, units: OwnUnits | undefined, words: ReportWords): Chart[] {
  const say = words.risk
  return [...new Set(rows.map(({ metric }) => metric))].map((metric) => {
    const line = (quantile: number) =>
      rows.filter((row) => row.metric === metric && row.quantile === quantile).map(({ time, value }): [number, number] => [time, value])
    const band = (low: number, high: number) => ({
      name: say.between(low, high),
      points: line(low).map(([time, value], i): [number, number, number] => [time, value, line(high)[i][1]]),
    })
    return {
      kind: 'xy',
      title: say.overTime(words.name(metric)),
      x: words.named('time', units),
      y: words.named(metric, units),
      bands: [band(0.05, 0.95), band(0.25, 0.75)],
      lines: [{ name: say.median, points: line(0.5) }],
    }
  })
}
