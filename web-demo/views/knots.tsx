import { draft, change } from '../state/scenario.ts'
import { fieldWords } from './field-words.ts'
import { NumberField, ProblemsAt } from './field.tsx'

/** The knots of a table law: a time and a level each. */
export function KnotFields() {
  const { point, removePoint, remove, addPoint } = fieldWords.value
  const law = draft.value.transformation
  if (law?.law !== 'table') return null
  const { times, levels } = law
  const setKnots = (nextTimes: number[], nextLevels: number[]) =>
    change({ ...draft.value, transformation: { law: 'table', times: nextTimes, levels: nextLevels } })
  const add = () => {
    const last = times.length - 1
    const step = last > 0 ? times[last] - times[last - 1] : 1
    setKnots([...times, times[last] + step], [...levels, levels[last]])
  }
  return (
    <>
      {times.map((_, i) => (
        <fieldset key={i} class="knot">
          <legend>{point(String(i + 1))}</legend>
          <NumberField path={`transformation.times[${i}]`} />
          <NumberField path={`transformation.levels[${i}]`} />
          {times.length > 1 && (
            <button
              type="button"
              aria-label={removePoint(String(i + 1))}
              onClick={() =>
                setKnots(
                  times.filter((_, k) => k !== i),
                  levels.filter((_, k) => k !== i),
                )
              }
            >
              {remove}
            </button>
          )}
        </fieldset>
      ))}
      <ProblemsAt path="transformation.levels" />
      <button type="button" onClick={add}>
        {addPoint}
      </button>
    </>
  )
}
