import { existing } from '../../errors.ts'
import type { TimePath } from '../../result/path.ts'
import { isCalendar } from '../../result/calendar.ts'
import { changesSentence } from '../../result/changes-sentence.ts'
import { pathSentence } from '../../result/path-sentence.ts'
import { places } from '../../result/places.ts'
import type { Scenario } from '../../scenario/index.ts'
import { PERCENT, type XyChart } from './chart.ts'
import { hundredfold, written, type Document } from './document.ts'
import { ENGLISH, type ReportWords } from './words.ts'

const SHOWN = ['level', 'output', 'waste', 'profit', 'npv', 'advantage'] as const
const MOST_ROWS = 11

/** A scenario's own path as a page. */
export function pathDocument(scenario: Scenario, path: TimePath, words: ReportWords = ENGLISH): Document {
  const { time, columns, payback, minimumProfit, timeOfLowestProfit, totalDischarged } = path
  const { units } = scenario
  const say = words.path
  const last = time.length - 1
  const line = (name: (typeof SHOWN)[number]): XyChart => ({
    kind: 'xy',
    title: say.overHorizon(words.name(name)),
    // An axis of time has its unit in any case.
    x: words.named('time', units ?? {}),
    y: words.named(name, units),
    lines: [{ name: words.name(name), points: Array.from(time, (at, i): [number, number] => [at, columns[name][i]]) }],
    ...(name === 'advantage' && payback !== null && { marks: [{ x: payback, label: say.payback }] }),
  })
  const level: XyChart = {
    ...line('level'),
    y: `${words.name('level')}, %`,
    lines: [{ name: words.name('level'), points: Array.from(time, (at, i): [number, number] => [at, hundredfold(columns.level[i])]) }],
    ends: { y: PERCENT },
  }
  return {
    title: scenario.name ?? say.title,
    sentence: [pathSentence(path, existing(scenario.horizon, 'the horizon').end, units), ...changesSentence(scenario)].join(' '),
    charts: [line('advantage'), line('profit'), level],
    tables: [
      {
        title: say.horizon,
        columns: ['time', ...SHOWN].map((name) => words.named(name, units)),
        rows: places(time.length, MOST_ROWS).map((i) => [time[i], ...SHOWN.map((name) => columns[name][i])]),
        shares: [1 + SHOWN.indexOf('level')],
      },
      {
        title: say.inAll,
        columns: [...say.columns],
        rows: [
          [say.payback, payback, ''],
          [say.npv, columns.npv[last], words.unit('npv', units)],
          [say.advantage, columns.advantage[last], words.unit('advantage', units)],
          [say.lowestProfit, minimumProfit, words.unit('profit', units)],
          [say.timeOfLowestProfit, timeOfLowestProfit, ''],
          [say.discharged, totalDischarged, words.unit('totalDischarged', units)],
        ],
        moments: isCalendar(time[0]) ? [0, 4] : [],
      },
    ],
    sure: [say.sure(written(scenario.dynamics.tolerance, words.decimal))],
    assumed: say.assumed(scenario),
  }
}
