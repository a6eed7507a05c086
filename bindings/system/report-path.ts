import type { XyChart } from '../studies/report/chart.ts'
import { text, type Document, type Value } from '../studies/report/document.ts'
import { longForm } from './long-form.ts'
import type { SystemResult } from './solve.ts'
import type { SystemPath } from './time.ts'

/** Of the greatest price, and of welfare: a smaller change is none. */
const CHANGE = 1e-6

/** What a system comes to over time, as a study says it. */
export function systemPathDocument({ time, results, circularity }: SystemPath, title: string): Document {
  const lost = results.filter(({ status }) => status === 'notConverged').length
  return {
    title,
    sentence: sentenceOf({ time, results, circularity }),
    tables: [
      {
        title: 'Over time',
        columns: ['time', 'welfare', 'circular use', 'primary use', 'secondary use'],
        rows: results.map(({ welfare, indicators: { system } }, i): Value[] => [
          time[i],
          welfare,
          system.circularUse,
          system.primaryUse,
          system.secondaryUse,
        ]),
      },
      { title: 'Prices', ...byTime(time, results, ({ prices }) => prices) },
      {
        title: 'Profit of all of each enterprise',
        ...byTime(time, results, ({ enterprises }) =>
          Object.fromEntries(Object.entries(enterprises).map(([name, each]) => [name, profitOf(each)])),
        ),
      },
      { title: 'Flows', ...byTime(time, results, ({ flows }) => Object.fromEntries(flows.map(({ name, quantity }) => [name, quantity]))) },
    ].filter(({ columns }) => columns.length > 1),
    charts: [pricesChart(time, results, title)],
    sure: [
      lost === 0
        ? 'Every time is an equilibrium of its own: nobody looks ahead, and nothing is stored.'
        : `For ${lost} of ${time.length} times no equilibrium was found: do not rely on their numbers.`,
    ],
    assumed: ['Every enterprise takes prices as given and chooses its best plan at them; levels follow the laws of the scenarios.'],
  }
}

/** All equilibria in long form, for a file. */
export function pathTable({ time, results }: SystemPath) {
  return longForm(results.map((result, i) => ({ time: time[i], result })))
}

function byTime(time: Float64Array, results: readonly SystemResult[], values: (result: SystemResult) => Record<string, number>) {
  const names = Object.keys(values(results[0]))
  return { columns: ['time', ...names], rows: results.map((result, i): Value[] => [time[i], ...names.map((name) => values(result)[name])]) }
}

function profitOf({ operating, optimum }: SystemResult['enterprises'][string]): number {
  return optimum === null ? 0 : operating * optimum.profit
}

function pricesChart(time: Float64Array, results: readonly SystemResult[], title: string): XyChart {
  return {
    kind: 'xy',
    title: `${title}: prices`,
    x: 'time',
    y: 'price',
    lines: Object.keys(results[0].prices).map((name) => ({
      name,
      points: results.map(({ prices }, i): [number, number] => [time[i], prices[name]]),
    })),
  }
}

function sentenceOf({ time, results, circularity }: SystemPath): string {
  const [first, last] = [results[0], results[results.length - 1]]
  const gains = Object.keys(first.enterprises)
    .map((name) => ({ name, gain: profitOf(last.enterprises[name]) - profitOf(first.enterprises[name]) }))
    .toSorted((a, b) => b.gain - a.gain)
  const turned = Object.keys(first.prices).filter((market) => first.prices[market] * last.prices[market] < 0)
  const most = Math.max(...Object.values(first.prices).map(Math.abs))
  const money = CHANGE * Math.max(Math.abs(first.welfare), Math.abs(last.welfare))
  const risen = Object.keys(first.prices)
    .map((market) => ({ market, change: last.prices[market] - first.prices[market] }))
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))[0]
  const loser = gains[gains.length - 1]
  const parts = [
    `From ${text(time[0])} to ${text(time[time.length - 1])} welfare goes from ${text(first.welfare)} to ${text(last.welfare)}`,
    ...(gains.length > 0 && gains[0].gain > money ? [`${gains[0].name} gains most (${text(gains[0].gain, 4)} a year)`] : []),
    ...(gains.length > 1 && loser.gain < -money ? [`${loser.name} loses most (${text(-loser.gain, 4)} a year)`] : []),
    ...(turned.length > 0 ? [`the price of ${turned.join(', ')} changes its sign`] : []),
    ...(turned.length === 0 && risen && Math.abs(risen.change) > CHANGE * most
      ? [`the price of ${risen.market} moves most, from ${text(first.prices[risen.market], 4)} to ${text(last.prices[risen.market], 4)}`]
      : []),
  ]
  const kind =
    circularity === null
      ? 'Secondary use does not grow.'
      : `Circularity is ${circularity}: secondary use grows and primary use ${circularity === 'strong' ? 'does not' : 'grows, too'}.`
  return `${parts.join('; ')}. ${kind}`
}
