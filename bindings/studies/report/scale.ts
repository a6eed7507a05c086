import type { Look } from './look.ts'

/** From values to pixels, linear. */
export interface Scale {
  low: number
  high: number
  at(value: number): number
}

/** A scale that holds all finite values, with a little room at its ends; around a single value too. */
export function scaleOf(values: readonly number[], pixels: [number, number]): Scale {
  const finite = values.filter(Number.isFinite)
  const least = finite.reduce((low, value) => Math.min(low, value), Infinity)
  const most = finite.reduce((high, value) => Math.max(high, value), -Infinity)
  const [low, high] =
    finite.length === 0 ? [0, 1] : least < most ? [least, most] : [least - (Math.abs(least) || 1) / 2, most + (Math.abs(most) || 1) / 2]
  const room = (high - low) / 50
  // Room beyond nought would hide that values start there.
  return scaleBetween([low === 0 ? 0 : low - room, high === 0 ? 0 : high + room], pixels)
}

/** A scale with these ends; values beyond them are at its ends. */
export function scaleBetween([low, high]: readonly [number, number], [from, to]: [number, number]): Scale {
  return { low, high, at: (value) => from + ((Math.min(Math.max(value, low), high) - low) / (high - low)) * (to - from) }
}

/** Round values along a scale, at most seven. @param written how a value is written; default as on paper, in the signs and words of the look */
export function axisTicks({ low, high }: Scale, look: Look, written = look.label): { value: number; label: string }[] {
  const rough = (high - low) / 6
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor((high - first * step) / step + 1e-9) + 1
  const values = Array.from({ length: Math.max(0, Math.min(count, 8)) }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  const label = written ?? onPaper(Math.max(Math.abs(low), Math.abs(high)), look)
  return values.map((value) => ({ value, label: label(value) }))
}

/** From which number on which size has a word: thousands only where numbers are long. */
const FROM = [
  [1e9, 1e9, 2],
  [1e6, 1e6, 1],
  [1e5, 1e3, 0],
] as const

/** How the values of an axis are written, by the largest: in thousands or more where they are long, as powers where no word is common. */
function onPaper(largest: number, { decimal = '.', sizes }: Look): (value: number) => string {
  const isPower = largest >= 1e15 || largest < 1e-3
  const [, unit, size] = (sizes && FROM.find(([from]) => largest >= from)) ?? [0, 1]
  const word = sizes && size !== undefined ? ` ${sizes[size]}` : ''
  return (value) => {
    if (value === 0) return '0'
    const label = isPower ? value.toExponential().replace('e+', 'e') : String(Number((value / unit).toPrecision(12)))
    return label.replace('.', decimal) + word
  }
}
