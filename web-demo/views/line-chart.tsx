import { useId } from 'preact/hooks'
import { levelsBetween, scaleOf, short } from '../plot/scales.ts'
import { beginDrag } from './gesture.ts'

export interface Line {
  name: string
  values: Float64Array
  /** One of the chart colours of the style sheet. */
  colour: 'main' | 'second' | 'faint'
}

export interface LineChartProps {
  title: string
  unit: string
  times: Float64Array
  lines: Line[]
  /** The moment looked at, years. */
  time: number
  /** A moment worth marking. */
  mark?: { time: number; label: string }
  onTime(time: number): void
}

const WIDTH = 320
const HEIGHT = 150
const FRAME = { left: 46, right: 10, top: 10, bottom: 22 }
const INNER = { width: WIDTH - FRAME.left - FRAME.right, height: HEIGHT - FRAME.top - FRAME.bottom }

/** Quantities over time, with the values at one moment in words. */
export function LineChart({ title, unit, times, lines, time, mark, onTime }: LineChartProps) {
  const id = useId()
  const [start, end] = [times[0], times[times.length - 1]]
  const [lowest, highest] = extentOf(lines)
  const across = scaleOf({ from: start, to: end > start ? end : start + 1, spacing: 'linear' }, 5, true)
  const up = scaleOf({ from: lowest, to: highest, spacing: 'linear' }, 4)
  const x = (at: number) => FRAME.left + across.place(at) * INNER.width
  const y = (value: number) => FRAME.top + (1 - up.place(value)) * INNER.height
  const index = nearest(times, time)
  const toTime = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect()
    const share = (((event.clientX - left) / width) * WIDTH - FRAME.left) / INNER.width
    onTime(Math.min(end, Math.max(start, across.value(share))))
  }
  return (
    <figure class="chart">
      <figcaption id={id}>
        <strong>{title}</strong> <span class="unit">{unit}</span>
        <span class="values">
          {lines.map(({ name, values, colour }) => (
            <span key={name} class={`value ${colour}`}>
              {name} {short(values[index])}
            </span>
          ))}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-labelledby={id}
        onPointerMove={(event) => event.buttons === 1 && toTime(event)}
        onPointerDown={(event) => {
          beginDrag()
          toTime(event)
        }}
      >
        {up.ticks.map(({ value, label }) => (
          <g key={value}>
            <line class="grid" x1={FRAME.left} x2={WIDTH - FRAME.right} y1={y(value)} y2={y(value)} />
            <text class="tick" x={FRAME.left - 5} y={y(value)} dy="0.35em" text-anchor="end">
              {label}
            </text>
          </g>
        ))}
        {across.ticks.map(({ value, label }) => (
          <text key={value} class="tick" x={x(value)} y={HEIGHT - 6} text-anchor="middle">
            {label}
          </text>
        ))}
        {lowest < 0 && highest > 0 && <line class="zero" x1={FRAME.left} x2={WIDTH - FRAME.right} y1={y(0)} y2={y(0)} />}
        {[...lines].reverse().map(({ name, values, colour }) => (
          <path key={name} class={`line ${colour}`} d={pathOf(times, values, x, y)} />
        ))}
        {time >= start && time <= end && (
          <line class="moment-line" x1={x(time)} x2={x(time)} y1={FRAME.top} y2={FRAME.top + INNER.height} />
        )}
        {mark && (
          <g class="mark">
            <line x1={x(mark.time)} x2={x(mark.time)} y1={FRAME.top} y2={FRAME.top + INNER.height} />
            <text
              x={x(mark.time)}
              y={FRAME.top + 8}
              dx={across.place(mark.time) > 0.6 ? -4 : 4}
              text-anchor={across.place(mark.time) > 0.6 ? 'end' : 'start'}
            >
              {mark.label}
            </text>
          </g>
        )}
      </svg>
    </figure>
  )
}

function pathOf(times: Float64Array, values: Float64Array, x: (time: number) => number, y: (value: number) => number): string {
  let path = ''
  let isDown = false
  times.forEach((time, i) => {
    if (Number.isFinite(values[i])) path += `${isDown ? 'L' : 'M'}${x(time).toFixed(1)} ${y(values[i]).toFixed(1)}`
    isDown = Number.isFinite(values[i])
  })
  return path
}

/** From the lowest to the highest value, with room, and with 0 where that is near. */
function extentOf(lines: Line[]): [number, number] {
  let lowest = Infinity
  let highest = -Infinity
  for (const { values } of lines) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue
      lowest = Math.min(lowest, value)
      highest = Math.max(highest, value)
    }
  }
  if (!(lowest <= highest)) return [0, 1]
  if (lowest > 0 && lowest < highest / 2) lowest = 0
  const room = (highest - lowest || Math.abs(highest) || 1) * 0.06
  const [low, high] = [lowest === 0 ? 0 : lowest - room, highest + room]
  return levelsBetween(low, high, 2).length > 0 ? [low, high] : [low - room, high + room]
}

function nearest(times: Float64Array, time: number): number {
  const after = times.findIndex((at) => at >= time)
  if (after < 0) return times.length - 1
  return after > 0 && time - times[after - 1] < times[after] - time ? after - 1 : after
}
