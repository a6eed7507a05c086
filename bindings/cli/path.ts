import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import { ArgumentError, show } from '../errors.ts'
import { STATUSES } from '../model/layout.ts'
import type { PathOptions } from '../plan/path.ts'
import type { ChunkSource } from '../result/chunk.ts'
import type { TimePath } from '../result/path.ts'
import { TOLERANCES } from '../scenario/schema/dynamics.ts'
import type { Scenario, Setting } from '../scenario/index.ts'
import { writeCsv } from '../files/format/csv.ts'
import { requireOther, requireOutput, requireWritable, writeOutputFile } from '../files/store/file.ts'
import { CHART_WIDTH, draw, extent } from './chart.ts'
import { Columns } from './columns.ts'
import { reportStatus } from './failure.ts'
import { printJson } from './json.ts'
import { digitsBetween, isConstant, number } from './numbers.ts'
import { parseBetween, setOption } from './options.ts'
import { print, table } from './print.ts'
import { readScenario } from './scenario.ts'

interface Options extends PathOptions {
  set: Setting[]
  out?: string
  force?: boolean
  json?: boolean
}

export function addPath(program: Command): void {
  program
    .command('path')
    .description('Follow the enterprise over the scenario’s horizon: its flows, its value, and when the transition pays back.')
    .argument('<scenario>', 'scenario file, or - for standard input')
    .option('--out <file.csv>', 'file to write: a row a sample')
    .option('--force', 'replace an existing file')
    .option('--tolerance <error>', 'relative error that a step may make; default: dynamics.tolerance', parseBetween(...TOLERANCES))
    .addOption(setOption())
    .option('--json', 'print the result as JSON; NaN and Infinity become null')
    .action(run)
}

async function run(file: string, { set, out, force, json, tolerance }: Options): Promise<void> {
  if (out !== undefined && !out.endsWith('.csv')) throw new ArgumentError(`--out is ${show(out)}; expected a name that ends in .csv`)
  const scenario = await readScenario(file, set)
  if (out !== undefined) {
    await requireOther(out, [await requireOutput(out, { force })], [file])
    await requireWritable(out)
  }
  const engine = await createEngine({ workers: 0 })
  const path = await engine.path(scenario, { tolerance })
  await engine.close()
  if (out !== undefined) await writeOutputFile(out, { force }, (file) => writeCsv(rowsOf(path), file))
  if (json) await printJson(path)
  else print(describePath(scenario, path) + (out === undefined ? '' : `\n\nWritten to ${out}`))
  reportStatus(path.status)
}

/** The samples as one chunk of a sweep over time. */
function rowsOf({ time, columns, status }: TimePath): ChunkSource {
  const statuses = new Uint8Array(time.length).fill(STATUSES.indexOf(status))
  return {
    axes: [{ parameter: 'time', values: { spacing: 'values', values: time, points: time.length } }],
    metrics: Object.keys(columns),
    async *[Symbol.asyncIterator]() {
      yield { start: 0, count: time.length, columns: columns as unknown as Record<string, Float64Array>, status: statuses }
    },
  }
}

const SHOWN = ['level', 'factors[0]', 'factors[1]', 'output', 'waste', 'profit', 'npv', 'advantage'] as const
const CHARTED = ['profit', 'output', 'waste', 'level'] as const
const MOST_ROWS = 21
const CHART_HEIGHT = 6

/** A path as a table, charts and a sentence. */
export function describePath(scenario: Scenario, path: TimePath): string {
  const rows = places(path.time.length, MOST_ROWS)
  const shown = SHOWN.filter((name) => path.columns[name] !== undefined)
  const columns = [path.time, ...shown.map((name) => path.columns[name]!)]
  const printers = columns.map((column) => digitsBetween(...ends(column), 6))
  const cells = rows.map((i) => columns.map((column, k) => printers[k](column[i])))
  const head = ['time', ...shown]
  return [
    `${scenario.name ?? 'Scenario'}: ${scenario.dynamics.mode}, ${path.stats.steps} steps`,
    table(
      head,
      cells,
      head.map((_, i) => i),
    ),
    ...CHARTED.map((name) => chart(name, path)),
    sentence(path, scenario.horizon!.end),
  ].join('\n\n')
}

/** At most `count` places of `length`, even, the first and the last among them. */
function places(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)))
}

function chart(name: (typeof CHARTED)[number], { time, columns }: TimePath): string {
  const column = columns[name]
  // A path that ends early is drawn as far as it goes.
  const last = column.findLastIndex(Number.isFinite)
  if (last < 0) return `${name}: unknown`
  const print = digitsBetween(time[0], time[last])
  if (last === 0) return `${name} at ${print(time[0])}: ${number(column[0])}`
  const title = `${name} from ${print(time[0])} to ${print(time[last])}`
  const gathered = new Columns()
  for (let i = 0; i <= last; i++) gathered.add((i * (CHART_WIDTH - 1)) / last, column[i])
  const drawn = gathered.result()
  const [low, high] = extent(drawn)
  if (isConstant(low, high, name === 'profit' ? turnover(columns) : 0)) return `${title}: ${number(high)} throughout`
  return `${title}\n\n${draw(drawn, { height: CHART_HEIGHT, from: print(time[0]), to: print(time[last]) })}`
}

/** The largest flow of money: profit is a difference of such, and known no closer than their rounding. */
function turnover({ revenue, cost }: TimePath['columns']): number {
  return [...revenue, ...cost].reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0)
}

const FAILURES = { domainError: 'it grows past any bound', notConverged: 'the computation did not converge' }

/** The result in words; `end` is that of the horizon, which one sample alone does not show. */
function sentence(path: TimePath, end: number): string {
  const { time, columns, payback, minimumProfit, maximumProfit, timeOfLowestProfit, status } = path
  const date = digitsBetween(time[0], end)
  if (status === 'domainError' || status === 'notConverged') {
    const reached = columns.npv.findLastIndex(Number.isFinite)
    return `The path cannot be followed to its end: ${FAILURES[status]}${reached < 0 ? '' : ` after ${date(time[reached])}`}. Do not rely on its value.`
  }
  const last = time.length - 1
  const advantage = columns.advantage[last]
  const lowest = isConstant(minimumProfit, maximumProfit, turnover(columns))
    ? `profit is ${number(maximumProfit)} throughout`
    : `profit is lowest, ${digitsBetween(minimumProfit, maximumProfit, 4)(minimumProfit)}, at ${date(timeOfLowestProfit)}`
  if (time[last] === end && changesNothing(path)) return `The transition changes no value within the horizon; ${lowest}.`
  const still = `staying at level ${digitsBetween(...ends(columns.level), 3)(columns.level[0])}`
  const worth = (by: string, value: number, than: string) =>
    time[last] === end ? `${by} it is worth ${number(value, 4)} ${than} than ${still}; ` : ''
  if (payback === null)
    return `The transition does not pay back by ${date(end)}${worth(': until then', -advantage, 'less') || '; '}${lowest}.`
  const more = worth(`; by ${date(end)}`, advantage, 'more') || '; '
  if (payback > time[0]) return `The transition pays back ${paybackWords(payback, time[0], end)}${more}${lowest}.`
  if (time[last] < end) return `The transition is never worth less than ${still}; ${lowest}.`
  return `The transition pays from the start${more}${lowest}.`
}

/** `after 12.6 years`, and in calendar years `at 2038.6, after 12.6 years`. */
function paybackWords(payback: number, start: number, end: number): string {
  const years = digitsBetween(0, end - start)(payback - start)
  const after = `after ${years} ${years === '1' ? 'year' : 'years'}`
  return start === 0 ? after : `at ${digitsBetween(start, end)(payback)}, ${after}`
}

/** Whether the level has no effect on value but for rounding. */
function changesNothing({ time, columns }: TimePath): boolean {
  const [low, high] = ends(columns.advantage)
  return isConstant(Math.min(low, 0), Math.max(high, 0), turnover(columns) * (time[time.length - 1] - time[0]))
}

/** The least and the greatest of a column's finite values. */
function ends(column: Float64Array): [low: number, high: number] {
  const finite = column.filter(Number.isFinite)
  return [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)]
}
