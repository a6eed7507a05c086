import { ArgumentError, createEngine, type Engine, type Method, type Surface } from 'offcut'
import { startedEngine } from './engine.ts'
import { pictureSweep, type PictureRequest } from './picture.ts'

/** One way of computing the picture's surface, measured. */
export interface Run {
  points: number
  seconds: number
  /** Threads that computed. */
  threads: number
}

export interface Comparison {
  size: number
  engine: Run
  exact: Run
  /** Where points are on time paths there is none: a path needs exact optima. */
  naive?: Run & {
    /** Share of the profit that the dense search leaves on the table, at worst. */
    worstLoss: number
  }
}

const SIZE = 256
const TRIAL_SIZE = 8
/** What a way may take: beyond it, it gets a share of the points, a coarser grid over the same axes. */
const SECONDS = 1.5

/** The same surface by the engine, by plain JavaScript with the same algebra, and by plain JavaScript's dense search. */
export async function compare(request: PictureRequest, onStep: (step: 'engine' | 'exact' | 'dense') => void): Promise<Comparison> {
  const own = startedEngine()
  const plain = await createEngine({ backend: 'js', workers: 0 })
  try {
    onStep('engine')
    const { run: fast } = await measure(own, request, 'exact')
    onStep('exact')
    const { run: exact } = await measure(plain, request, 'exact')
    if (!hasDenseSearch(own, request)) return { size: SIZE, engine: fast, exact }
    onStep('dense')
    const { run, surface } = await measure(plain, request, 'dense')
    const truth = await own.sweep(request.scenario, pictureSweep(request, Math.sqrt(run.points))).result()
    return { size: SIZE, engine: fast, exact, naive: { ...run, worstLoss: worstLoss(truth, surface) } }
  } finally {
    await plain.close()
  }
}

function hasDenseSearch(own: Engine, request: PictureRequest): boolean {
  try {
    own.sweep(request.scenario, { ...pictureSweep(request, TRIAL_SIZE), method: 'dense' })
    return true
  } catch (error) {
    if (error instanceof ArgumentError) return false
    throw error
  }
}

/** The best of three runs, so that none pays for warming up; a slow way runs once, on as many points as its time allows. */
async function measure(where: Engine, request: PictureRequest, method: Method): Promise<{ run: Run; surface: Surface }> {
  const sweep = (size: number) => where.sweep(request.scenario, { ...pictureSweep(request, size), method }).result()
  const trial = await sweep(TRIAL_SIZE)
  const affordable = Math.floor(TRIAL_SIZE * Math.sqrt(SECONDS / trial.stats.seconds))
  const size = Math.min(SIZE, Math.max(TRIAL_SIZE, affordable))
  let best = await sweep(size)
  for (let i = 0; i < 2 && best.stats.seconds < SECONDS / 3; i++) {
    const again = await sweep(size)
    if (again.stats.seconds < best.stats.seconds) best = again
  }
  const { points, seconds } = best.stats
  return { run: { points, seconds, threads: Math.max(1, where.info.workers) }, surface: best }
}

function worstLoss(truth: Surface, found: Surface): number {
  const profits = found.metrics.profit
  return truth.metrics.profit.reduce((worst, best, i) => {
    const loss = (best - profits[i]) / Math.abs(best)
    return Number.isFinite(loss) ? Math.max(worst, loss) : worst
  }, 0)
}
