/** Geometry of a chart over time: where values are, and the paths of lines and areas. */
import type { Unit } from 'offcut/forms'
import { levelsBetween, scaleOf, type Scale } from './scales.ts'

export type Values = ArrayLike<number>

export interface ChartFrame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export interface Chart {
  frame: ChartFrame
  across: Scale
  up: Scale
  start: number
  end: number
  x(time: number): number
  y(value: number): number
  /** The time at a distance from the chart's left edge. */
  timeAt(x: number): number
}

/** Room for the labels of the values. */
const LABEL = { digit: 6.3, gap: 12 }

export function chartOf(room: Omit<ChartFrame, 'left'>, times: Values, [lowest, highest]: [number, number], kind: Unit): Chart {
  const [start, end] = [times[0], times[times.length - 1]]
  const height = room.height - room.top - room.bottom
  const up = scaleOf({ from: lowest, to: highest, spacing: 'linear' }, height / (height > 220 ? 50 : 36), kind)
  const longest = up.ticks.reduce((most, { label }) => Math.max(most, label.length), 3)
  const frame = { ...room, left: LABEL.gap + longest * LABEL.digit }
  const width = frame.width - frame.left - frame.right
  const across = scaleOf({ from: start, to: end > start ? end : start + 1, spacing: 'linear' }, width / 56, 'time')
  return {
    frame,
    across,
    up,
    start,
    end,
    x: (time) => frame.left + across.place(time) * width,
    y: (value) => frame.top + (1 - up.place(value)) * height,
    timeAt: (x) => Math.min(end, Math.max(start, across.value((x - frame.left) / width))),
  }
}

/** A line through the values that are numbers, as the data of an SVG path. */
export function linePath({ x, y }: Chart, times: Values, values: Values): string {
  let path = ''
  let isDown = false
  for (let i = 0; i < times.length; i++) {
    if (Number.isFinite(values[i])) path += `${isDown ? 'L' : 'M'}${x(times[i]).toFixed(1)} ${y(values[i]).toFixed(1)}`
    isDown = Number.isFinite(values[i])
  }
  return path
}

/** The area between two lines over the same times, where both have values. */
export function bandPath({ x, y }: Chart, times: Values, low: Values, high: Values): string {
  const inside = Array.from({ length: times.length }, (_, i) => i).filter((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]))
  if (inside.length < 2) return ''
  const point = (i: number, values: Values) => `${x(times[i]).toFixed(1)} ${y(values[i]).toFixed(1)}`
  return `M${inside.map((i) => point(i, high)).join('L')}L${inside
    .reverse()
    .map((i) => point(i, low))
    .join('L')}Z`
}

/** The area between a line and zero. */
export function areaPath(chart: Chart, times: Values, values: Values): string {
  return bandPath(chart, times, { ...Array.from({ length: times.length }, () => 0), length: times.length }, values)
}

/** From the lowest to the highest value, with room, and with 0 where that is near. */
export function extentOf(lists: readonly Values[]): [number, number] {
  let lowest = Infinity
  let highest = -Infinity
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue
      if (values[i] < lowest) lowest = values[i]
      if (values[i] > highest) highest = values[i]
    }
  }
  if (!(lowest <= highest)) return [0, 1]
  if (lowest > 0 && lowest < highest / 2) lowest = 0
  if (highest < 0 && highest > lowest / 2) highest = 0
  const room = (highest - lowest || Math.abs(highest) || 1) * 0.06
  const [low, high] = [lowest === 0 ? 0 : lowest - room, highest === 0 && lowest < 0 ? 0 : highest + room]
  return levelsBetween(low, high, 2).length > 0 ? [low, high] : [low - room, high + room]
}

/** The value at a time between samples, on the line that is drawn. */
export function valueAtTime(times: Values, values: Values, time: number): number {
  const last = times.length - 1
  if (!(time > times[0])) return values[0]
  if (!(time < times[last])) return values[last]
  let i = 0
  while (times[i + 1] < time) i++
  if (times[i + 1] === time) return values[i + 1]
  const share = (time - times[i]) / (times[i + 1] - times[i])
  return share === 0 ? values[i] : values[i] + share * (values[i + 1] - values[i])
}
