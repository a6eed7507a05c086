import { paths } from '../compute/paths.ts'
import { picture } from '../compute/surface.ts'
import { parameterInfo } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { scenario } from '../state/scenario.ts'
import { isDragging } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { outcome } from './outcome.ts'

/** The answer in words, and what the page is about. */
export function Headline() {
  const shown = picture.value
  const text = words.value.headline
  const names = shown?.axes.map(({ parameter }) => inSentence(parameterInfo(parameter, shown.scenario).label))
  return (
    <section class="headline" aria-label={text.inWords}>
      <p class="result" role="status" aria-busy={isDragging.value}>
        {paths.value ? outcome(paths.value) : ' '}
      </p>
      <p class="explanation">
        {scenario.value.name ? <strong>{sentenceCase(scenario.value.name)}. </strong> : null}
        {text.explanation}{' '}
        {shown &&
          names &&
          text.picture(
            inSentence(quantity(shown.metric, shown.scenario).label),
            text.behaviour[shown.scenario.dynamics.mode],
            names[0],
            names[1],
          )}
      </p>
    </section>
  )
}

/** A label inside a sentence: German nouns keep their capitals. */
export function inSentence(label: string): string {
  return words.value.lowersLabels ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
