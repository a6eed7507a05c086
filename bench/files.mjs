// Prints what the way from a sweep of three metrics over three axes into a file costs, next to the sweep alone, to DuckDB's COPY of the same
// table from its memory, and to writing the same bytes. Contenders take turns in one process, each with a file of its own that is deleted
// after every turn; the first round, in which code is compiled and the system finds memory for its cache, does not count. Time on the
// wall, user and system time of all threads, nanoseconds a row, as medians of the rounds.
//   node bench/files.mjs [--points 4000000] [--rounds 5] [--workers n] [--json]
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { count, createEngine, maximum, mean, minimum, Reduction, reduceSweep, starterScenario, writeSweep } from '../dist/node.js'
import { planSweepFile } from '../dist/node/sweep-file.js'
import { digits, median } from './measure.mjs'

const AT_ONCE = 2 ** 20
const MOST_KEPT = 2 ** 28
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    points: { type: 'string', default: '4000000' },
    rounds: { type: 'string', default: '5' },
    workers: { type: 'string', default: 'auto' },
  },
})
const [rounds, slices] = [Number(options.rounds), Math.max(1, Math.round(Number(options.points) / 1e5))]
const points = slices * 1e5
const grid = {
  axes: [
    { parameter: 'time', from: 0, to: 10, points: slices },
    { parameter: 'production.elasticities[0]', from: 0.3, to: 0.7, points: 100 },
    { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: 1000 },
  ],
  metrics: ['profit', 'factors[0]', 'waste'],
}
const scenario = starterScenario()
const shown = Object.fromEntries(
  grid.metrics.map((name) => [name, { count: count(), minimum: minimum(), maximum: maximum(), mean: mean() }]),
)

const engine = await createEngine({ workers: options.workers === 'auto' ? 'auto' : Number(options.workers) })
const folder = await mkdtemp(join(tmpdir(), 'offcut-bench-'))
const fileOf = (name) => join(folder, name)
const database = await (await DuckDBInstance.create()).connect()
try {
  // What the copies write, and DuckDB's table.
  const bytes = {}
  for (const ending of ['parquet', 'csv']) {
    await writeSweep(engine, scenario, fileOf(`sweep.${ending}`), grid)
    bytes[ending] = await beginningOf(fileOf(`sweep.${ending}`))
  }
  await database.run(`create table sweep as select * from '${fileOf('sweep.parquet')}'`)

  const copyTo = (name, settings) => async () => void (await database.run(`copy sweep to '${fileOf(name)}' (${settings})`))
  const statistics = Object.fromEntries(grid.metrics.map((name) => [name, { best: maximum(), mean: mean() }]))
  const contenders = {
    sweep: async () => {
      for await (const _ of engine.sweep(scenario, grid).transientChunks());
    },
    statistics: () => reduceSweep(engine.sweep(scenario, grid), statistics),
    Parquet: () => writeSweep(engine, scenario, fileOf('a.parquet'), grid),
    'Parquet and the summary': () => withSummary(fileOf('b.parquet')),
    CSV: () => writeSweep(engine, scenario, fileOf('a.csv'), grid),
    'DuckDB, Parquet': copyTo('d.parquet', 'format parquet'),
    'DuckDB, Parquet V2': copyTo('e.parquet', 'format parquet, parquet_version v2'),
    'DuckDB, CSV': copyTo('d.csv', 'format csv'),
    'the bytes of Parquet alone': () => writeBytes(fileOf('f.parquet'), bytes.parquet),
    'the bytes of CSV alone': () => writeBytes(fileOf('f.csv'), bytes.csv),
  }
  const results = await takeTurns(contenders)
  if (options.json) console.log(JSON.stringify({ points, workers: engine.info.workers, results }, null, 1))
  else report(results)
} finally {
  database.closeSync()
  await engine.close()
  await rm(folder, { recursive: true })
}

/** Numbers as `offcut sweep --out` prints them, gathered beside. */
async function withSummary(path) {
  const plan = await planSweepFile(engine, scenario, path, grid)
  const summary = new Reduction(plan.grid, shown)
  await plan.write({ recipe: () => summary.recipe(), take: (states) => summary.mergeStates(states) })
  return summary.result()
}

/** How large a file is, and what it begins with: Node reads no whole file of 2 GB, as 20 million rows of CSV are. */
async function beginningOf(path) {
  const file = await open(path)
  const { size } = await file.stat()
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, MOST_KEPT)))
  await file.close()
  return { size, kept: buffer.subarray(0, bytesRead) }
}

/** Writes as many bytes: the beginning over and over. */
async function writeBytes(path, { size, kept }) {
  const file = await open(path, 'w')
  for (let from = 0, count; from < size; from += count) {
    const at = from % kept.length
    count = Math.min(AT_ONCE, size - from, kept.length - at)
    await file.write(kept, at, count)
  }
  await file.sync()
  await file.close()
}

async function takeTurns(contenders) {
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, { wall: [], user: [], system: [], bytes: 0 }]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const [began, idle] = [performance.now(), process.cpuUsage()]
      await run()
      const [wall, { user, system }] = [performance.now() - began, process.cpuUsage(idle)]
      results[name].bytes = (await takeAway()) / points
      if (round < 0) continue
      results[name].wall.push((wall * 1e6) / points)
      results[name].user.push((user * 1e3) / points)
      results[name].system.push((system * 1e3) / points)
    }
  }
  return results
}

/** Deletes what a contender has written; returns how many bytes that was. */
async function takeAway() {
  let bytes = 0
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((letter) => [`${letter}.parquet`, `${letter}.csv`])) {
    bytes += await stat(fileOf(name)).then(
      ({ size }) => size,
      () => 0,
    )
    await rm(fileOf(name), { force: true })
    await rm(fileOf(`${name}.json`), { force: true })
  }
  return bytes
}

function report(results) {
  const names = Object.keys(results)
  const of = (name, what) => median(results[name][what])
  const processor = (name) => median(results[name].user.map((user, round) => user + results[name].system[round]))
  console.log(
    `${points.toLocaleString('en')} rows of seven columns, ${engine.info.workers} workers, ns a row, medians of ${rounds} rounds\n`,
  )
  console.log(`${''.padEnd(28)}${['wall', 'user', 'system', 'bytes'].map((name) => name.padStart(9)).join('')}`)
  for (const name of names) {
    const cells = ['wall', 'user', 'system'].map((what) => digits(of(name, what)))
    console.log(`${name.padEnd(28)}${[...cells, digits(results[name].bytes)].map((cell) => cell.padStart(9)).join('')}`)
  }
  const duckdb = Math.min(of('DuckDB, Parquet', 'wall'), of('DuckDB, Parquet V2', 'wall'))
  const sweep = processor('sweep')
  const ratios = [
    ['Parquet on the wall, of DuckDB’s faster format', of('Parquet', 'wall') / duckdb],
    ['CSV on the wall, of DuckDB', of('CSV', 'wall') / of('DuckDB, CSV', 'wall')],
    ['Parquet’s processor time, of the sweep alone', processor('Parquet') / sweep],
    ['CSV’s user time, of the sweep alone', of('CSV', 'user') / of('sweep', 'user')],
    ['statistics’ processor time, of the sweep alone', processor('statistics') / sweep],
    ['the summary’s processor time, of the sweep alone', (processor('Parquet and the summary') - processor('Parquet')) / sweep],
  ]
  console.log()
  for (const [name, ratio] of ratios) console.log(`${name.padEnd(52)} ${digits(ratio)}`)
}
