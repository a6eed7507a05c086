import { chooseWithout, randomStream } from '../random.ts'
import { restrictionsOf, type Box } from './box.ts'
import { primTrajectory, type PrimOptions } from './prim.ts'
import { subsample, type Sample } from './sample.ts'

/** How often each input is restricted when half of the rows are drawn again. */
export interface Stability {
  /** Resamples that were searched. */
  samples: number
  /** In the box of nearest coverage. */
  coverage: Record<string, number>
  /** In the box of nearest density. */
  density: Record<string, number>
}

const SAMPLES = 10

/** Runs PRIM on samples of half of the rows, without replacement, and counts what their boxes nearest to this one restrict. */
export function stabilityOf(sample: Sample, box: Box, options: PrimOptions, seed: number): Stability {
  const none = () => Object.fromEntries(sample.inputs.map(({ name }) => [name, 0]))
  const stability: Stability = { samples: SAMPLES, coverage: none(), density: none() }
  for (let i = 0; i < SAMPLES; i++) {
    const half = subsample(sample, chooseWithout(randomStream(seed, i), sample.rows, Math.floor(sample.rows / 2)))
    // Half of the rows may hold no case of interest.
    if (half.ofInterest === 0) continue
    const boxes = primTrajectory(half, options)
    const count = (of: 'coverage' | 'density', measure: (box: Box, total: number) => number, list: readonly Box[]) => {
      const aim = measure(box, sample.ofInterest)
      const away = (each: Box) => Math.abs(measure(each, half.ofInterest) - aim)
      const nearest = list.reduce((best, each) => (away(each) < away(best) ? each : best))
      for (const input of new Set(restrictionsOf(half.inputs, nearest.limits).map((restriction) => restriction.input)))
        stability[of][sample.inputs[input].name]++
    }
    // Of boxes that are equally near the densest, or the one that covers most.
    count('coverage', ({ k }, total) => k / total, boxes.toReversed())
    count('density', ({ k, n }) => k / n, boxes)
  }
  return stability
}
