import { known } from '../known.ts'
import type { Picture } from '../compute/picture.ts'
import { mayBeNever } from '../state/quantities.ts'
import { COLOURS, colourScale, SIGNED_COLOURS } from './colours.ts'

const heat = document.createElement('canvas')

/** Stripes where there is no value because the time never comes. */
const HATCH = 8
const NEVER = packed([120, 120, 128], [168, 168, 176])

const RAMPS = { plain: pixelsOf(COLOURS), signed: pixelsOf(SIGNED_COLOURS) }

/** Colours as pixels of four bytes, in the order of this machine. */
function pixelsOf(colours: Uint8Array): Uint32Array {
  return packed(...Array.from({ length: colours.length / 3 }, (_, i) => [...colours.subarray(3 * i, 3 * i + 3)]))
}

function packed(...colours: number[][]): Uint32Array {
  return new Uint32Array(Uint8Array.from(colours.flatMap((colour) => [...colour, 255])).buffer)
}

let image: ImageData | undefined

/** One pixel a point of the grid, y upwards; points without a value stay clear. */
export function heatImage({ metric, values, x, y, isSigned }: Picture, lowest: number, highest: number): HTMLCanvasElement {
  const [columns, rows] = [x.length, y.length]
  if (heat.width !== columns || heat.height !== rows) Object.assign(heat, { width: columns, height: rows })
  const context = known(heat.getContext('2d'))
  if (image?.width !== columns || image.height !== rows) image = context.createImageData(columns, rows)
  const pixels = new Uint32Array(image.data.buffer)
  const ramp = isSigned ? RAMPS.signed : RAMPS.plain
  const step = colourScale(lowest, highest, isSigned)
  const hatches = mayBeNever(metric)
  for (let j = 0; j < rows; j++) {
    const line = (rows - 1 - j) * columns
    for (let i = 0; i < columns; i++) {
      const value = values[i * rows + j]
      if (value - value === 0) pixels[line + i] = ramp[step(value)]
      else pixels[line + i] = hatches && value === Infinity ? NEVER[(i + j) % HATCH < HATCH / 2 ? 0 : 1] : 0
    }
  }
  context.putImageData(image, 0, 0)
  return heat
}
