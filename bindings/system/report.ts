import { text, type Document, type DocumentTable, type Value } from '../studies/report/document.ts'
import { flowchartOf, sankeyOf } from './picture.ts'
import type { SystemResult } from './solve.ts'

/** What a system comes to, as a study says it. */
export async function systemDocument(result: SystemResult, title: string): Promise<Document> {
  const { status, prices, enterprises, supplies, demands, flows, dutyRevenue, gap, indicators, rationed, priceRanges } = result
  const chart = await sankeyOf(flowchartOf(result), `${title}: who gives what to whom`)
  const tables: DocumentTable[] = [
    {
      title: 'Prices',
      columns: ['market', 'price', 'from', 'to'],
      rows: Object.entries(prices).map(([market, price]): Value[] => [
        market,
        price,
        ...(priceRanges[market]?.map((end, i) => end ?? (i === 0 ? -Infinity : Infinity)) ?? [null, null]),
      ]),
    },
    {
      title: 'Enterprises',
      columns: ['enterprise', 'operating', 'profit of one', 'output', 'discharged', 'recycling rate', 'material circularity'],
      rows: Object.entries(enterprises).map(([name, { operating, optimum }]): Value[] => {
        const { recyclingRate, materialCircularity } = indicators.enterprises[name]
        return [
          name,
          operating,
          optimum?.profit ?? null,
          optimum?.output ?? null,
          optimum?.discharged ?? null,
          recyclingRate,
          materialCircularity,
        ]
      }),
    },
    {
      title: 'Supplies and demands',
      columns: ['curve', 'side', 'price', 'quantity'],
      rows: [
        ...Object.entries(supplies).map(([name, { price, quantity }]): Value[] => [name, 'supply', price, quantity]),
        ...Object.entries(demands).map(([name, { price, quantity }]): Value[] => [name, 'demand', price, quantity]),
      ],
    },
    {
      title: 'Flows',
      columns: ['link', 'material', 'from', 'to', 'quantity'],
      rows: flows.map(({ name, material, from, to, quantity }): Value[] => [name, material, from, to, quantity]),
    },
  ]
  return {
    title,
    sentence: sentenceOf(result),
    tables: tables.filter(({ rows }) => rows.length > 0),
    charts: chart ? [chart] : [],
    sure: [
      status === 'notConverged'
        ? 'No equilibrium was found: do not rely on the numbers.'
        : `No other plans and flows make more at these duties than ${text(Math.abs(gap), 2)} above this.`,
      ...(rationed.length > 0
        ? [
            `${rationed.join(', ')}: several plans earn the same, or the rest earns as much by leaving; shares of the count are real numbers.`,
          ]
        : []),
    ],
    assumed: [
      'Every enterprise takes prices as given and chooses its best plan at them.',
      ...(dutyRevenue > 0 ? [`The surplus holds duties of ${text(dutyRevenue)}.`] : []),
    ],
  }
}

function sentenceOf({ status, welfare, prices, indicators, enterprises }: SystemResult): string {
  if (status === 'notConverged') return 'No equilibrium was found.'
  const burdens = Object.entries(prices)
    .filter(([, price]) => price < 0)
    .map(([market]) => market)
  const paid = burdens.length === 0 ? 'nobody is paid to take anything' : `whoever takes ${burdens.join(', ')} is paid for it`
  const gone = Object.entries(enterprises)
    .filter(([, { operating }]) => operating === 0)
    .map(([name]) => name)
  const left = gone.length === 0 ? '' : ` ${gone.join(', ')} ${gone.length === 1 ? 'does' : 'do'} not operate.`
  const { circularUse } = indicators.system
  return `Every market is cleared: the surplus is ${text(welfare)}, ${paid}${circularUse === null ? '' : `, and ${text(100 * circularUse, 3)} % of what is used has been used before`}.${left}`
}
