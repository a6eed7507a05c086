import { ArgumentError, OffcutError, ScenarioError } from '../errors.ts'
import type { Status } from '../model/layout.ts'
import { isSystemError } from '../files/store/file.ts'
import { Interrupted } from './signals.ts'

/** What to tell the user, if anything, and the exit code. */
export function explain(error: unknown): { message: string; exitCode: number } {
  if (error instanceof Interrupted) return { message: '', exitCode: error.exitCode }
  if (error instanceof ScenarioError || error instanceof ArgumentError) return { message: error.message, exitCode: 2 }
  // What the system says, of a lost terminal for one, is for the user too.
  if (error instanceof OffcutError || isSystemError(error)) return { message: error.message, exitCode: 1 }
  // Anything else is a fault of this program: the trace is what a report needs.
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 }
}

export function isClosedPipe(error: unknown): boolean {
  return isSystemError(error) && error.code === 'EPIPE'
}

const FAILURES: Partial<Record<Status, string>> = {
  notConverged: 'the computation did not converge; do not rely on the numbers',
  domainError: 'the numbers leave the range of arithmetic; do not rely on them',
}

/** Where a result that is printed has failed numerically, says so on standard error and lets the process exit with 1. */
export function reportStatus(status: Status): void {
  const meaning = FAILURES[status]
  if (meaning !== undefined) fail(`status ${status}: ${meaning}`)
}

/** The same for a sweep of which no point is of use. */
export function reportPoints({ points, failed }: { points: number; failed: number }): void {
  if (points > 0 && failed === points) fail('every point failed: their status is notConverged or domainError; do not rely on the numbers')
}

function fail(message: string): void {
  process.stderr.write(`offcut: ${message}\n`)
  process.exitCode = 1
}
