/** Words for sizes of numbers. */
export type Sizes = readonly [thousand: string, million: string, billion: string]

/** How charts look: lengths in pixels, colours as CSS writes them. */
export interface Look {
  width: number
  /** Whether title and legend are left out, because they stand beside the chart. */
  isBare: boolean
  /** Of lines, bars and bands, in their order; told apart by people who see few colours, too. */
  colours: readonly string[]
  /** Of columns, such as those of a histogram. */
  columns: string
  ground: string
  text: string
  /** Of the lines behind the chart, of its axis, and of upright lines with a word. */
  rule: string
  axis: string
  mark: string
  /** What parts the decimals of the numbers beside an axis; default a point. */
  decimal?: string
  /** A thousand, a million and a thousand million behind these numbers; default: they stand in full. */
  sizes?: Sizes
  /** A number beside an axis; default as on paper. */
  label?(value: number): string
  /** A moment beside the axis of time; default as other numbers. */
  moment?(value: number): string
}

export const SIZES: Sizes = ['k', 'M', 'bn']

/** On paper. */
export const PRINT: Look = {
  width: 640,
  isBare: false,
  colours: ['#3b6ea5', '#d99a3d', '#4f9d69', '#b3476b', '#7a5ca8', '#777777'],
  columns: '#8fb3d9',
  ground: '#fff',
  text: '#222',
  rule: '#e3e3e3',
  axis: '#777',
  mark: '#b3476b',
  sizes: SIZES,
}

/** The same where the screen is as narrow as a phone's, so that words keep their size. */
export const PHONE: Look = { ...PRINT, width: 400 }

/** Room around the frame of a chart. */
export function marginOf({ isBare }: Look): { left: number; right: number; top: number; bottom: number } {
  return { left: isBare ? 74 : 90, right: 20, top: isBare ? 12 : 40, bottom: 52 }
}
