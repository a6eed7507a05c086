import { OTHER_NUMBERS, PARAMETER_ENTRIES, type NumberKey } from 'offcut/forms'

export interface ParameterWords {
  label: string
  /** What it means, as a phrase. */
  help: string
}

/** What the page calls a number in plain words, where the registry's name is one for those who know the model. */
const PLAIN: Partial<Record<NumberKey, Partial<ParameterWords>>> = {
  'factors[].price': {
    label: 'Price of the resource',
    help: 'what a unit of the resource costs; below 0: the enterprise is paid for taking it',
  },
  'factors[].costExponent': { label: 'How cost grows with volume' },
  'production.scale': { label: 'Output per unit of activity', help: 'main product from one unit of each resource' },
  'production.elasticities[]': { label: 'How output grows', help: 'percent of output that one percent more of the resource adds' },
  'production.price': { help: 'what a unit of the main product sells for' },
  'waste.scale': { label: 'Waste per unit of activity', help: 'waste from one unit of each resource' },
  'waste.elasticities[]': { label: 'How waste grows', help: 'percent of waste that one percent more of the resource adds' },
  'waste.disposalCost': { help: 'what disposing of a unit of waste costs; below 0: it is sold' },
  'recycling.yield': { label: 'Second product per unit of waste', help: 'how much product one unit of recycled waste becomes' },
  'recycling.exponent': { label: 'Returns to recycling' },
  'recycling.price': { label: 'Price of the second product', help: 'what a unit of the product made of waste sells for' },
  'recycling.processingCost': { label: 'Cost of recycling', help: 'what processing a unit of waste costs; below 0: a subsidy' },
  fixedCost: { help: 'what has to be paid in any year' },
  level: { label: 'Level of recycling', help: 'share of the waste that is recycled' },
  'horizon.start': { label: 'First year looked at', help: 'where the time looked at starts' },
  'horizon.end': { label: 'Last year looked at', help: 'where the time looked at ends' },
  'horizon.samples': { label: 'Points of the curves', help: 'number of times at which the curves over time are computed' },
  discountRate: { help: 'how much less money of a year later counts' },
  'investment.conversionCost': {
    label: 'Cost of changing over',
    help: 'what it costs to go from recycling nothing to recycling everything',
  },
}

export const parameters = Object.fromEntries(
  Object.entries({ ...PARAMETER_ENTRIES, ...OTHER_NUMBERS }).map(([key, { label, meaning }]) => [
    key,
    { label, help: meaning, ...PLAIN[key as NumberKey] },
  ]),
) as Record<NumberKey, ParameterWords>
