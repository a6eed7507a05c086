import { batch } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { paths } from '../compute/paths.ts'
import { endGuide, guideStep, STEPS, type Step } from '../state/guide.ts'
import { horizonOf } from '../state/fields.ts'
import { scenario } from '../state/scenario.ts'
import { time } from '../state/view.ts'
import { words } from '../texts/index.ts'

/** What each step points at. */
const TARGETS: Record<Step, string> = { 1: '.flow', 2: '.moment', 3: '.advantage' }

/** Three steps from waste that costs to a transition that pays. Each sets the moment and points at one thing. */
export function Guide() {
  const step = guideStep.value
  useEffect(() => {
    const target = step && document.querySelector(TARGETS[step])
    target?.classList.add('pointed-at')
    return () => target?.classList.remove('pointed-at')
  }, [step])
  if (step === undefined) return null
  const text = words.value.guide
  const { title, text: sentence } = text.steps[step]
  const last = STEPS.length as Step
  // A second key may come before the first one's step is drawn.
  const move = (by: -1 | 1) => go(STEPS[STEPS.indexOf(guideStep.peek() ?? step) + by] ?? step)
  return (
    <section class="guide" aria-label={text.label}>
      <p role="status">
        <span class="guide-step">{text.step(String(step), String(last))}</span> <strong>{/\?$/.test(title) ? title : `${title}.`}</strong>{' '}
        {sentence}
      </p>
      <div class="guide-buttons">
        {step > 1 && (
          <button type="button" onClick={() => move(-1)}>
            {text.back}
          </button>
        )}
        {step < last ? (
          <>
            <button type="button" class="primary" onClick={() => move(1)}>
              {text.next}
            </button>
            <button type="button" class="quiet" onClick={endGuide}>
              {text.skip}
            </button>
          </>
        ) : (
          <button type="button" class="primary" onClick={endGuide}>
            {text.done}
          </button>
        )}
      </div>
    </section>
  )
}

/** Goes to a step and shows what it points at, which may be below the fold. */
export function go(step: Step): void {
  enter(step)
  requestAnimationFrame(() =>
    document.querySelector(TARGETS[step])?.scrollIntoView({ block: 'nearest', behavior: prefersStill() ? 'auto' : 'smooth' }),
  )
}

/** Goes to a step, and to the moment that it is about. */
export function enter(step: Step): void {
  const { start, end } = horizonOf(scenario.value)
  const payback = paths.value?.path.payback
  batch(() => {
    time.value = step === 1 ? start : step === 2 ? end : rounded(payback ?? (start + end) / 2)
    guideStep.value = step
  })
}

/** A moment as its field shows it in full: up to the next hundredth of a unit of time. */
function rounded(moment: number): number {
  return Number((Math.ceil(100 * moment) / 100).toPrecision(12))
}

function prefersStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
