import { signal } from '@preact/signals'
import type { SystemInput, SystemPath, SystemResult, System } from 'offcut/system'
import { startHost, type Host } from '../kit/host.ts'
import { createRunner, messageOf } from '../kit/run.ts'

/** An equilibrium, and what it is of. */
export interface Solved {
  system: System
  result: SystemResult
}

/** What is asked: a document as it is checked, a moment, a state of disruption. */
export interface Question {
  system: System
  time?: number
  state?: string
}

export const solved = signal<Solved | undefined>(undefined)
export const isSolving = signal(false)
/** Why the document has no equilibrium. */
export const failure = signal<string | undefined>(undefined)
/** The equilibrium of the document as it was opened: what changes are compared with. */
export const before = signal<SystemResult | undefined>(undefined)

export const course = createRunner<{ path: SystemPath; system: System }>()

let host: Host | undefined
let latest: Question | undefined

/** Solves the question, or a newer one: nothing queues, so that the picture follows the hand. */
export async function solve(question: Question): Promise<void> {
  latest = question
  if (isSolving.peek()) return
  isSolving.value = true
  let done: Question | undefined
  try {
    while (latest && done !== latest) {
      done = latest
      await solveOne(done)
    }
  } finally {
    isSolving.value = false
  }
}

async function solveOne({ system, time, state }: Question): Promise<void> {
  const { services, failed } = (host ??= startHost())
  try {
    const result = await Promise.race([services.solveSystem(system as unknown as SystemInput, optionsOf(time, state)), failed])
    solved.value = { system, result }
    failure.value = undefined
  } catch (error) {
    failure.value = messageOf(error)
  }
}

function optionsOf(time: number | undefined, state: string | undefined) {
  return { ...(time !== undefined && { time }), ...(state !== undefined && { state }) }
}

/** Solves a document once, apart from the others: the one that changes are compared with. */
export async function solveBefore(system: System): Promise<void> {
  before.value = undefined
  const { services } = (host ??= startHost())
  try {
    before.value = await services.solveSystem(system as unknown as SystemInput, {})
  } catch {
    // What has no equilibrium is said where it is shown; there is only nothing to compare with.
  }
}

/** Ends the threads: the panel is closed. */
export function endSolving(): void {
  latest = undefined
  host?.end()
  host = undefined
  isSolving.value = false
  course.stop()
}
