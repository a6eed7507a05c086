import { Step, type System } from './step.ts'

/** A system whose derivatives hold on one side of zero of some quantities, and that can change sides. */
export interface SwitchingSystem extends System {
  /** Changes to the sides on which the quantities are at a point. */
  switchSides(t: number, y: Float64Array): void
}

export type Outcome = 'reached' | 'tooManySteps' | 'leftRange'

export interface Integration {
  outcome: Outcome
  /** Time up to which the solution is known. */
  reached: number
  steps: number
  rejections: number
}

const MAX_STEPS = 50_000
const ORDER = 8
const SAFETY = 0.9
const MOST_GROWTH = 5
const MOST_SHRINKAGE = 0.2
const FIRST_SHARE = 1 / 16 // of the way to the first boundary
const BISECTIONS = 60

/**
 * Integrates from `start` through `boundaries` (increasing, the last is the end), with steps that no boundary and no change
 * of sides lies inside. `onStep` sees each accepted step; what it asks of a step does not change the next ones.
 */
export function integrate(
  system: SwitchingSystem, start: number, boundaries: readonly number[], y: Float64Array, tolerance: number,
  onStep: (step: Step) => void,
): Integration {
  const scratch = new Float64Array(system.components)
  // What rounding leaves of the times of the horizon; no step is shorter.
  const shortest = 1e-15 * Math.max(Math.abs(start), Math.abs(boundaries[boundaries.length - 1]))
  const step = new Step(system, tolerance, shortest)
  let steps = 0
  let rejections = 0
  let boundary = boundaries.findIndex((time) => time > start)
  system.switchSides(start, y)
  step.place(start, y)
  const end = (outcome: Outcome): Integration => ({ outcome, reached: step.start, steps, rejections })

  let length = boundary < 0 ? 0 : (boundaries[boundary] - start) * FIRST_SHARE
  let rejected = false
  while (boundary >= 0 && boundary < boundaries.length) {
    if (steps + rejections >= MAX_STEPS) return end('tooManySteps')
    const limit = boundaries[boundary]
    // A step that would leave a sliver takes it along.
    const arrives = step.start + 1.01 * length >= limit
    const error = step.attempt(arrives ? limit : step.start + length)
    const taken = step.end - step.start
    const change = error > 0 ? SAFETY * error ** (-1 / ORDER) : MOST_GROWTH
    if (!(error <= 1)) {
      rejections++
      rejected = true
      length = taken * (Number.isFinite(error) ? Math.max(MOST_SHRINKAGE, change) : MOST_SHRINKAGE)
      if (!(length > shortest)) return end('leftRange')
      continue
    }
    if (!step.consistentInside && step.consistentAtEnd && taken > 1e3 * shortest) {
      // Perhaps there and back within one step.
      rejections++
      rejected = true
      length = 0.5 * taken
      continue
    }
    const switches = !step.consistentAtEnd
    if (switches) step.attempt(firstBeyond(system, step, scratch))
    steps++
    onStep(step)
    // A step that a boundary cut short says nothing against its length.
    const grown = taken * Math.min(rejected ? 1 : MOST_GROWTH, change)
    length = Math.max(arrives ? Math.max(length, grown) : grown, shortest)
    rejected = false
    if (step.end === limit) boundary++
    step.accept()
    if (switches) {
      system.switchSides(step.start, step.from)
      step.restart()
    }
  }
  return end('reached')
}

/** The first time of a step, to rounding, at which a quantity is beyond its side of zero. */
function firstBeyond(system: SwitchingSystem, step: Step, scratch: Float64Array): number {
  const derivatives = new Float64Array(system.components)
  let before = step.start
  let after = step.end
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = 0.5 * (before + after)
    if (middle <= before || middle >= after) break
    if (system.derivatives(middle, step.at(middle, scratch), derivatives)) before = middle
    else after = middle
  }
  return after
}
