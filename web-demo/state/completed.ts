import type { ScenarioInput } from 'offcut'
import { withPictureAxes } from './axes.ts'
import { hasForm } from './form.ts'

/** A scenario as the page needs it: with a law, a horizon and two axes. What is there already stays as it is. */
export function completed(scenario: ScenarioInput): ScenarioInput {
  const { transformation = { law: 'constant', level: 0 }, horizon = { start: 0, end: 10, samples: 101 } } = scenario
  const whole = { ...scenario, transformation, horizon }
  return hasForm(whole) ? withPictureAxes(whole) : whole
}
