import type { RefObject, VNode } from 'preact'
import { useId, useRef } from 'preact/hooks'
import type { Unit } from 'offcut/forms'
import { known } from '../known.ts'
import { areaPath, bandPath, chartOf, extentOf, linePath, valueAtTime, type Chart, type Values } from '../plot/chart.ts'
import { overlays, type ChartName, type Overlay } from '../state/overlays.ts'
import { pointedTime } from '../state/pointed.ts'
import { naming } from '../state/scenario.ts'
import { shown, shownWithUnit, unitWords } from '../state/units.ts'
import { isDragging, time } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { ChartTable } from './chart-table.tsx'
import { useIsSeen, useSize } from './element-size.ts'
import { beginDrag, keyStep } from './gesture.ts'

export interface Line {
  name: string
  values: Values
  /** One of the chart colours of the style sheet. */
  colour: 'main' | 'second' | 'faint' | 'ghost'
}

/** A place worth marking: with a value a point of the line, else a time. */
export interface Mark {
  time: number
  value?: number
  label: string
  kind?: 'bad' | 'good'
  /** Where its label goes: below a trough and the line's way up from it nothing is drawn. Default above. */
  side?: 'below'
}

export interface LineChartProps {
  name: ChartName
  title: string
  kind: Unit
  /** Which resource the unit is of. */
  factor?: number
  times: Values
  lines: Line[]
  marks?: readonly Mark[]
  /** Whether it is the chart that decides: larger, with the areas below and above zero in colours of their own. */
  isDeciding?: boolean
}

/** Quantities over time. The pointer and the arrow keys read values; a click, a drag or a key moves the moment. */
export function LineChart(props: LineChartProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box, props.isDeciding ? { width: 520, height: 380 } : { width: 320, height: 150 })
  const isSeen = useIsSeen(box)
  const drawn = useRef<VNode | undefined>(undefined)
  const held = useRef<Held>({})
  // What is out of sight waits for the end of a drag.
  if (isSeen || !isDragging.value || !drawn.current) drawn.current = figureOf(props, id, box, size, held.current)
  return drawn.current
}

interface Held {
  extent?: [number, number]
}

/** Ends of the values' axis: during a drag they only move apart, so that the lines are seen to move and the numbers beside them rest. */
function heldExtent(held: Held, [lowest, highest]: [number, number]): [number, number] {
  const [low, high] = (isDragging.value && held.extent) || [lowest, highest]
  held.extent = [Math.min(low, lowest), Math.max(high, highest)]
  return held.extent
}

function figureOf(
  props: LineChartProps,
  id: string,
  box: RefObject<HTMLDivElement | null>,
  size: { width: number; height: number },
  held: Held,
): VNode {
  const { name, title, kind, factor, times, lines, marks = [], isDeciding = false } = props
  const over = overlays.value.filter(({ chart }) => chart === name)
  const values = heldExtent(held, extentOf([...lines.map(({ values }) => values), ...over.flatMap(valuesOf), ...(isDeciding ? [[0]] : [])]))
  const frame = { ...size, right: 18, top: isDeciding ? 26 : 10, bottom: 24 }
  const extent = isDeciding ? withRoomBelow(values, frame.height - frame.top - frame.bottom) : values
  const chart = chartOf(frame, times, extent, kind)
  const at = pointedTime.value ?? time.value
  const text = (value: number) => shownWithUnit(value, kind, naming.value, factor)
  const moveTo = (next: number) => (time.value = roundTo(Math.min(chart.end, Math.max(chart.start, next)), chart))
  const timeOf = (event: PointerEvent) => chart.timeAt(event.clientX - known(box.current).getBoundingClientRect().left)
  const said = lines.map((line) => `${line.name} ${text(valueAtTime(times, line.values, time.value))}`).join(', ')
  return (
    <figure class={`chart${isDeciding ? ' deciding-chart' : ''}`} data-chart={name}>
      <figcaption id={id}>
        <strong>{title}</strong> <span class="unit">{unitWords(kind, naming.value, factor)}</span>
        <span class="values">
          {lines.map(({ name: line, values, colour }) => (
            <span key={line} class={`value ${colour}`}>
              {line} <b>{shown(valueAtTime(times, values, at), kind)}</b>
            </span>
          ))}
          {over.map((overlay) => overlay.values && <OverlayValue key={overlay.label} overlay={overlay} at={at} kind={kind} />)}
        </span>
      </figcaption>
      <div
        ref={box}
        class="chart-box"
        tabIndex={0}
        role="slider"
        aria-label={words.value.charts.moment(title)}
        aria-valuemin={chart.start}
        aria-valuemax={chart.end}
        aria-valuenow={Math.min(chart.end, Math.max(chart.start, time.value))}
        aria-valuetext={`${shownWithUnit(time.value, 'time', naming.value)}: ${said}`}
        onPointerMove={(event) => {
          pointedTime.value = timeOf(event)
          if (event.buttons === 1) moveTo(timeOf(event))
        }}
        onPointerLeave={() => (pointedTime.value = undefined)}
        onPointerDown={(event) => {
          beginDrag()
          moveTo(timeOf(event))
        }}
        onKeyDown={(event) => {
          const next = timeByKey(event, time.value, chart)
          if (next === undefined) return
          event.preventDefault()
          keyStep()
          moveTo(next)
        }}
      >
        <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
          <Axes chart={chart} />
          {isDeciding && <SignedArea chart={chart} times={times} values={lines[0].values} id={id} />}
          {over.map((overlay) => (
            <OverlayShapes key={overlay.label} chart={chart} overlay={overlay} />
          ))}
          {[...lines].reverse().map(({ name: line, values, colour }) => (
            <path key={line} class={`line ${colour}`} d={linePath(chart, times, values)} />
          ))}
          <Moment chart={chart} at={time.value} kind="moment-line" times={times} lines={lines} />
          {pointedTime.value !== undefined && (
            <Moment chart={chart} at={pointedTime.value} kind="pointed-line" times={times} lines={lines} />
          )}
          {marks.map((mark, i) => (
            // By its place: a label with a value in it is another one at every step of a drag.
            <MarkShape key={i} chart={chart} mark={mark} />
          ))}
        </svg>
      </div>
      <ChartTable title={title} kind={kind} factor={factor} times={times} lines={lines} />
    </figure>
  )
}

function valuesOf({ values, low, high }: Overlay): Values[] {
  return [values, low, high].filter((list) => list !== undefined)
}

function OverlayValue({ overlay, at, kind }: { overlay: Overlay; at: number; kind: Unit }) {
  return (
    <span class="value over">
      {overlay.label} <b>{shown(valueAtTime(overlay.times, known(overlay.values), at), kind)}</b>
    </span>
  )
}

function OverlayShapes({ chart, overlay: { times, values, low, high } }: { chart: Chart; overlay: Overlay }) {
  return (
    <>
      {low && high && <path class="band" d={bandPath(chart, times, low, high)} />}
      {values && <path class="line over" d={linePath(chart, times, values)} />}
    </>
  )
}

function Axes({ chart: { frame, across, up, x, y } }: { chart: Chart }) {
  const right = frame.width - frame.right
  const hasZero = up.place(0) >= 0 && up.place(0) <= 1
  return (
    <>
      {up.ticks.map(({ value, label }) => (
        <g key={value}>
          <line class="grid" x1={frame.left} x2={right} y1={y(value)} y2={y(value)} />
          <text class="tick" x={frame.left - 6} y={y(value)} dy="0.35em" text-anchor="end">
            {label}
          </text>
        </g>
      ))}
      {across.ticks.map(({ value, label }) => (
        <text key={value} class="tick" x={x(value)} y={frame.height - 7} text-anchor="middle">
          {label}
        </text>
      ))}
      {hasZero && <line class="zero" x1={frame.left} x2={right} y1={y(0)} y2={y(0)} />}
    </>
  )
}

/** What lies below zero in one colour, what lies above in another. */
function SignedArea({ chart, times, values, id }: { chart: Chart; times: Values; values: Values; id: string }) {
  const { frame, y } = chart
  const zero = Math.min(frame.height - frame.bottom, Math.max(frame.top, y(0)))
  const area = areaPath(chart, times, values)
  return (
    <>
      <clipPath id={`${id}-above`}>
        <rect x={0} y={0} width={frame.width} height={zero} />
      </clipPath>
      <clipPath id={`${id}-below`}>
        <rect x={0} y={zero} width={frame.width} height={frame.height - zero} />
      </clipPath>
      <path class="area gain" d={area} clip-path={`url(#${id}-above)`} />
      <path class="area loss" d={area} clip-path={`url(#${id}-below)`} />
    </>
  )
}

/** What the label of a trough takes, pixels. */
const BELOW = 26

/** Lower by what a label takes below a trough. */
function withRoomBelow([lowest, highest]: [number, number], height: number): [number, number] {
  return lowest < 0 ? [lowest - (highest - lowest) * (BELOW / (height - BELOW)), highest] : [lowest, highest]
}

function MarkShape({ chart, mark: { time: at, value, label, kind, side: where } }: { chart: Chart; mark: Mark }) {
  const { frame, x, y, across } = chart
  // Beside the place, on a side that has room.
  const [width, right] = [widthOf(label), frame.width - 4]
  const hasLeft = x(at) - width >= frame.left
  const isLate = hasLeft && (across.place(at) > 0.55 || x(at) + width > right)
  const side = {
    'text-anchor': isLate ? 'end' : 'start',
    x: isLate ? x(at) - 9 : Math.max(frame.left, Math.min(x(at) + 9, right - width)),
  } as const
  if (value === undefined) {
    return (
      <g class="mark">
        <line x1={x(at)} x2={x(at)} y1={frame.top} y2={frame.height - frame.bottom} />
        <text y={frame.top + 8} {...side}>
          {label}
        </text>
      </g>
    )
  }
  const isBelow = where === 'below' && y(value) <= frame.height - frame.bottom - 22
  const middle = Math.min(right - width / 2, Math.max(frame.left + width / 2, x(at)))
  const place = isBelow && kind === 'bad' ? ({ 'text-anchor': 'middle', x: middle } as const) : side
  return (
    <g class={`mark point ${kind ?? ''}`}>
      <circle cx={x(at)} cy={y(value)} r={5} />
      <text y={y(value)} dy={isBelow && !(kind === 'good' && isLate) ? 20 : -10} {...place}>
        {label}
      </text>
    </g>
  )
}

/** About what a mark's label takes, pixels. */
function widthOf(label: string): number {
  return 12 + 7.4 * label.length
}

/** A moment on the chart: a line, and where it meets the lines. */
function Moment({ chart, at, kind, times, lines }: { chart: Chart; at: number; kind: string; times: Values; lines: Line[] }) {
  const { frame, x, y, start, end } = chart
  if (!(at >= start && at <= end)) return null
  return (
    <g class={kind}>
      <line x1={x(at)} x2={x(at)} y1={frame.top} y2={frame.height - frame.bottom} />
      {lines.map(({ name, values, colour }) => {
        const value = valueAtTime(times, values, at)
        return Number.isFinite(value) && <circle key={name} class={colour} cx={x(at)} cy={y(value)} r={3} />
      })}
    </g>
  )
}

const STEPS: Record<string, number> = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1 }

function timeByKey({ key }: KeyboardEvent, from: number, { start, end }: Chart): number | undefined {
  if (key === 'Home') return start
  if (key === 'End') return end
  const step = STEPS[key]
  return step === undefined ? undefined : from + step * (end - start)
}

/** To a round number within a thousandth of the horizon. */
function roundTo(at: number, { start, end }: Chart): number {
  const step = 10 ** Math.floor(Math.log10((end - start) / 500 || 1))
  return Number((Math.round(at / step) * step).toPrecision(12))
}
