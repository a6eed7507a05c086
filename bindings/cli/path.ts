import { plot } from 'asciichart'
import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import { ArgumentError, show } from '../errors.ts'
import { STATUSES } from '../model/layout.ts'
import type { PathOptions } from '../plan/path.ts'
import type { ChunkSource } from '../result/chunk.ts'
import type { TimePath } from '../result/path.ts'
import { TOLERANCES } from '../scenario/schema/dynamics.ts'
import type { Scenario } from '../scenario/index.ts'
import { writeCsv } from '../files/format/csv.ts'
import { writeOutputFile } from '../files/store/file.ts'
import { reportStatus } from './failure.ts'
import { printJson } from './json.ts'
import { parseBetween } from './options.ts'
import { labels, number, print, table } from './print.ts'
import { readScenario } from './scenario.ts'

interface Options extends PathOptions {
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
    .option('--json', 'print the result as JSON; NaN and Infinity become null')
    .action(run)
}

async function run(file: string, { out, force, json, tolerance }: Options): Promise<void> {
  if (out !== undefined && !out.endsWith('.csv')) throw new ArgumentError(`--out is ${show(out)}; expected a name that ends in .csv`)
  const scenario = await readScenario(file)
  const engine = await createEngine({ workers: 0 })
  const path = await engine.path(scenario, { tolerance })
  await engine.close()
  if (out !== undefined) await writeOutputFile(out, { force }, (file) => writeCsv(rowsOf(path), file))
  if (json) await printJson(path)
  else print(describe(scenario, path) + (out === undefined ? '' : `\n\nWritten to ${out}`))
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
const CHART_WIDTH = 64
const CHART_HEIGHT = 6

function describe(scenario: Scenario, path: TimePath): string {
  const rows = places(path.time.length, MOST_ROWS)
  const shown = SHOWN.filter((name) => path.columns[name] !== undefined)
  const cells = rows.map((i) => [path.time[i], ...shown.map((name) => path.columns[name]![i])].map((value) => number(value, 6)))
  const head = ['time', ...shown]
  return [
    `${scenario.name ?? 'Scenario'}: ${scenario.dynamics.mode}, ${path.stats.steps} steps`,
    table(head, cells, head.map((_, i) => i)),
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
  if (last === 0) return `${name} at ${number(time[0])}: ${number(column[0])}`
  const title = `${name} from ${number(time[0])} to ${number(time[last])}`
  const values = Array.from({ length: CHART_WIDTH }, (_, i) => column[Math.round((i * last) / (CHART_WIDTH - 1))])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (low === high) return `${title}: ${number(low)} throughout`
  return `${title}\n\n${plot(values, { height: CHART_HEIGHT, format: labels(values) }).replace(/ +$/gm, '')}`
}

const FAILURES = { domainError: 'it grows past any bound', notConverged: 'the computation did not converge' }

/** The result in words; `end` is that of the horizon, which one sample alone does not show. */
function sentence({ time, columns, payback, minimumProfit, timeOfLowestProfit, status }: TimePath, end: number): string {
  if (status === 'domainError' || status === 'notConverged') {
    const reached = columns.npv.findLastIndex(Number.isFinite)
    return `The path cannot be followed to its end: ${FAILURES[status]}${reached < 0 ? '' : ` after ${number(time[reached])}`}. Do not rely on its value.`
  }
  const last = time.length - 1
  const advantage = columns.advantage[last]
  const lowest = `profit is lowest, ${number(minimumProfit, 4)}, at ${number(timeOfLowestProfit, 4)}`
  const still = `staying at level ${number(columns.level[0], 3)}`
  const worth = (by: string, value: number, than: string) => (time[last] === end ? `${by} it is worth ${number(value, 4)} ${than} than ${still}; ` : '')
  if (payback === null) return `The transition does not pay back by ${number(end)}${worth(': until then', -advantage, 'less') || '; '}${lowest}.`
  const years = payback - time[0]
  const more = worth(`; by ${number(end)}`, advantage, 'more') || '; '
  if (years > 0) return `The transition pays back after ${number(years, 3)} years${more}${lowest}.`
  if (time[last] < end) return `The transition is never worth less than ${still}; ${lowest}.`
  return advantage > 0 ? `The transition pays from the start${more}${lowest}.` : `The transition changes no value within the horizon; ${lowest}.`
}
