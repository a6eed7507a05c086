import { signal } from '@preact/signals'

/** Something that failed while computing; undefined while all is well. */
export const failure = signal<string | undefined>(undefined)

/** Shows an error, unless it only says that something newer was wanted. */
export function report(error: unknown): void {
  if (isSuperseded(error)) return
  failure.value = error instanceof Error ? error.message : String(error)
}

export function isSuperseded(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
