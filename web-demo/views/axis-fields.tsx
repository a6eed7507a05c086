import { useId } from 'preact/hooks'
import { known } from '../known.ts'
import { axisParameters, defaultAxis, pictureAxes, isOfOneParameter, sweepAxis, type Axis } from '../state/axes.ts'
import { parameterInfo } from '../state/fields.ts'
import { change, draft } from '../state/scenario.ts'
import { shownTimes } from '../state/units.ts'
import { ProblemsAt } from './field.tsx'
import { fieldWords } from './field-words.ts'
import { NumberInput } from './number-input.tsx'

/** What the picture's two axes vary, and over which range. */
export default function AxesFields() {
  return (
    <div class="axes-fields">
      <AxisFields index={0} />
      <AxisFields index={1} />
    </div>
  )
}

function AxisFields({ index }: { index: 0 | 1 }) {
  const id = useId()
  const text = fieldWords.value
  const axes = pictureAxes(draft.value)
  const axis = axes[index]
  const set = (next: Axis) => replaceAxis(index, next)
  const times = shownTimes(parameterInfo(axis.parameter, draft.value).kind)
  const path = `sweep.axes[${index}]`
  return (
    <fieldset>
      <legend>{index === 0 ? text.toTheRight : text.upwards}</legend>
      <label for={id}>{text.parameter}</label>
      <select id={id} value={axis.parameter} onChange={(event) => chooseParameter(index, event.currentTarget.value)}>
        {axisParameters(draft.value).map((parameter) => (
          <option key={parameter} value={parameter}>
            {parameterInfo(parameter, draft.value).label}
          </option>
        ))}
      </select>
      <End label={text.from} times={times} value={axis.from} onChange={(from) => set({ ...axis, from })} />
      <End label={text.to} times={times} value={axis.to} onChange={(to) => set({ ...axis, to })} />
      <label class="check">
        <input
          type="checkbox"
          checked={axis.spacing === 'log'}
          onChange={(event) => set({ ...axis, spacing: event.currentTarget.checked ? 'log' : 'linear' })}
        />
        {text.logarithmic}
      </label>
      {['', '.parameter', '.from', '.to', '.spacing'].map((key) => (
        <ProblemsAt key={key} path={path + key} />
      ))}
    </fieldset>
  )
}

function End({ label, times, value, onChange }: { label: string; times: 1 | 100; value: number; onChange(value: number): void }) {
  const id = useId()
  return (
    <>
      <label for={id}>{label}</label>
      <NumberInput id={id} times={times} value={value} onChange={(next) => onChange(next ?? NaN)} />
    </>
  )
}

function replaceAxis(index: 0 | 1, axis: Axis): void {
  const list = known(draft.value.sweep)
    .axes.filter(isOfOneParameter)
    .map((own, i) => (i === index ? sweepAxis(axis, 'points' in own ? own.points : own.values.length) : own))
  change({ ...draft.value, sweep: { ...draft.value.sweep, axes: list } })
}

/** A parameter that the other axis has already changes places with this one's. */
function chooseParameter(index: 0 | 1, parameter: string): void {
  const axes = known(draft.value.sweep).axes.filter(isOfOneParameter)
  const [first, second, ...rest] = axes
  const other = axes[1 - index].parameter
  // The level overrides the law: time, and the law's own numbers, cannot vary beside it.
  const clash = (a: string, b: string) => a === 'level' && (b === 'time' || b.startsWith('transformation.'))
  if (other === parameter) {
    change({ ...draft.value, sweep: { ...draft.value.sweep, axes: [second, first, ...rest] } })
    return
  }
  const list = [first, second]
  list[index] = sweepAxis(defaultAxis(parameter, draft.value))
  if (clash(parameter, other) || clash(other, parameter)) list[1 - index] = sweepAxis(defaultAxis('waste.disposalCost', draft.value))
  change({ ...draft.value, sweep: { ...draft.value.sweep, axes: [...list, ...rest] } })
}
