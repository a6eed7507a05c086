import { PARAMETERS, type Metric, type MetricName, type PathMetric, type Scenario } from 'offcut'
import { numberAt } from './tree.ts'

export interface Quantity {
  label: string
  unit: string
  help: string
}

const QUANTITIES: Partial<Record<Metric, Quantity>> = {
  profit: { label: 'Profit', unit: 'money/year', help: 'the highest profit that can be reached: revenue − cost' },
  profitability: { label: 'Profitability', unit: 'profit/cost', help: 'profit per unit of cost' },
  profitOfLevel: { label: 'Gain from more recycling', unit: 'money/year', help: 'what profit gains per unit of transformation level' },
  'factors[0]': { label: 'Resource', unit: 'units/year', help: 'the most profitable volume of the first resource' },
  'factors[1]': { label: 'Second resource', unit: 'units/year', help: 'the most profitable volume of the second resource' },
  output: { label: 'Output', unit: 'units/year', help: 'main product' },
  waste: { label: 'Waste', unit: 'units/year', help: 'waste generated' },
  recycled: { label: 'Recycled waste', unit: 'units/year', help: 'waste that became a production factor' },
  discharged: { label: 'Discharged waste', unit: 'units/year', help: 'waste left over, to be disposed of' },
  additionalOutput: { label: 'Additional product', unit: 'units/year', help: 'made from recycled waste' },
  revenue: { label: 'Revenue', unit: 'money/year', help: 'from both products' },
  cost: { label: 'Cost', unit: 'money/year', help: 'fixed cost, resources, disposal and processing' },
  level: { label: 'Transformation level', unit: 'share', help: 'share of the waste that becomes a production factor' },
}

/** Quantities of the path from the start of the horizon to a time, or over the whole of it. */
const PATH_QUANTITIES: Partial<Record<PathMetric, Quantity>> = {
  npv: { label: 'Net present value', unit: 'money', help: 'discounted profit minus the cost of the transition, up to the time or the end of the horizon' },
  advantage: { label: 'Advantage of changing', unit: 'money', help: 'net present value minus that of the same enterprise without the transition' },
  payback: { label: 'Payback time', unit: 'years', help: 'the time from which the transition has paid for itself' },
  totalDischarged: { label: 'Waste discharged in all', unit: 'units', help: 'waste left over, over the whole horizon' },
  minimumProfit: { label: 'Lowest profit on the way', unit: 'money/year', help: 'the lowest profit over the horizon' },
  maximumProfit: { label: 'Highest profit on the way', unit: 'money/year', help: 'the highest profit over the horizon' },
}

const SENSITIVITY = 'sensitivity:'

/** Whether a metric is a time that may never come: it is Infinity then. */
export function mayBeNever(metric: string): boolean {
  return /^(payback|yearsToPayback|yearsFromTransition)$/.test(metric)
}

/** What a metric means, with the scenario's own names of its resources. */
export function quantity(metric: string, scenario: unknown): Quantity {
  if (metric.startsWith(SENSITIVITY)) {
    const path = metric.slice(SENSITIVITY.length)
    return { label: `∂ profit / ∂ ${path}`, unit: 'money/year per unit', help: `what profit gains per unit of ${path}` }
  }
  const known = QUANTITIES[metric as Metric] ?? PATH_QUANTITIES[metric as PathMetric] ?? { label: metric, unit: '', help: '' }
  const factor = /^factors\[(\d)\]$/.exec(metric)
  return factor ? { ...known, label: `Resource ${factorName(scenario, Number(factor[1]))}` } : known
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
    { label: 'Over the transition', metrics: Object.keys(PATH_QUANTITIES) as PathMetric[] },
    // Off its optimum, profit has no envelope.
    { label: 'Sensitivity of profit', metrics: isOptimum ? sensitivityMetrics(scenario) : [] },
  ]
}

/** Quantities of one point. */
export function flowMetrics(factorCount: number): Metric[] {
  const known = Object.keys(QUANTITIES) as Metric[]
  return known.filter((name) => factorCount === 2 || name !== 'factors[1]')
}

/** Derivatives of the maximum profit with respect to each parameter of the enterprise. */
function sensitivityMetrics(scenario: Scenario): MetricName[] {
  const sensitive = PARAMETERS.slice(0, PARAMETERS.indexOf('level'))
  return sensitive.filter((path) => numberAt(scenario, path) !== undefined).map((path): MetricName => `${SENSITIVITY}${path}`)
}
