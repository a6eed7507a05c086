import type { Flow } from '../result/optimum.ts'

/** Unit and meaning of each quantity that `offcut optimum` prints, in its order; the factors follow the level. */
const MEANINGS: Record<Flow, [unit: string, meaning: string]> = {
  level: ['share', 'transformation level: share of the waste that becomes a production factor'],
  output: ['units/year', 'main product'],
  waste: ['units/year', 'waste generated'],
  recycled: ['units/year', 'waste turned into a factor'],
  discharged: ['units/year', 'waste left over'],
  additionalOutput: ['units/year', 'additional product from recycled waste'],
  revenue: ['money/year', 'from both products'],
  cost: ['money/year', 'fixed, of resources, of disposal and of processing'],
  profit: ['money/year', 'revenue − cost'],
  profitability: ['share', 'profit / cost'],
  profitOfLevel: ['money/year', 'what profit gains per unit of level'],
}

export const QUANTITIES = Object.entries(MEANINGS).map(([name, [unit, meaning]]) => ({ name: name as Flow, unit, meaning }))
