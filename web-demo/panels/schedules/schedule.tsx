import { INTERPOLATIONS } from 'offcut/forms'
import type { XyChart } from 'offcut/studies'
import { parameterInfo, horizonOf } from '../../state/fields.ts'
import { draft } from '../../state/scenario.ts'
import { Choice } from '../../views/field.tsx'
import { NumberBox, Row } from '../kit/fields.tsx'
import { problemAt, problemsBelow } from '../kit/problems.ts'
import { timeName } from '../kit/words.ts'
import { courseOf, entriesOf, type Edit, type Schedule } from './entries.ts'
import { PointEditor } from './point-editor.tsx'
import { text } from './words.ts'

/** The course of one parameter, as points on a chart. */
export function ScheduleForm({ schedule, path, edit }: { schedule: Schedule; path: string; edit: Edit<Schedule> }) {
  const words = text.value
  const { times, values, interpolation = 'step', scale = 1 } = schedule
  return (
    <>
      <PointEditor
        chart={chartOf(schedule)}
        times={times}
        values={values}
        onChange={(next) =>
          edit((now) => {
            const { times, values } = next(now)
            return { ...now, times: [...times], values: [...values] }
          })
        }
      />
      <Row>
        <Choice
          label={words.between}
          value={interpolation}
          options={INTERPOLATIONS.map((name) => ({ value: name, label: words[name] }))}
          onChange={(name) => edit((now) => ({ ...now, interpolation: name }))}
        />
        <NumberBox
          label={words.scale}
          value={scale}
          help={words.scaleHelp}
          problem={problemAt(`${path}.scale`)}
          onChange={(next) => edit((now) => ({ ...now, scale: next as number }))}
        />
      </Row>
      {problemsBelow(path, [`${path}.scale`]).map((text) => (
        <p key={text} class="problem">
          {text}
        </p>
      ))}
    </>
  )
}

function chartOf(schedule: Schedule): XyChart {
  const words = text.value
  const { parameter, times, values, scale = 1 } = schedule
  const { label, unit } = parameterInfo(parameter, draft.value)
  const { start, end } = horizonOf(draft.value)
  const entries = entriesOf(draft.value)
  // Points are of the course as it is drawn: before its scale, and without what multiplies it.
  const drawn =
    courseOf(draft.value, [{ ...schedule, scale: 1 }], parameter, times) ?? times.map((time, i): [number, number] => [time, values[i]])
  const whole = entries.length > 1 || scale !== 1 ? courseOf(draft.value, entries, parameter, times) : undefined
  const differs = whole?.some(([, value], i) => Math.abs(value - (drawn[i]?.[1] ?? NaN)) > 1e-9 * Math.abs(value))
  const outside = times.flatMap((time, i): [number, number][] => (time < start || time > end ? [[time, values[i]]] : []))
  return {
    kind: 'xy',
    title: words.scheduleOf(label),
    x: timeName(draft.value),
    y: unit ? `${label} (${unit})` : label,
    lines: [{ name: words.drawn, points: drawn }, ...(whole && differs ? [{ name: words.withOthers, points: whole, dashed: true }] : [])],
    // Points beyond the horizon are reached too.
    ...(outside.length > 0 && { dots: [{ name: words.drawn, points: outside }] }),
  }
}
