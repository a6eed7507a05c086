import { existing } from '../../errors.ts'
import { unitOf, withOwnUnit } from '../../model/own-units.ts'
import type { TimePath } from '../../result/path.ts'
import { changesSentence } from '../../result/changes-sentence.ts'
import { pathSentence } from '../../result/path-sentence.ts'
import type { Scenario } from '../../scenario/index.ts'
import { SHARES, type Chart } from './chart.ts'
import { text, type Document } from './document.ts'

const SHOWN = ['level', 'output', 'waste', 'profit', 'npv', 'advantage'] as const
const MOST_ROWS = 11

/** A scenario's own path as a page. */
export function pathDocument(scenario: Scenario, path: TimePath): Document {
  const { time, columns, payback, minimumProfit, timeOfLowestProfit, totalDischarged } = path
  const last = time.length - 1
  const rows = Array.from({ length: Math.min(MOST_ROWS, time.length) }, (_, i) =>
    Math.round((i * last) / Math.max(1, Math.min(MOST_ROWS, time.length) - 1)),
  )
  const line = (name: (typeof SHOWN)[number]): Chart => ({
    kind: 'xy',
    title: `${name} over the horizon`,
    x: withOwnUnit('time', scenario.units ?? {}),
    y: withOwnUnit(name, scenario.units),
    lines: [{ name, points: Array.from(time, (at, i): [number, number] => [at, columns[name][i]]) }],
    ...(name === 'level' && { ends: { y: SHARES } }),
    ...(name === 'advantage' && payback !== null && { marks: [{ x: payback, label: 'payback' }] }),
  })
  return {
    title: scenario.name ?? 'A transition to waste-free production',
    sentence: [pathSentence(path, existing(scenario.horizon, 'the horizon').end, scenario.units), ...changesSentence(scenario)].join(' '),
    charts: [line('advantage'), line('profit'), line('level')],
    tables: [
      {
        title: 'Over the horizon',
        columns: ['time', ...SHOWN].map((name) => withOwnUnit(name, scenario.units)),
        rows: rows.map((i) => [time[i], ...SHOWN.map((name) => columns[name][i])]),
      },
      {
        title: 'In all',
        columns: ['', 'value', 'unit'],
        rows: [
          ['payback', payback, ''],
          ['net present value', columns.npv[last], unitOf('npv', scenario.units)],
          ['advantage over no transition', columns.advantage[last], unitOf('advantage', scenario.units)],
          ['lowest profit', minimumProfit, unitOf('profit', scenario.units)],
          ['time of lowest profit', timeOfLowestProfit, ''],
          ['waste discharged', totalDischarged, unitOf('totalDischarged', scenario.units)],
        ],
      },
    ],
    sure: [
      `The path is integrated with a relative error of ${text(scenario.dynamics.tolerance)} a step. The parameters are taken as certain: offcut risk says how sure the answer is where they are not.`,
    ],
    assumed: assumptions(scenario),
  }
}

function assumptions({ transformation, discountRate, investment, dynamics, factors, waste, recycling }: Scenario): string[] {
  return [
    `The level follows the law ${existing(transformation, 'the transformation').law}; resources follow the mode ${dynamics.mode}.`,
    `Profit is discounted at ${text(discountRate)} a year; raising the level from 0 to 1 costs ${text(investment.conversionCost)}.`,
    `${factors.length === 1 ? 'One resource' : 'Two resources'}, at ${factors.map(({ price }) => text(price)).join(' and ')} a unit; a unit of waste costs ${text(waste.disposalCost)} to dispose of, ${text(recycling.processingCost)} to process, and gives ${text(recycling.yield)} of an additional product at ${text(recycling.price)}.`,
  ]
}
