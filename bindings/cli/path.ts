import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import { ArgumentError, existing, show } from '../errors.ts'
import { STATUSES } from '../model/layout.ts'
import { withOwnUnit } from '../model/own-units.ts'
import type { Draw } from '../plan/parameters.ts'
import type { PathOptions } from '../plan/path.ts'
import type { ChunkSource } from '../result/source.ts'
import { changesSentence } from '../result/changes-sentence.ts'
import { digitsBetween, isConstant, number } from '../result/digits.ts'
import type { TimePath } from '../result/path.ts'
import { ends, pathSentence, turnover } from '../result/path-sentence.ts'
import { places } from '../result/places.ts'
import { TOLERANCES } from '../scenario/schema/dynamics.ts'
import type { Scenario, Setting } from '../scenario/index.ts'
import { writeCsv } from '../files/format/csv.ts'
import { requireOther, requireOutput, requireWritable, writeOutputFile } from '../files/store/file.ts'
import { CHART_WIDTH, Columns } from '../reduce/columns.ts'
import { draw, extent } from './chart.ts'
import { reportStatus } from './failure.ts'
import { printJson } from './json.ts'
import { drawOptions, parseBetween, setOption } from './options.ts'
import { print, table } from './print.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'

interface Options extends PathOptions {
  set: Setting[]
  out?: string
  force?: boolean
  json?: boolean
}

export function definePath(command: Command): void {
  command
    .argument('<scenario>', 'scenario file, or - for standard input')
    .option('--out <file.csv>', 'file to write: a row a sample')
    .option('--force', 'replace an existing file')
    .option('--tolerance <error>', 'relative error that a step may make; default: dynamics.tolerance', parseBetween(...TOLERANCES))
    .addOption(drawOptions()[0])
    .addOption(drawOptions()[1])
    .addOption(setOption())
    .option('--json', 'print the result as JSON; NaN and Infinity become null')
    .action(run)
}

async function run(file: string, { set, out, force, json, ...options }: Options): Promise<void> {
  if (out !== undefined && !out.endsWith('.csv')) throw new ArgumentError(`--out is ${show(out)}; expected a name that ends in .csv`)
  const scenario = await readScenario(file, set)
  if (options.sample === undefined) warnOfProcesses(scenario)
  if (out !== undefined) {
    await requireOther(out, [await requireOutput(out, { force })], [file])
    await requireWritable(out)
  }
  const engine = await createEngine({ workers: 0 })
  const path = await engine.path(scenario, options)
  await engine.close()
  if (out !== undefined) await writeOutputFile(out, { force }, (file) => writeCsv(rowsOf(path), file))
  if (json) await printJson(path)
  else print(describePath(scenario, path, options) + (out === undefined ? '' : `\n\nWritten to ${out}`))
  reportStatus(path.status)
}

/** The samples as one chunk of a sweep over time. */
function rowsOf({ time, columns, status }: TimePath): ChunkSource {
  const statuses = new Uint8Array(time.length).fill(STATUSES.indexOf(status))
  return {
    axes: [{ parameter: 'time', values: { spacing: 'values', values: time, points: time.length } }],
    metrics: Object.keys(columns),
    async *[Symbol.asyncIterator]() {
      yield { start: 0, count: time.length, columns: { ...columns }, status: statuses }
    },
  }
}

const SHOWN = ['level', 'factors[0]', 'factors[1]', 'output', 'waste', 'profit', 'npv', 'advantage'] as const
const CHARTED = ['profit', 'output', 'waste', 'level'] as const
const MOST_ROWS = 21
const CHART_HEIGHT = 6

/** A path as a table, charts and a sentence. */
export function describePath(scenario: Scenario, path: TimePath, draw: Partial<Draw> = {}): string {
  const rows = places(path.time.length, MOST_ROWS)
  const shown = SHOWN.filter((name) => path.columns[name] !== undefined)
  const columns = [path.time, ...shown.map((name) => existing(path.columns[name], name))]
  const printers = columns.map((column) => digitsBetween(...ends(column), 6))
  const cells = rows.map((i) => columns.map((column, k) => printers[k](column[i])))
  const head = ['time', ...shown].map((name) => withOwnUnit(name, scenario.units))
  return [
    `${scenario.name ?? 'Scenario'}: ${scenario.dynamics.mode}, ${path.stats.steps} steps`,
    table(
      head,
      cells,
      head.map((_, i) => i),
    ),
    ...CHARTED.map((name) => chart(name, withOwnUnit(name, scenario.units), path)),
    [pathSentence(path, existing(scenario.horizon, 'the horizon').end, scenario.units), ...changesSentence(scenario, draw)].join(' '),
  ].join('\n\n')
}

function chart(name: (typeof CHARTED)[number], label: string, { time, columns }: TimePath): string {
  const column = columns[name]
  // A path that ends early is drawn as far as it goes.
  const last = column.findLastIndex(Number.isFinite)
  if (last < 0) return `${label}: unknown`
  const print = digitsBetween(time[0], time[last])
  if (last === 0) return `${label} at ${print(time[0])}: ${number(column[0])}`
  const title = `${label} from ${print(time[0])} to ${print(time[last])}`
  const gathered = new Columns()
  for (let i = 0; i <= last; i++) gathered.add((i * (CHART_WIDTH - 1)) / last, column[i])
  const drawn = gathered.result()
  const [low, high] = extent(drawn)
  if (isConstant(low, high, name === 'profit' ? turnover(columns) : 0)) return `${title}: ${number(high)} throughout`
  return `${title}\n\n${draw(drawn, { height: CHART_HEIGHT, from: print(time[0]), to: print(time[last]) })}`
}
