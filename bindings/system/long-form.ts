/** Equilibria as one table in long form, a row a quantity: for files that other programs read. */
import type { DocumentTable, Value } from '../studies/report/document.ts'
import type { SystemResult } from './solve.ts'

/** @param results with the time of each. */
export function longForm(results: readonly { time: number; result: SystemResult }[]): DocumentTable {
  const rows = results.flatMap(({ time, result }) =>
    quantitiesOf(result).map(([entity, quantity, value]): Value[] => [time, entity, quantity, value]),
  )
  return { title: 'Equilibria', columns: ['time', 'entity', 'quantity', 'value'], rows }
}

type Quantity = [entity: string, quantity: string, value: number | null]

function quantitiesOf({ welfare, dutyRevenue, prices, enterprises, supplies, demands, flows, indicators }: SystemResult): Quantity[] {
  const curves = [...Object.entries(supplies), ...Object.entries(demands)]
  return [
    ['system', 'welfare', welfare],
    ['system', 'dutyRevenue', dutyRevenue],
    ...Object.entries(indicators.system).map(([name, value]): Quantity => ['system', name, value]),
    ...Object.entries(prices).map(([market, price]): Quantity => [market, 'price', price]),
    ...Object.entries(enterprises).flatMap(([name, { operating, optimum, trades }]): Quantity[] => [
      [name, 'operating', operating],
      [name, 'profit', optimum?.profit ?? 0],
      ...trades.map(({ port, quantity }): Quantity => [name, port, quantity]),
    ]),
    ...curves.map(([name, { quantity }]): Quantity => [name, 'quantity', quantity]),
    ...flows.map(({ name, quantity }): Quantity => [name, 'quantity', quantity]),
  ]
}
