import type { Table } from '../table/table.ts'
import type { Mapping } from './mapping.ts'
import { selectRows } from './rows.ts'

/** An elasticity by its factor's share of revenue: at an optimum inside its bounds a_i = k_i c_i x_i / (p V). */
export interface CostShare {
  /** Column of the factor. */
  name: string
  /** Mean share of the factor’s cost in revenue, which where profit is greatest is its elasticity. */
  estimate: number
  /** Of the mean over the rows. */
  standardError: number
  /** Rows used. */
  n: number
}

/** The factors' shares of revenue, where the data hold prices: an estimate that needs no regression. */
export function costShares(
  table: Table,
  { output, factors, outputPrice, factorPrices, costExponents, weights, year }: Mapping,
): CostShare[] | undefined {
  if (output === undefined || outputPrice === undefined || factorPrices === undefined) return undefined
  const columns = [output, outputPrice, ...factors, ...factorPrices]
  const rows = selectRows(table, { columns, positive: columns, weights, year })
  const revenue = rows.columns[output].map((value, i) => value * rows.columns[outputPrice][i])
  return factors.map((name, j) => {
    const exponent = costExponents?.[j] ?? 1
    const shares = rows.columns[name].map((value, i) => (exponent * rows.columns[factorPrices[j]][i] * value) / revenue[i])
    const mean = shares.reduce((sum, value) => sum + value, 0) / shares.length
    const variance = shares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (shares.length - 1)
    return { name, estimate: mean, standardError: Math.sqrt(variance / shares.length), n: shares.length }
  })
}
