import { paths } from '../compute/paths.ts'
import { picture } from '../compute/surface.ts'
import { parameterInfo } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { scenario } from '../state/scenario.ts'
import { isDragging } from '../state/view.ts'
import { outcome } from './outcome.ts'

/** What the picture shows, in words. */
export function Headline() {
  const shown = picture.value
  const names = shown?.axes.map(({ parameter }) => parameterInfo(parameter, shown.scenario).label.toLowerCase())
  return (
    <section class="headline" aria-label="In words">
      <p class="result" role="status" aria-busy={isDragging.value}>
        {paths.value ? outcome(paths.value) : ' '}
      </p>
      <p class="explanation">
        {scenario.value.name ? <strong>{sentenceCase(scenario.value.name)}. </strong> : null}
        An enterprise makes a product and, with it, waste. Waste costs money to dispose of, until recycling turns it into a second product.
        {shown && names && (
          <>
            {' '}
            The picture shows the {quantity(shown.metric, shown.scenario).label.toLowerCase()} of an enterprise{' '}
            {BEHAVIOUR[shown.scenario.dynamics.mode]}, for each {names[0]} (to the right) and {names[1]} (upwards). Drag any slider and
            watch it move.
          </>
        )}
      </p>
    </section>
  )
}

const BEHAVIOUR = {
  optimum: 'that always picks its most profitable size',
  adjustment: 'whose resources follow their most profitable size slowly',
  capitalisation: 'that buys its resources out of its own profit',
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
