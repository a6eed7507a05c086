import { signal } from '@preact/signals'

export const STEPS = [1, 2, 3] as const
export type Step = (typeof STEPS)[number]

/** The step of the guided start that the page is at; undefined where there is no guide. */
export const guideStep = signal<Step | undefined>(undefined)

const KEY = 'offcut-guide'

export function toStep(text: string | null): Step | undefined {
  return STEPS.find((step) => String(step) === text)
}

/** Whether the guide has been seen to its end, or skipped. */
export function isGuideDone(): boolean {
  try {
    return localStorage.getItem(KEY) === 'done'
  } catch {
    return false
  }
}

/** Ends the guide, and does not offer it again. */
export function endGuide(): void {
  guideStep.value = undefined
  try {
    localStorage.setItem(KEY, 'done')
  } catch {
    // Storage may be forbidden; the guide is then offered again.
  }
}
