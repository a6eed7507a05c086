import { useId, useRef, useState } from 'preact/hooks'
import { drawChart, scalesOf, type XyChart } from 'offcut/studies'
import { known } from '../../known.ts'
import { short, shortTime } from '../../texts/numbers.ts'
import { beginDrag, keyStep } from '../../views/gesture.ts'
import { NumberInput } from '../../views/number-input.tsx'
import { pageLook } from '../kit/look.ts'
import { useWidth } from '../kit/width.ts'
import { added, moved, removed, stepOf, type Plane, type Points } from './points.ts'
import { text } from './words.ts'

interface PointEditorProps extends Points {
  chart: XyChart
  /** Takes what becomes of the points as they are by now: they may not have been drawn since. */
  onChange(next: (now: Points) => Points): void
}

const MOVES: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

/** A schedule drawn as points: they are dragged, or moved by the arrow keys; a click on the plane adds one, Delete removes one. */
export function PointEditor({ chart, times, values, onChange }: PointEditorProps) {
  const words = text.value
  const { element, width } = useWidth<HTMLDivElement>(560)
  const svg = useRef<SVGSVGElement>(null)
  // While a point is dragged the axes stay, or it would run away from the hand.
  const [held, setHeld] = useState<XyChart['ends']>()
  const look = pageLook(width, true)
  const shown: XyChart = held ? { ...chart, ends: held } : chart
  const { x, y } = scalesOf(shown, look)
  const plane: Plane = { x: [x.low, x.high], y: [y.low, y.high] }
  const placeOf = (event: PointerEvent | MouseEvent): [number, number] => {
    const { left, top } = known(svg.current).getBoundingClientRect()
    return [inverse(x, event.clientX - left), inverse(y, event.clientY - top)]
  }
  const drag = (index: number) => (event: PointerEvent) => {
    event.stopPropagation()
    beginDrag()
    setHeld(plane)
    const handle = event.currentTarget as SVGElement
    handle.setPointerCapture(event.pointerId)
    const follow = (move: PointerEvent) => onChange((now) => moved(now, index, ...placeOf(move), plane))
    const end = () => {
      setHeld(undefined)
      handle.removeEventListener('pointermove', follow)
      handle.removeEventListener('lostpointercapture', end)
    }
    handle.addEventListener('pointermove', follow)
    handle.addEventListener('lostpointercapture', end)
  }
  const key = (index: number) => (event: KeyboardEvent) => {
    const factor = event.shiftKey ? 10 : 1
    const move = MOVES[event.key]
    if (move) {
      keyStep()
      const [right, up] = [factor * move[0] * stepOf(plane.x), factor * move[1] * stepOf(plane.y)]
      // Two keys may come before the next drawing: the second goes on from what the first has made.
      onChange((now) => (index in now.times ? moved(now, index, now.times[index] + right, now.values[index] + up, plane) : now))
    } else if (event.key === 'Delete' || event.key === 'Backspace') onChange((now) => removed(now, index))
    else if (event.key === '+' || event.key === 'Insert') addAfter(index)
    else return
    event.preventDefault()
  }
  const addAt = (time: number, value: number) => onChange((now) => added(now, time, value, plane))
  const addAfter = (index: number) =>
    onChange((now) => {
      const next = index + 1 < now.times.length ? index + 1 : index
      const time = next === index ? now.times[index] + 5 * stepOf(plane.x) : (now.times[index] + now.times[next]) / 2
      return added(now, time, (now.values[index] + now.values[next]) / 2, plane)
    })
  return (
    <div class="point-editor">
      <div class="drawing" ref={element}>
        <div aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawChart(shown, look) }} />
        <svg
          ref={svg}
          class="handles"
          width={width}
          height={360}
          role="group"
          aria-label={words.pointsOf(chart.title)}
          onClick={(event) => event.target === event.currentTarget && addAt(...placeOf(event))}
        >
          {times.map((time, i) => (
            <circle
              key={i}
              cx={x.at(time)}
              cy={y.at(values[i])}
              r={8}
              tabindex={0}
              role="slider"
              aria-label={words.point(String(i + 1), String(times.length))}
              aria-valuenow={values[i]}
              aria-valuetext={`${shortTime(time)}: ${short(values[i])}`}
              onPointerDown={drag(i)}
              onKeyDown={key(i)}
            />
          ))}
        </svg>
      </div>
      <p class="help">{words.pointHelp}</p>
      <details class="as-numbers">
        <summary>{words.asNumbers}</summary>
        <Numbers times={times} values={values} time={chart.x} onChange={onChange} />
      </details>
      <p class="chart-actions">
        <button type="button" onClick={() => addAfter(times.length - 1)}>
          {words.addPoint}
        </button>
      </p>
    </div>
  )
}

function inverse({ low, high, at }: { low: number; high: number; at(value: number): number }, place: number): number {
  return low + ((place - at(low)) / (at(high) - at(low))) * (high - low)
}

/** The points as numbers, exactly as they stand in the file. */
function Numbers({ times, values, time, onChange }: Points & { time: string; onChange: PointEditorProps['onChange'] }) {
  const words = text.value
  const set = (list: readonly number[], index: number, value: number | null) =>
    list.map((own, i) => (i === index ? (value as number) : own))
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{time}</th>
          <th scope="col">{words.value}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {times.map((own, i) => (
          <tr key={i}>
            <td>
              <Cell
                label={words.timeOf(String(i + 1))}
                value={own}
                onChange={(next) => onChange((now) => ({ ...now, times: set(now.times, i, next) }))}
              />
            </td>
            <td>
              <Cell
                label={words.valueOf(String(i + 1))}
                value={values[i]}
                onChange={(next) => onChange((now) => ({ ...now, values: set(now.values, i, next) }))}
              />
            </td>
            <td>
              <button
                type="button"
                aria-label={words.removePoint(String(i + 1))}
                disabled={times.length === 1}
                onClick={() => onChange((now) => removed(now, i))}
              >
                ✕
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ label, value, onChange }: { label: string; value: number; onChange(value: number | null): void }) {
  const id = useId()
  return (
    <>
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      <NumberInput id={id} value={value ?? NaN} onChange={onChange} />
    </>
  )
}
