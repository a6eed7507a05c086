import { known } from '../known.ts'
import { METRICS, PATH_METRICS, SENSITIVE, type Metric, type MetricName, type PathMetric, type Scenario } from 'offcut'
import { metricEntry, type MetricKey } from 'offcut/forms'
import { words } from '../texts/index.ts'
import { named } from './named.ts'
import { parameterInfo, type Info } from './fields.ts'
import { numberAt } from './tree.ts'
import { unitWords } from './units.ts'

const SENSITIVITY = 'sensitivity:'

/** Whether a metric is a time that may never come: it is Infinity then. */
export function mayBeNever(metric: string): boolean {
  return metricEntry(metric)?.none === 'Infinity'
}

/** What a metric means, with the scenario's own names of its resources. */
export function quantity(metric: string, scenario: unknown): Info {
  if (metric.startsWith(SENSITIVITY)) {
    const { label } = parameterInfo(metric.slice(SENSITIVITY.length), scenario)
    const { sensitivity, sensitivityHelp, sensitivityUnit } = words.value.picture
    return {
      label: sensitivity(label),
      kind: '',
      unit: `${unitWords('money/year', scenario)} ${sensitivityUnit}`,
      help: sensitivityHelp(label),
    }
  }
  const entry = metricEntry(metric)
  if (entry === undefined) return { label: metric, kind: '', unit: '', help: '' }
  const { label, help } = words.value.metrics[metric.replace(/\[\d\]/, '[]') as MetricKey]
  const factor = /^factors\[(\d)\]$/.exec(metric)
  const index = Number(factor?.[1] ?? 0)
  return {
    label: factor ? `${label} ${factorName(scenario, index)}` : label,
    kind: entry.unit,
    unit: unitWords(entry.unit, scenario, index),
    help,
  }
}

export function factorName(scenario: unknown, index: number): string {
  const factors = (scenario as { factors?: { name?: string }[] }).factors
  const name = factors?.[index]?.name
  return (name && named(name, `factors[${index}].name`)) || (factors?.length === 2 ? `${index + 1}` : 'Q')
}

/** Metrics that make a surface of the scenario, the most telling first. */
export function metricGroups(scenario: Scenario): { label: string; metrics: MetricName[] }[] {
  const { groups } = words.value.picture
  const isOptimum = scenario.dynamics.mode === 'optimum' && scenario.transformation?.law !== 'invested'
  return [
    { label: groups.point, metrics: flowMetrics(scenario.factors.length) },
    { label: groups.path, metrics: PATH_METRICS.filter(isOfModel) },
    // Off its optimum, profit has no envelope.
    { label: groups.sensitivity, metrics: isOptimum ? sensitivityMetrics(scenario) : [] },
  ]
}

/** Not one of the computation, such as its steps. */
function isOfModel(name: PathMetric): boolean {
  return known(metricEntry(name)).unit !== ''
}

const FIRST: readonly Metric[] = ['profit', 'profitability', 'profitOfLevel', 'valueOfWaste']

/** Quantities of one point. */
export function flowMetrics(factorCount: number): Metric[] {
  const numbers = METRICS.filter((name) => !known(metricEntry(name)).words && (factorCount === 2 || name !== 'factors[1]'))
  return [...FIRST, ...numbers.filter((name) => !FIRST.includes(name))]
}

/** Derivatives of the maximum profit with respect to each parameter of the enterprise. */
function sensitivityMetrics(scenario: Scenario): MetricName[] {
  return SENSITIVE.filter((path) => numberAt(scenario, path) !== undefined).map((path): MetricName => `${SENSITIVITY}${path}`)
}
