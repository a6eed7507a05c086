import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GridTooLargeError } from '../errors.ts'
import { describeGrid, gigabytes } from '../result/surface.ts'
import type { SweepFilePlan } from '../files/store/sweep-file.ts'
import { count, countPoints } from './print.ts'

export interface Estimate {
  /** Of the whole file. */
  bytes: number
  /** For the points that remain. */
  seconds: number
}

const SPOTS = 4
const WARM_UP_SECONDS = 0.15
// Of the points, so that estimating costs no time worth mentioning; four batches at most, since small ones take more room and time a point.
const SHARE = 1 / 64
const FEWEST_POINTS = 8192
const MOST_POINTS = 524_288
const GROWTH = 4

/** Computes and encodes a few points here and there in the grid, as many as take no time worth mentioning. */
export async function estimate(plan: SweepFilePlan, workers: number): Promise<Estimate> {
  const { start, end } = plan.remaining
  const sample = async (spot: number, size: number) => {
    const first = start + Math.floor(((end - start - size) * spot) / SPOTS)
    const began = performance.now()
    let bytes = 0
    for await (const chunk of plan.job({ start: first, end: first + size }, { chunkSize: size })) bytes += plan.encoder.encode(chunk).bytes.length
    return { bytes, seconds: (performance.now() - began) / 1000 }
  }
  // The first points wait for workers to start and code to be compiled; how many take how long is not known either.
  const began = performance.now()
  const most = Math.min(end - start, Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, Math.floor((end - start) * SHARE))))
  let size = 1
  for (; size < most && performance.now() - began < 1000 * WARM_UP_SECONDS; size = Math.min(most, size * GROWTH)) await sample(0, size)
  size = Math.ceil(size / SPOTS)

  const total = { bytes: 0, seconds: 0 }
  for (let spot = 0; spot < SPOTS; spot++) {
    const { bytes, seconds } = await sample(spot, size)
    total.bytes += bytes
    total.seconds += seconds
  }
  const points = SPOTS * size
  return {
    bytes: (total.bytes / points) * (plan.range.end - plan.range.start),
    seconds: ((total.seconds / points) * (end - start)) / Math.max(1, workers),
  }
}

/** `3,000,000 points, about 58 MB and 4 s`, on standard error. */
export function announce(plan: SweepFilePlan, { bytes, seconds }: Estimate): void {
  const points = plan.remaining.end - plan.remaining.start
  const done = plan.remaining.start - plan.range.start
  const rest = done > 0 ? `${count(done)} of ${count(done + points)} points are done, ${count(points)} ${points === 1 ? 'remains' : 'remain'}` : countPoints(points)
  process.stderr.write(`${rest}: a file of about ${size(bytes)}, in about ${duration(seconds)}\n`)
}

/** Refuses a grid whose file cannot fit on the disk, rather than fill it. */
export async function requireSpace(plan: SweepFilePlan, { bytes }: Estimate): Promise<void> {
  const folder = dirname(plan.path)
  const disk = await statfs(folder).catch(() => undefined)
  const { start, end } = plan.range
  const needed = bytes * ((plan.remaining.end - plan.remaining.start) / (end - start))
  // A folder that cannot be looked at is reported when the file is made.
  if (disk === undefined || needed <= disk.bavail * disk.bsize) return
  throw new GridTooLargeError(
    `${describeGrid(plan.grid)} makes a file of about ${gigabytes(bytes)}, and ${folder} has ` +
      `${gigabytes(disk.bavail * disk.bsize)} free. Use fewer points or metrics, shards on several disks, or another disk.`,
  )
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
