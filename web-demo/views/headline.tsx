import { paths } from '../compute/paths.ts'
import { isDragging } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { showPanel } from './show-panel.ts'
import { comparison, outcome, shortOutcome } from './outcome.ts'

/** The answer in words, and what the page is about. */
export function Headline() {
  const text = words.value.headline
  const shown = paths.value
  return (
    <section class="headline" aria-label={text.inWords}>
      <p class="explanation">{text.explanation}</p>
      <p class="result" role="status" aria-busy={isDragging.value}>
        {shown ? outcome(shown) : ' '}
      </p>
      <p class="comparison">
        <span>{shown && comparison(shown)}</span>
        <button type="button" class="primary" onClick={() => showPanel('own')}>
          {text.ownNumbers}
        </button>
      </p>
    </section>
  )
}

/** The answer in one line, which a narrow page keeps in sight. */
export function StickyAnswer() {
  return (
    <p class="sticky-answer" aria-hidden="true">
      {paths.value && shortOutcome(paths.value)}
    </p>
  )
}
