import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { createEngine, type EngineOptions } from '../engine.ts'
import { ArgumentError, GridTooLargeError } from '../errors.ts'
import type { Method } from '../layout.ts'
import { writeCsvFile } from '../node.ts'
import { describeGrid, gigabytes, type Surface } from '../result.ts'
import type { ChunkSource, SweepJob } from '../sweep.ts'
import { interruptSignal } from './failure.ts'
import { backendOption, methodOption } from './info.ts'
import { printJson } from './json.ts'
import { print } from './print.ts'
import { createProgress } from './progress.ts'
import { readScenario } from './scenario.ts'
import { Summary } from './summary.ts'

interface Options {
  out: string
  force?: boolean
  method: Method
  backend: EngineOptions['backend']
  json?: boolean
}

export function addSweep(program: Command): void {
  program
    .command('sweep')
    .description('Compute the optima of the scenario’s sweep, write them to a file and print a summary.')
    .argument('<scenario>', 'scenario file, or - for standard input')
    .requiredOption('--out <file.csv>', 'file to write: a row a point')
    .option('--force', 'replace an existing file')
    .addOption(methodOption())
    .addOption(backendOption())
    .option('--json', 'print the whole result as JSON instead of the summary; NaN and Infinity become null')
    .action(run)
}

async function run(path: string, { out, force, method, backend, json }: Options): Promise<void> {
  if (!out.endsWith('.csv')) throw new ArgumentError(`--out is ${out}; expected a name that ends in .csv`)
  const scenario = await readScenario(path)
  const engine = await createEngine({ backend })
  const progress = createProgress()
  try {
    const job = engine.sweep(scenario, { method, signal: interruptSignal(), onProgress: progress.update })
    await requireSpace(job, dirname(out))
    const report = json ? collect(job) : summarise(job, out)
    await writeCsvFile(report.source, out, { force })
    progress.stop()
    await report.print()
  } finally {
    progress.stop()
    await engine.close()
  }
}

/** A sweep on its way to the file, and what to print once it is there. */
interface Report {
  source: ChunkSource
  print(): Promise<void>
}

/** Passes chunks on as they come, so that memory stays bounded. */
function summarise(job: SweepJob, out: string): Report {
  const { axes, metrics } = job
  const summary = new Summary(axes, metrics)
  async function* chunks() {
    for await (const chunk of job) {
      summary.add(chunk)
      yield chunk
    }
  }
  return {
    source: { axes, metrics, [Symbol.asyncIterator]: chunks },
    print: async () => print(`${summary}\n\nWritten to ${out}`),
  }
}

/** Keeps the whole result, which JSON prints as one object. */
function collect(job: SweepJob): Report {
  const { axes, metrics, points } = job
  let surface: Surface
  async function* chunks() {
    surface = await job.result()
    yield { start: 0, count: points, columns: surface.metrics, status: surface.status }
  }
  return { source: { axes, metrics, [Symbol.asyncIterator]: chunks }, print: () => printJson(surface) }
}

// What axis values, metrics and statuses take in a row, about.
const AXIS_CHARACTERS = 8
const METRIC_CHARACTERS = 18
const STATUS_CHARACTERS = 3

/** Refuses a grid whose file cannot fit on the disk, rather than fill it. */
async function requireSpace(job: SweepJob, folder: string): Promise<void> {
  const row = job.axes.length * AXIS_CHARACTERS + job.metrics.length * METRIC_CHARACTERS + STATUS_CHARACTERS
  const bytes = job.points * row
  const disk = await statfs(folder).catch(() => undefined)
  // A folder that cannot be looked at is reported when the file is made.
  if (disk === undefined || bytes <= disk.bavail * disk.bsize) return
  throw new GridTooLargeError(
    `${describeGrid(job)} makes a file of about ${gigabytes(bytes)}, and ${folder} has ` +
      `${gigabytes(disk.bavail * disk.bsize)} free. Use fewer points or metrics, or another disk.`,
  )
}
