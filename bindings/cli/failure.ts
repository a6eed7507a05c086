import { ArgumentError, OffcutError, ScenarioError } from '../errors.ts'

export const INTERRUPTED = 130

/** The user pressed Ctrl-C. */
export class Interrupted extends OffcutError {
  override get name(): string {
    return 'Interrupted'
  }
}

/** What to tell the user, and the exit code. */
export function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof Interrupted) return { message: error.message, exitCode: INTERRUPTED }
  if (error instanceof ScenarioError || error instanceof ArgumentError) return { message: error.message, exitCode: 2 }
  if (error instanceof OffcutError || isSystemError(error)) return { message: error.message, exitCode: 1 }
  // Anything else is a fault of this program: the trace is what a report needs.
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 }
}

/** A full disk, a missing permission: the message says it all. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

/** A signal that aborts on the first Ctrl-C; a second one ends the process at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort(new Interrupted('interrupted')))
  return controller.signal
}
