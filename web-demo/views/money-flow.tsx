import { flowOf } from '../compute/flow.ts'
import { current } from '../compute/point.ts'
import { naming } from '../state/scenario.ts'
import { shown, shownWithUnit, unitWords } from '../state/units.ts'
import { isByLevel, time } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { percent } from '../texts/numbers.ts'
import { momentInSentence } from './moment-text.ts'

/** Where one unit of waste goes at the moment looked at, and what that costs or brings in. */
export function MoneyFlow() {
  const text = words.value.flow
  const point = current.value
  if (!point) return <section class="flow" aria-hidden="true" />
  const flow = flowOf(point)
  const own = naming.value
  const money = (value: number) => shownWithUnit(value, 'money', own)
  const signed = (value: number) => (value > 0 ? `+${money(value)}` : money(value))
  const [cost, gain] = [flow.disposal, flow.net]
  return (
    <section class="flow" aria-label={title()}>
      <p class="flow-title">{title()}</p>
      <div class="flow-body">
        <div class="flow-bar" aria-hidden="true">
          <span class="part disposed" style={{ flexGrow: 1 - flow.level }} />
          <span class="part recycled" style={{ flexGrow: flow.level }} />
        </div>
        <dl class="flow-parts">
          <div class="disposed" style={{ flexGrow: share(1 - flow.level) }}>
            <dt>
              <i class="key" /> {percent(1 - flow.level)} {text.disposed}
            </dt>
            <dd>
              <b class={cost > 0 ? 'loss' : 'gain'}>{signed(-cost)}</b>
            </dd>
          </div>
          <div class="recycled" style={{ flexGrow: share(flow.level) }}>
            <dt>
              <i class="key" /> {percent(flow.level)} {text.recycled}
            </dt>
            <dd>
              <b class={gain < 0 ? 'loss' : 'gain'}>{signed(gain)}</b>{' '}
              <span class="unit">
                = {shown(flow.sales, 'money')} − {shown(flow.processing, 'money')}
              </span>
            </dd>
          </div>
        </dl>
      </div>
      <p class="flow-sum">
        <span>{text.worth}</span> <b class={flow.average < 0 ? 'loss' : 'gain'}>{signed(flow.average)}</b>{' '}
        <span class="unit">
          {text.ofYear(shownWithUnit(flow.waste, 'waste/year', own), shownWithUnit(flow.average * flow.waste, 'money/year', own))}
        </span>
      </p>
    </section>
  )

  function title(): string {
    const moment = isByLevel.value ? text.atLevel(percent(flow.level)) : momentInSentence(time.value, own)
    return text.title(own.units?.waste ? unitWords('waste', own) : words.value.oneUnit, moment)
  }
}

/** A part's words need room however small the part is. */
function share(part: number): number {
  return 0.35 + part
}
