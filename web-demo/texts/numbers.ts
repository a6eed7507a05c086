import { signal } from '@preact/signals'

/** Writes numbers as one language does. */
export interface NumberWriter {
  /** A number for people: four digits, no tail of zeros; from a thousand million on with a word for its size. */
  short(value: number): string
  /** A time for people; a year of the calendar stands without separators. */
  time(value: number): string
  /** A whole number. */
  count(value: number): string
  /** A large number with three digits and a word for its size. */
  compact(value: number): string
  /** A share in percent, with `digits` digits after the point at most. */
  percent(share: number, digits?: number): string
  /** A date of the calendar. */
  date(date: Date): string
  /** The month of a year with a fraction, such as June 2029 of 2029.5. */
  month(time: number, length: 'long' | 'short'): string
  /** All the digits of a number that can be typed again. */
  exact(value: number): string
  /** The number that a text means: as the language writes it, with or without separators, else with a decimal point or comma; null where it is none. */
  read(text: string): number | null
}

const MINUS = '−'
/** Beyond it there are no months of a calendar. */
const LAST_YEAR = 200_000
/** A space or an apostrophe between thousands. */
const SPACED = /(\d)[\s’'](?=\d{3}(?!\d))/g

export function numberWriter(language: string): NumberWriter {
  const format = (options: Intl.NumberFormatOptions) => {
    const formatter = new Intl.NumberFormat(language, options)
    return (value: number) => formatter.format(value).replace('-', MINUS)
  }
  // Four digits stand without a separator, as years do.
  const grouping = 'min2' as unknown as boolean
  const long = format({ maximumSignificantDigits: 4, useGrouping: grouping })
  const scientific = format({ maximumSignificantDigits: 4, notation: 'scientific' })
  const time = format({ maximumFractionDigits: 2, useGrouping: false })
  const count = format({ maximumFractionDigits: 0 })
  const compact = format({ notation: 'compact', maximumSignificantDigits: 3 })
  const huge = format({ notation: 'compact', maximumSignificantDigits: 4 })
  const percents = [0, 1, 2].map((digits) => format({ style: 'percent', maximumFractionDigits: digits }))
  const parts = new Intl.NumberFormat(language).formatToParts(12345.5)
  const sign = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '.'
  const decimal = sign('decimal')
  const separated = new RegExp(`^[-+]?[1-9]\\d{0,2}(\\${sign('group')}\\d{3})+(\\${decimal}\\d*)?$`)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const month = (length: 'long' | 'short') => new Intl.DateTimeFormat(language, { month: length, year: 'numeric', timeZone: 'UTC' })
  const months = { long: month('long'), short: month('short') }
  return {
    short(value) {
      if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : `${MINUS}∞`
      const size = Math.abs(value)
      if (size !== 0 && (size < 1e-3 || size >= 1e15)) return scientific(value).replace('E', 'e')
      return size < 1e9 ? long(value) : huge(value)
    },
    time,
    count,
    compact,
    percent: (share, digits = 0) => (Number.isFinite(share) ? percents[digits](share) : '–'),
    date: (at) => date.format(at),
    month: (at, length) => (Math.abs(at) < LAST_YEAR ? months[length].format(monthOf(at)) : time(at)),
    exact: (value) => (Number.isNaN(value) ? '' : String(value).replace('.', decimal)),
    read(text) {
      const plain = text.trim().replace(MINUS, '-').replace(SPACED, '$1')
      const isSeparated = separated.test(plain)
      const number = Number(
        isSeparated ? plain.replaceAll(sign('group'), '').replace(decimal, '.') : plain.replace(/^([-+]?\d*),(\d*)$/, '$1.$2'),
      )
      return plain === '' || !Number.isFinite(number) ? null : number
    },
  }
}

/** The middle of the month that a year with a fraction is in; the fraction of a rounding is none. */
function monthOf(time: number): Date {
  const months = Math.floor(time * 12 + 1e-6)
  const date = new Date(0)
  date.setUTCFullYear(Math.floor(months / 12), ((months % 12) + 12) % 12, 15)
  return date
}

/** The writer of the page's language. */
export const numbers = signal<NumberWriter>(numberWriter('en'))

export const short = (value: number) => numbers.value.short(value)
export const shortTime = (value: number) => numbers.value.time(value)
export const count = (value: number) => numbers.value.count(value)
export const percent = (share: number, digits?: number) => numbers.value.percent(share, digits)
