import { signal } from '@preact/signals'

/** A scenario kept beside the current one, as what differs from a preset. */
export interface Pin {
  /** Of a pin that nobody has named its number alone, which every language has a word before. */
  name: string
  fragment: string
}

export const MOST_PINS = 4

/** Scenarios to compare with; the first one is the baseline, which charts and map show as a ghost. */
export const pins = signal<readonly Pin[]>([])

export function addPin(pin: Pin): void {
  if (pins.value.length < MOST_PINS) pins.value = [...pins.value, pin]
}

export function removePin(index: number): void {
  pins.value = pins.value.filter((_, i) => i !== index)
}

export function renamePin(index: number, name: string): void {
  pins.value = pins.value.map((pin, i) => (i === index ? { ...pin, name } : pin))
}

export function makeBaseline(index: number): void {
  const pin = pins.value[index]
  pins.value = [pin, ...pins.value.filter((other) => other !== pin)]
}
