import { signal } from '@preact/signals'

/** The time under the pointer, on any chart: all charts read their values there. */
export const pointedTime = signal<number | undefined>(undefined)
