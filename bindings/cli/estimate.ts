import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GridTooLargeError } from '../errors.ts'
import { gigabytes } from '../result/surface.ts'
import type { Encoded } from '../files/format/format.ts'
import type { SweepFilePlan } from '../files/store/sweep-file.ts'
import { count, countPoints } from './print.ts'

interface Estimate {
  /** Of the whole file: what the samples make likely, and what it surely takes. */
  bytes: number
  leastBytes: number
  /** For the points that remain, on cores that have nothing else to do. */
  seconds: number
}

const SPOTS = 4
const WARM_UP_SECONDS = 0.15
// Of the points, so that estimating costs no time worth mentioning.
const SHARE = 1 / 64
const FEWEST_POINTS = 64
const GROWTH = 4
/** Of what the thinnest sample makes likely: a file is larger than that. */
const SURELY = 1 / 2

/** Says on standard error what is to come, from points here and there: a warning where the disk may be too small. */
export async function forecast(plan: SweepFilePlan, workers: number): Promise<void> {
  const expected = await estimate(plan, workers)
  announce(plan, expected)
  await checkSpace(plan, expected)
}

/** Computes and encodes a few points here and there in the file, whole batches where they take no time worth mentioning. */
async function estimate(plan: SweepFilePlan, workers: number): Promise<Estimate> {
  const { range, remaining } = plan
  const points = remaining.end - remaining.start
  const batch = plan.batchSize
  const began = performance.now()
  const most = Math.min(points, batch, Math.max(FEWEST_POINTS, Math.floor(points * SHARE)))
  // The first points wait for workers to start and code to be compiled; how many take how long is not known either.
  let size = 1
  for (; size < most && performance.now() - began < 1000 * WARM_UP_SECONDS; size = Math.min(most, size * GROWTH))
    await sample(plan, 0, size)

  const samples: Sample[] = []
  for (let spot = 0; spot < SPOTS; spot++) samples.push(await sample(plan, spot, size))
  // What a batch takes whatever its size counts once a batch: two sizes tell it from what a point takes.
  const small = size < batch && size > 1 ? await sample(plan, 0, Math.ceil(size / 2)) : undefined
  const fixedBytes = small ? Math.max(0, (small.bytes * size - samples[0].bytes * small.size) / (size - small.size)) : 0
  const ofFile = (bytes: number) => {
    const all = range.end - range.start
    return ((bytes - fixedBytes) / size) * all + fixedBytes * Math.ceil(all / (small ? batch : size))
  }
  return {
    bytes: ofFile(samples.reduce((sum, { bytes }) => sum + bytes, 0) / SPOTS),
    leastBytes: SURELY * ofFile(Math.min(...samples.map(({ bytes }) => bytes))),
    // The quickest sample is the one that waited least for code to be compiled.
    seconds: ((Math.min(...samples.map(({ seconds }) => seconds)) / size) * points) / Math.max(1, workers),
  }
}

interface Sample {
  size: number
  bytes: number
  seconds: number
}

async function sample(plan: SweepFilePlan, spot: number, size: number): Promise<Sample> {
  const { start, end } = plan.remaining
  const first = start + Math.floor(((end - start - size) * spot) / (SPOTS - 1))
  // Processor time of all threads: that a busy machine lets them wait says nothing of the points.
  const began = process.cpuUsage()
  let bytes = 0
  const recipe = await plan.format.recipe()
  for await (const { values } of plan.job({ start: first, end: first + size }, {}).staged([recipe], { batch: size }))
    bytes += (values as [Encoded])[0].bytes.length
  const { user, system } = process.cpuUsage(began)
  return { size, bytes, seconds: (user + system) / 1e6 }
}

/** `3,000,000 points: a file of about 58 MB, in about 4 s` */
function announce(plan: SweepFilePlan, { bytes, seconds }: Estimate): void {
  const points = plan.remaining.end - plan.remaining.start
  const done = plan.remaining.start - plan.range.start
  const rest =
    done > 0
      ? `${count(done)} of ${count(done + points)} points are done, ${count(points)} ${points === 1 ? 'remains' : 'remain'}`
      : countPoints(points)
  process.stderr.write(`${rest}: a file of about ${size(bytes)}, in about ${duration(seconds)}\n`)
}

/** Refuses what surely does not fit on the disk, rather than fill it, and warns of what may not. */
async function checkSpace(plan: SweepFilePlan, { bytes, leastBytes }: Estimate): Promise<void> {
  const folder = dirname(plan.path)
  const disk = await statfs(folder).catch(() => undefined)
  // A folder that cannot be looked at is reported when the file is made.
  if (disk === undefined) return
  const { start, end } = plan.range
  const free = disk.bavail * disk.bsize
  const share = (plan.remaining.end - plan.remaining.start) / (end - start)
  if (leastBytes * share > free) {
    throw new GridTooLargeError(
      `${countPoints(end - start)} make a file of about ${gigabytes(bytes)}, and ${folder} has ${gigabytes(free)} free. ` +
        'Use fewer points or metrics, shards on several disks, or another disk.',
    )
  }
  if (bytes * share > free)
    process.stderr.write(`the disk may be too small: ${folder} has ${size(free)} free; a run that fills it can go on with --resume\n`)
}

function size(bytes: number): string {
  const [unit, name] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB']
  return `${rounded(bytes / unit)} ${name}`
}

function duration(seconds: number): string {
  if (seconds < 1) return '1 s'
  const [unit, name] = seconds < 100 ? [1, 's'] : seconds < 6000 ? [60, 'minutes'] : [3600, 'hours']
  return `${rounded(seconds / unit)} ${name}`
}

function rounded(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en')
}
