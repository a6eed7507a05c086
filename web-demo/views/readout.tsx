import { current, hovered, type Point } from '../compute/point.ts'
import { short, shortTime } from '../plot/scales.ts'
import { isTime, parameterInfo } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { scenario } from '../state/scenario.ts'
import { axes } from '../state/view.ts'

/** Every value at the current point, or at the point under the pointer or the cross-hair. */
export function Readout() {
  const point = hovered.value ?? current.value
  if (!point) return <section class="readout" aria-label="Values" />
  const { place, values, status } = point
  return (
    <section class="readout" aria-label="Values">
      <h2>{hovered.value ? 'At the cross-hair' : 'This scenario'}</h2>
      <dl class="where">
        {[place.x, place.y].map((value, i) => (
          <Entry
            key={i}
            {...parameterInfo(axes.value[i].parameter, scenario.value)}
            value={isTime(axes.value[i].parameter) ? shortTime(value) : short(value)}
          />
        ))}
      </dl>
      <dl>
        {[...values]
          .filter(([name]) => !name.startsWith('regime['))
          .map(([name, value]) => (
            <Entry key={name} {...quantity(name, scenario.value)} value={short(value)} note={noteOn(point, name)} />
          ))}
      </dl>
      {status !== 'ok' && status !== 'atBound' && <p class="problem">No reliable result here: {status}.</p>}
      <p class="visually-hidden" role="status">
        {hovered.value && spoken(hovered.value)}
      </p>
    </section>
  )
}

function Entry({ label, unit, help, value, note }: { label: string; unit: string; help: string; value: string; note?: string }) {
  return (
    <div title={help}>
      <dt>{label}</dt>
      <dd>
        {value} <span class="unit">{note ?? unit}</span>
      </dd>
    </div>
  )
}

/** Says where a bound holds a resource back. */
function noteOn({ regimes }: Point, name: string): string | undefined {
  const regime = regimes[Number(/^factors\[(\d)\]$/.exec(name)?.[1])]
  return regime === 'lower' || regime === 'upper' ? `units/year, at its ${regime} bound` : undefined
}

function spoken({ place, values }: Point): string {
  const where = axes.value.map(
    ({ parameter }, i) => `${parameterInfo(parameter, scenario.value).label} ${short(i === 0 ? place.x : place.y)}`,
  )
  return `${where.join(', ')}: profit ${short(values.get('profit')!)}`
}
