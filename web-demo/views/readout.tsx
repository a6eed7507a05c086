import { current, hovered, type Point } from '../compute/point.ts'
import { parameterInfo, type Info } from '../state/fields.ts'
import { quantity } from '../state/quantities.ts'
import { scenario } from '../state/scenario.ts'
import { shown } from '../state/units.ts'
import { axes } from '../state/view.ts'
import { words } from '../texts/index.ts'

/** Every value at the current point, or at the point under the pointer or the cross-hair. */
export function Readout() {
  const point = hovered.value ?? current.value
  if (!point) return <section class="readout" aria-label={words.value.readout.title} />
  const { place, values, status } = point
  const text = words.value.readout
  return (
    <section class="readout" aria-label={words.value.readout.title}>
      <h2>{hovered.value ? text.crosshair : text.here}</h2>
      <dl class="where">
        {[place.x, place.y].map((value, i) => (
          <Entry key={i} info={parameterInfo(axes.value[i].parameter, scenario.value)} value={value} />
        ))}
      </dl>
      <dl>
        {[...values]
          .filter(([name]) => !name.startsWith('regime['))
          .map(([name, value]) => (
            <Entry key={name} info={quantity(name, scenario.value)} value={value} note={noteOn(point, name)} />
          ))}
      </dl>
      {status !== 'ok' && status !== 'atBound' && <p class="problem">{text.unreliable(words.value.statuses[status])}</p>}
      <p class="visually-hidden" role="status">
        {hovered.value && spoken(hovered.value)}
      </p>
    </section>
  )
}

function Entry({ info, value, note }: { info: Info; value: number; note?: string }) {
  const { label, kind, unit, help } = info
  return (
    <div title={help}>
      <dt>{label}</dt>
      <dd>
        {shown(value, kind)} <span class="unit">{note ? `${unit}, ${note}` : unit}</span>
      </dd>
    </div>
  )
}

/** Says where a bound holds a resource back. */
function noteOn({ regimes }: Point, name: string): string | undefined {
  const regime = regimes[Number(/^factors\[(\d)\]$/.exec(name)?.[1])]
  return regime && (words.value.regimes[regime] || undefined)
}

function spoken({ place, values }: Point): string {
  const where = axes.value.map(({ parameter }, i) => {
    const { label, kind, unit } = parameterInfo(parameter, scenario.value)
    return `${label} ${shown(i === 0 ? place.x : place.y, kind)} ${unit}`
  })
  return words.value.readout.spoken(where.join(', '), shown(values.get('profit')!, 'money/year'))
}
