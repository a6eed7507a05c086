import { signal } from '@preact/signals'
import type { Scenario, TimePath } from 'offcut'
import { withAt } from '../state/tree.ts'
import { startedEngine } from './engine.ts'
import { report } from '../state/failure.ts'
import { takeTogether } from './together.ts'

/** The scenario over its horizon, and the same enterprise whose level stays where it starts. */
export interface Paths {
  scenario: Scenario
  path: TimePath
  unchanged: TimePath
}

export const paths = signal<Paths | undefined>(undefined)

let latest: Scenario | undefined
let isRunning = false

/** Computes the paths of the scenario, or of a newer one: nothing queues. */
export async function followPaths(scenario: Scenario): Promise<void> {
  latest = scenario
  if (isRunning) return
  isRunning = true
  try {
    let done: Scenario | undefined
    while (latest && done !== latest) {
      done = latest
      await takeTogether(pathsOf(done), (next) => (paths.value = next))
    }
  } catch (error) {
    report(error)
  } finally {
    isRunning = false
  }
}

/** More than a chart can show; what is of the whole path does not depend on it. */
const MOST_SAMPLES = 1001

export async function pathsOf(scenario: Scenario): Promise<Paths> {
  const { horizon } = scenario
  const shown = horizon ? { ...scenario, horizon: { ...horizon, samples: Math.min(horizon.samples, MOST_SAMPLES) } } : scenario
  const path = await startedEngine().path(shown)
  const [level] = path.columns.level
  const unchanged = await startedEngine().path(withAt(shown, 'transformation', { law: 'constant', level }))
  return { scenario: shown, path, unchanged }
}
