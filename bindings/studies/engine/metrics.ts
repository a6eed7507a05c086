import { closest } from 'fastest-levenshtein'
import { ArgumentError, show } from '../../errors.ts'
import { metricEntry } from '../../model/metrics.ts'
import { METRICS, PATH_METRICS } from '../../model/layout.ts'
import { getNumber, type MetricName, type Scenario } from '../../scenario/index.ts'
import { evaluateCondition } from '../condition/evaluate.ts'
import { parseCondition, type Condition } from '../condition/parse.ts'

/** What a study asks of each point: a metric of the engine, or a condition, whose value is 1 where it holds and 0 where not. */
export type Wanted = { name: string; metric: MetricName } | { name: string; condition: Condition }

/** Where along a path a metric is taken: at a moment, or at the end of the horizon. */
export type Place = 'moment' | 'end'

/** @throws ArgumentError for a name that is neither a metric nor a condition on metrics and parameters. */
export function wantedOf(scenario: Scenario, names: readonly string[]): Wanted[] {
  if (names.length === 0) throw new ArgumentError('there is no metric; name at least one, such as npv or profit')
  return names.map((name) => {
    if (isMetric(name)) return { name, metric: name }
    if (!/[<>=!]|\b(in|is)\b/.test(name)) throw new ArgumentError(unknownMetric(name))
    const condition = parseCondition(name)
    const odd = condition.columns.find((column) => !isMetric(column) && getNumber(scenario, column) === undefined)
    if (odd !== undefined)
      throw new ArgumentError(
        `the condition ${show(name)} names no column ${show(odd)}; ${unknownMetric(odd)}, or a numeric path of the scenario`,
      )
    return { name, condition }
  })
}

function unknownMetric(name: string): string {
  const names = [...METRICS, ...PATH_METRICS]
  return `there is no metric ${show(name)}; the nearest is ${show(closest(name, names))}, of ${names.join(', ')}`
}

export function isMetric(name: string): name is MetricName {
  return metricEntry(name) !== undefined || /^sensitivity(OfInput)?:./.test(name)
}

/** The metrics of the engine that are needed, each once. */
export function neededMetrics(wanted: readonly Wanted[]): MetricName[] {
  return [...new Set(wanted.flatMap((each) => ('metric' in each ? [each.metric] : each.condition.columns.filter(isMetric))))]
}

export function placeOf(metric: MetricName): Place {
  return (metricEntry(metric)?.of ?? 'point') === 'point' ? 'moment' : 'end'
}

/** Whether a metric is none, not failed, where it is infinite. */
export function mayBeNone(metric: string): boolean {
  return metricEntry(metric)?.none !== undefined
}

/** The values that are wanted, from the columns of metrics and parameters: NaN where a point failed, or a condition is unknown. */
export function valuesOf(wanted: readonly Wanted[], columns: Readonly<Record<string, Float64Array>>): Record<string, Float64Array> {
  return Object.fromEntries(
    wanted.map((each) => {
      if ('metric' in each) return [each.name, columns[each.metric]]
      return [each.name, Float64Array.from(evaluateCondition(each.condition, columns), (truth) => (truth < 0 ? NaN : truth))]
    }),
  )
}

/** Splits `npv, law in ('a', 'b'), "odd, name" > 2` at the commas outside quotes and parentheses. */
export function splitNames(text: string): string[] {
  const names: string[] = []
  let [start, depth, quote] = [0, 0, '']
  for (let i = 0; i <= text.length; i++) {
    const sign = text[i]
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '(' || sign === '[') depth++
    else if (sign === ')' || sign === ']') depth--
    if (sign === undefined || (sign === ',' && depth === 0 && quote === '')) {
      names.push(text.slice(start, i).trim())
      start = i + 1
    }
  }
  return names.filter((name) => name !== '')
}

/** Names of columns between commas; one that has a comma of its own is put in double quotes. */
export function splitColumns(text: string): string[] {
  return splitNames(text).map((name) => (/^"[^"]*"$/.test(name) ? name.slice(1, -1) : name))
}
