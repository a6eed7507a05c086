import { METRICS, PATH_METRICS, SENSITIVE, type Metric, type MetricName, type PathMetric, type Scenario } from 'offcut'
import { metricEntry, unitText } from 'offcut/forms'
import { numberAt } from './tree.ts'

export interface Quantity {
  label: string
  unit: string
  help: string
}

const SENSITIVITY = 'sensitivity:'

/** Whether a metric is a time that may never come: it is Infinity then. */
export function mayBeNever(metric: string): boolean {
  return metricEntry(metric)?.none === 'Infinity'
}

/** What a metric means, with the scenario's own names of its resources. */
export function quantity(metric: string, scenario: unknown): Quantity {
  if (metric.startsWith(SENSITIVITY)) {
    const path = metric.slice(SENSITIVITY.length)
    return { label: `∂ profit / ∂ ${path}`, unit: 'money/year per unit', help: `what profit gains per unit of ${path}` }
  }
  const entry = metricEntry(metric)
  if (entry === undefined) return { label: metric, unit: '', help: '' }
  const factor = /^factors\[(\d)\]$/.exec(metric)
  const label = factor ? `${entry.label} ${factorName(scenario, Number(factor[1]))}` : entry.label
  return { label, unit: unitText(entry.unit), help: entry.meaning }
}

export function factorName(scenario: unknown, index: number): string {
  const factors = (scenario as { factors?: { name?: string }[] }).factors
  return factors?.[index]?.name || (factors?.length === 2 ? `${index + 1}` : 'Q')
}

/** Metrics that make a surface of the scenario, the most telling first. */
export function metricGroups(scenario: Scenario): { label: string; metrics: MetricName[] }[] {
  const isOptimum = scenario.dynamics.mode === 'optimum' && scenario.transformation?.law !== 'invested'
  return [
    { label: 'At each point', metrics: flowMetrics(scenario.factors.length) },
    { label: 'Over the transition', metrics: PATH_METRICS.filter(isOfModel) },
    // Off its optimum, profit has no envelope.
    { label: 'Sensitivity of profit', metrics: isOptimum ? sensitivityMetrics(scenario) : [] },
  ]
}

/** Not one of the computation, such as its steps. */
function isOfModel(name: PathMetric): boolean {
  return metricEntry(name)!.unit !== ''
}

const FIRST: readonly Metric[] = ['profit', 'profitability', 'profitOfLevel', 'valueOfWaste']

/** Quantities of one point. */
export function flowMetrics(factorCount: number): Metric[] {
  const numbers = METRICS.filter((name) => !metricEntry(name)!.words && (factorCount === 2 || name !== 'factors[1]'))
  return [...FIRST, ...numbers.filter((name) => !FIRST.includes(name))]
}

/** Derivatives of the maximum profit with respect to each parameter of the enterprise. */
function sensitivityMetrics(scenario: Scenario): MetricName[] {
  return SENSITIVE.filter((path) => numberAt(scenario, path) !== undefined).map((path): MetricName => `${SENSITIVITY}${path}`)
}
