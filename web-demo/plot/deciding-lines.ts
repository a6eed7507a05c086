import { metricEntry } from 'offcut/forms'
import type { Picture } from '../compute/picture.ts'
import { changesSign } from './contours.ts'
import { MARKS } from './theme.ts'

export interface DecidingLine {
  /** Its key among the words of the legend. */
  name: 'zeroProfit' | 'breakEven' | 'zeroAdvantage' | 'zero'
  /** The line is where these are 0. */
  values: Float64Array
  colour: string
  dash?: number[]
  /** Where along the map its label goes, from 0 to 1. */
  place: number
}

const known = new WeakMap<Picture, DecidingLine[]>()

/** The lines at which a picture's answer changes. Of a whole path only its own zero does; at a point also profit's and the waste's. */
export function decidingLines(picture: Picture): DecidingLine[] {
  const lines = known.get(picture) ?? linesOf(picture)
  known.set(picture, lines)
  return lines
}

function linesOf({ metric, values, profit, wasteValue, isSigned }: Picture): DecidingLine[] {
  const lines: DecidingLine[] = []
  const isOfPoint = metricEntry(metric)?.of === 'point' || metric.startsWith('sensitivity:')
  if (isOfPoint) {
    lines.push({ name: 'zeroProfit', values: profit, colour: MARKS.zero, place: 0.75 })
    lines.push({ name: 'breakEven', values: wasteValue, colour: MARKS.breakEven, dash: [7, 5], place: 0.62 })
  }
  if (isSigned && metric !== 'profit' && metric !== 'valueOfWaste')
    lines.push({ name: metric === 'advantage' ? 'zeroAdvantage' : 'zero', values, colour: MARKS.zero, place: 0.7 })
  return lines.filter((line) => changesSign(line.values))
}
