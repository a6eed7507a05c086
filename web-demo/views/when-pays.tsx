import { batch, signal } from '@preact/signals'
import { known } from '../known.ts'
import { report } from '../state/failure.ts'
import { defaultAxis, isOfOneParameter, sweepAxis } from '../state/axes.ts'
import { change, draft, scenario } from '../state/scenario.ts'
import { metric, plot } from '../state/view.ts'
import { words } from '../texts/index.ts'

/** Numbers of the transition itself; those of the whole enterprise would outweigh them. */
const OF_TRANSITION = /^(waste|recycling|investment|discountRate)/

const isBusy = signal(false)

/** Shows payback over the two numbers that matter most. */
export function WhenPaysButton() {
  const { whenPays, whenPaysHelp, wait } = words.value.deciding
  return (
    <button type="button" class="primary" title={whenPaysHelp} disabled={isBusy.value} onClick={showPayback}>
      {isBusy.value ? wait : whenPays}
    </button>
  )
}

async function showPayback(): Promise<void> {
  isBusy.value = true
  try {
    const { effectsOf } = await import('../compute/matters.ts')
    const effects = await effectsOf(scenario.value)
    const [first, second] = effects.map(({ parameter }) => parameter).filter((path) => OF_TRANSITION.test(path))
    batch(() => {
      metric.value = 'payback'
      plot.value = 'map'
      // Where nothing moves the answer, the axes stay as they are.
      if (second === undefined) return
      const rest = known(draft.value.sweep).axes.filter(isOfOneParameter).slice(2)
      const axes = [first, second].map((parameter) => sweepAxis(defaultAxis(parameter, draft.value)))
      change({ ...draft.value, sweep: { ...draft.value.sweep, axes: [...axes, ...rest] } })
    })
    document.querySelector('.picture')?.scrollIntoView({ block: 'nearest' })
  } catch (error) {
    report(error)
  } finally {
    isBusy.value = false
  }
}
