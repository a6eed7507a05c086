/** Words beside the boxes of a picture, so that none covers another. */
import type { Box, Picture } from './layout.ts'

/** From a box to its words, and from one line to the next; pixels. */
export const BESIDE = 6
export const LINE = 14

/** An ordinary sign is about so wide, in pixels. */
const SIGN = 6.3

/** Room for the words of a box: up to the next box on their right. */
export function roomOf({ x, y, width, height }: Box, { boxes, width: end }: Picture): number {
  const middle = y + height / 2
  const right = boxes
    .filter((other) => other.x > x + width && other.y < middle + 2 * LINE && other.y + other.height > middle - 2 * LINE)
    .reduce((nearest, other) => Math.min(nearest, other.x), end)
  return right - (x + width + BESIDE)
}

/** Parts of lines joined where there is room for the whole line, below each other where there is not. */
export function fitted(lines: readonly (readonly string[])[], room: number): string[] {
  return lines.flatMap((parts) => {
    const filled = parts.filter(Boolean)
    const whole = filled.join(' ')
    return SIGN * whole.length <= room ? [whole] : filled.flatMap((part) => wrapped(part, room))
  })
}

/** A text in lines of whole words. */
function wrapped(text: string, room: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && SIGN * longer.length <= room) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
