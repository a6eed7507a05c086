/** Parts of systems that trade grain. */
import type { SystemInput } from '../../bindings/system/index.ts'

export const linear = (name: string, region: string, intercept: number, slope: number) => ({
  name,
  material: 'grain',
  region,
  curve: 'linear' as const,
  intercept,
  slope,
})
export const fixed = (name: string, region: string, price: number, capacity: number | null) => ({
  name,
  material: 'grain',
  region,
  curve: 'fixed' as const,
  price,
  capacity,
})
export const grain = (regions: string[], rest: Partial<SystemInput>): SystemInput => ({
  regions,
  materials: [{ name: 'grain', kind: 'good' }],
  ...rest,
})
export const rail = (from: string, to: string, cost: number, rest: object = {}) => ({
  name: `${from} to ${to}`,
  material: 'grain',
  from,
  to,
  cost,
  ...rest,
})
export const workshop = {
  factors: [{ price: 1, lower: 0.001, upper: 1e6 }],
  production: { scale: 2, elasticities: [0.5], price: 1 },
  fixedCost: 9,
}
