import { METRIC_ENTRIES, type MetricKey } from 'offcut/forms'
import type { ParameterWords } from './parameters.ts'

/** Quantities in plain words, where the registry's name is one for those who know the model. */
const PLAIN: Partial<Record<MetricKey, Partial<ParameterWords>>> = {
  level: { label: 'Level of recycling', help: 'share of the waste that is recycled' },
  profit: { help: 'sales of both products less all costs' },
  profitability: { help: 'profit per unit of cost' },
  profitOfLevel: { help: 'what profit would gain by going from recycling nothing to recycling everything, at the present rate' },
  valueOfWaste: { help: 'what a unit of waste brings in less what it costs: below 0 a burden, above 0 a resource' },
  recycled: { help: 'waste that is turned into the second product' },
  additionalOutput: { label: 'Second product', help: 'product made of recycled waste' },
  npv: { help: 'profit less the cost of changing over, discounted to the start' },
  advantage: { label: 'Ahead of going on as before', help: 'net present value less that of the same enterprise without the transition' },
  payback: { help: 'the time from which the transition is ahead for good' },
  yearsToPayback: { help: 'years from the start until the transition is ahead for good' },
  yearsFromTransition: { help: 'years from the first change of the level until the transition is ahead for good' },
}

export const metrics = Object.fromEntries(
  Object.entries(METRIC_ENTRIES).map(([key, { label, meaning }]) => [key, { label, help: meaning, ...PLAIN[key as MetricKey] }]),
) as Record<MetricKey, ParameterWords>
