import { scaleLinear, scaleLog } from 'd3-scale'
import type { Range } from '../state/fields.ts'

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

/** About `count` round ticks between the ends of an axis. */
export function scaleOf({ from, to, spacing }: Range, count: number, isTime = false): Scale {
  const scale = (spacing === 'log' ? scaleLog() : scaleLinear()).domain([from, to]).range([0, 1])
  const values = scale.ticks(count)
  return {
    place: (value) => scale(value),
    value: (place) => scale.invert(place),
    ticks: (values.length > count * 2 ? thinned(values) : values).map((value) => ({
      value,
      label: isTime ? shortTime(value) : short(value),
    })),
  }
}

/** The ticks of a logarithmic axis that begin with 1, 2 or 5; only with 1 where these are many too. */
function thinned(values: number[]): number[] {
  const leading = (value: number) => Number(value.toExponential(0)[0])
  const some = values.filter((value) => [1, 2, 5].includes(leading(value)))
  return some.length > 10 ? some.filter((value) => leading(value) === 1) : some
}

/** Round values inside an extent. */
export function levelsBetween(lowest: number, highest: number, count: number): number[] {
  if (!(highest > lowest)) return []
  return scaleLinear()
    .domain([lowest, highest])
    .ticks(count)
    .filter((value) => value > lowest && value < highest)
}

// Four digits stand without a separator, as years do.
const LONG = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: 'min2' as unknown as boolean })
const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, notation: 'scientific' })

const TIME = new Intl.NumberFormat('en', { maximumFractionDigits: 2, useGrouping: false })

/** A time for people, a year of the calendar too. */
export function shortTime(time: number): string {
  return TIME.format(time).replace('-', '−')
}

/** A number for people: four digits, no tail of zeros. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'undefined' : value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  const format = size !== 0 && (size < 1e-3 || size >= 1e7) ? SMALL : LONG
  return format.format(value).replace('-', '−').replace('E', 'e')
}
