// Prints what writing a sweep of three metrics over three axes costs, file by file: rows per second, time per point against that
// of a million points, processor time per point, size and peak memory. Each file is written by a process of its own, whose memory is then its peak.
//   node bench/files.mjs [--large] [--workers n] [--json]     --large adds 100 million points: minutes, and 2 GB of disk
import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { createEngine, maximum, mean, reduceSweep, starterScenario, writeSweep } from '../dist/node.js'

const MILLION = 1e6
const COLUMNS = ['sink', 'points', 'rows/s', 'ns/point', 'against 1 M', 'CPU ns', 'bytes/row', 'peak MB']

const { values: options } = parseArgs({
  options: { large: { type: 'boolean' }, json: { type: 'boolean' }, workers: { type: 'string', default: 'auto' }, one: { type: 'string' } },
})
if (options.one) console.log(JSON.stringify(await measure(...options.one.split(':'))))
else await report()

async function report() {
  const runs = ['none', 'reduce', 'parquet', 'csv'].flatMap((sink) => [1, 10].map((millions) => [sink, millions]))
  if (options.large) runs.push(['reduce', 100], ['parquet', 100])
  const results = []
  if (!options.json) console.log(COLUMNS.map((name) => name.padStart(12)).join(''))
  for (const [sink, millions] of runs) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      fileURLToPath(import.meta.url),
      '--one',
      `${sink}:${millions}`,
      '--workers',
      options.workers,
    ])
    const result = JSON.parse(stdout)
    results.push(result)
    const { points, seconds, cpuSeconds, bytes, peakBytes } = result
    const small = results.find((other) => other.sink === sink)
    const cells = [
      sink,
      points.toLocaleString('en'),
      Math.round(points / seconds).toLocaleString('en'),
      Math.round((seconds / points) * 1e9),
      (seconds / points / (small.seconds / small.points)).toFixed(2),
      Math.round((cpuSeconds / points) * 1e9),
      (bytes / points).toFixed(1),
      Math.round(peakBytes / 1e6),
    ]
    if (!options.json) console.log(cells.map((cell) => String(cell).padStart(12)).join(''))
  }
  if (options.json) console.log(JSON.stringify(results, null, 2))
}

/** One sweep of so many million points, into one sink. */
async function measure(sink, millions) {
  const workers = options.workers === 'auto' ? 'auto' : Number(options.workers)
  const engine = await createEngine({ workers })
  const scenario = starterScenario()
  const grid = {
    axes: [
      { parameter: 'time', from: 0, to: 10, points: 10 * Number(millions) },
      { parameter: 'production.elasticities[0]', from: 0.3, to: 0.7, points: 100 },
      { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: 1000 },
    ],
    metrics: ['profit', 'factors[0]', 'waste'],
  }
  const folder = await mkdtemp(join(tmpdir(), 'offcut-bench-'))
  const path = join(folder, `sweep.${sink}`)
  const consume = {
    async none() {
      for await (const _ of engine.sweep(scenario, grid));
    },
    reduce: () =>
      reduceSweep(engine.sweep(scenario, grid), Object.fromEntries(grid.metrics.map((name) => [name, { best: maximum(), mean: mean() }]))),
    parquet: () => writeSweep(engine, scenario, path, grid),
    csv: () => writeSweep(engine, scenario, path, grid),
  }
  try {
    // Workers start and code is compiled before the clock does.
    await engine.sweep(scenario, { ...grid, axes: grid.axes.map((axis) => ({ ...axis, points: 40 })) }).result()
    const began = performance.now()
    const idle = process.cpuUsage()
    await consume[sink]()
    const seconds = (performance.now() - began) / 1000
    // Of all threads: on a busy machine it says more than the clock.
    const { user, system } = process.cpuUsage(idle)
    const cpuSeconds = (user + system) / MILLION
    const bytes = (await stat(path).catch(() => ({ size: 0 }))).size
    // In kilobytes, of the whole process, workers included.
    const peakBytes = process.resourceUsage().maxRSS * 1024
    return {
      sink,
      points: Number(millions) * MILLION,
      seconds,
      cpuSeconds,
      bytes,
      peakBytes,
      workers: engine.info.workers,
      backend: engine.info.backend,
    }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true })
  }
}
