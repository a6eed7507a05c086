import type { Unit } from 'offcut/forms'
import type { Range } from '../state/fields.ts'
import { shownTimes, tickText } from '../state/units.ts'

export interface Tick {
  value: number
  label: string
}

export interface Scale {
  /** Place of a value, from 0 at `from` to 1 at `to`. */
  place(value: number): number
  value(place: number): number
  ticks: Tick[]
}

/** About `count` round ticks between the ends of an axis, written as its unit is. */
export function scaleOf({ from, to, spacing }: Range, count: number, unit: Unit = ''): Scale {
  const [begin, end] = spacing === 'log' ? [Math.log(from), Math.log(to)] : [from, to]
  const { at, back } = spacing === 'log' ? { at: Math.log, back: Math.exp } : { at: Number, back: Number }
  const times = shownTimes(unit)
  const values = spacing === 'log' ? logTicks(from, to, count) : roundTicks(times * from, times * to, count).map((value) => value / times)
  return {
    place: (value) => (at(value) - begin) / (end - begin),
    // Exactly the ends at the ends: a logarithm and back would be off by a rounding.
    value: (place) => (place === 0 ? from : place === 1 ? to : back(begin + place * (end - begin))),
    ticks: values.map((value) => ({ value, label: tickText(value, unit) })),
  }
}

/** About `count` multiples of 1, 2 or 5 times a power of ten, ends included. */
function roundTicks(from: number, to: number, count: number): number[] {
  if (!(to > from) || !Number.isFinite(to - from)) return from === to ? [from] : []
  const rough = (to - from) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.71) ?? 10)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  // Divided where the step is below 1: 3 / 10 is the number nearest to 0.3, 3 · 0.1 is not.
  const inverse = Math.round(1 / step)
  return Array.from({ length: last - first + 1 }, (_, i) => (step < 1 && inverse <= 1e15 ? (first + i) / inverse : (first + i) * step))
}

/** Numbers with one leading digit; with 1, 2 or 5 alone where these are many, only with 1 where those are many too. */
function logTicks(from: number, to: number, count: number): number[] {
  const values: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
    for (let digit = 1; digit <= 9; digit++) {
      const value = Number(`${digit}e${power}`)
      if (value >= from && value <= to) values.push(value)
    }
  }
  if (values.length < 3) return roundTicks(from, to, count)
  if (values.length <= count * 2) return values
  const leading = (value: number) => Number(value.toExponential(0)[0])
  const some = values.filter((value) => [1, 2, 5].includes(leading(value)))
  return some.length > Math.max(count, 4) * 1.5 ? some.filter((value) => leading(value) === 1) : some
}

/** Round values inside an extent. */
export function levelsBetween(lowest: number, highest: number, count: number): number[] {
  return roundTicks(lowest, highest, count).filter((value) => value > lowest && value < highest)
}
