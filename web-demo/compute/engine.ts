import { batch, signal } from '@preact/signals'
import { createEngine, type Engine, type EngineInfo } from 'offcut'
import { report } from '../state/failure.ts'

/** What computes, once it has started: in the page's thread for the first picture, then with workers. */
export const engine = signal<Engine | undefined>(undefined)

/** What runs for good; undefined until the first picture is drawn. */
export const engineInfo = signal<EngineInfo | undefined>(undefined)

/** The engine, for what is only asked for once it has started. */
export function startedEngine(): Engine {
  if (!engine.value) throw new Error('the engine has not started')
  return engine.value
}

/** Starts what the first picture needs. */
export async function startEngine(): Promise<void> {
  try {
    engine.value = await createEngine({ workers: 0 })
  } catch (error) {
    report(error)
  }
}

/** Brings the workers, which a first picture would wait for. The engine before is left to finish what it computes. */
export async function addWorkers(): Promise<void> {
  try {
    const whole = await createEngine()
    batch(() => {
      engine.value = whole
      engineInfo.value = whole.info
    })
  } catch (error) {
    report(error)
  }
}
