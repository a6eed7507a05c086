const STEPS = 256

/** Viridis (S. van der Walt and N. Smith) at 17 places: readable with any colour vision and in grey. */
const VIRIDIS = '44015448186a472d7b4240863b528b33638d2c728e26828e21918c1fa08828ae803fbc735ec96284d44baddc30d8e219fde725'

/** From loss over nothing to gain: red and teal stay apart in any colour vision. */
const DIVERGING = '7f1d1db5403add8677f3cfc3f6f5f1c4e3e074b9b82f8a920b5563'

/** Red, green, blue of 256 steps from low to high. */
export type Colours = Uint8Array

export const COLOURS: Colours = ramp(VIRIDIS)
/** For values whose sign matters: nothing is in the middle. */
export const SIGNED_COLOURS: Colours = ramp(DIVERGING)

function ramp(digits: string): Colours {
  const stops = Array.from({ length: digits.length / 6 }, (_, i) =>
    [0, 2, 4].map((at) => Number.parseInt(digits.slice(6 * i + at, 6 * i + at + 2), 16)),
  )
  const colours = new Uint8Array(3 * STEPS)
  for (let k = 0; k < STEPS; k++) {
    const place = (k / (STEPS - 1)) * (stops.length - 1)
    const i = Math.min(Math.floor(place), stops.length - 2)
    for (let part = 0; part < 3; part++)
      colours[3 * k + part] = Math.round(stops[i][part] + (place - i) * (stops[i + 1][part] - stops[i][part]))
  }
  return colours
}

/**
 * The step of the colours for a value between the ends of the scale. Where the sign matters, zero is in the middle, and each side has a
 * scale of its own.
 */
export function colourScale(lowest: number, highest: number, isSigned = false): (value: number) => number {
  const last = STEPS - 1
  const inside = (step: number) => (step < 0 ? 0 : step > last ? last : (step + 0.5) | 0)
  if (isSigned) {
    const [below, above] = [last / 2 / -lowest, last / 2 / highest]
    return (value) => inside(last / 2 + value * (value < 0 ? below : above))
  }
  if (!(highest > lowest)) return () => last >> 1
  const scale = last / (highest - lowest)
  return (value) => inside((value - lowest) * scale)
}

/** For a line where the colours are those of a step: the step's, much darker or much lighter, whichever is told apart more easily. */
export function lineColour(step: number, colours: Colours): string {
  const ground = [...colours.subarray(3 * step, 3 * step + 3)]
  // Most of what is seen as light is green, and most of the rest red.
  const ink = ground[1] + ground[0] / 3 < 136 ? 255 : 0
  return `rgb(${ground.map((part) => Math.round(0.25 * part + 0.75 * ink)).join(', ')})`
}

export function cssGradient(direction: string, colours: Colours = COLOURS): string {
  const stops = Array.from(
    { length: 11 },
    (_, i) =>
      `rgb(${colours
        .slice(3 * Math.round(25.5 * i))
        .slice(0, 3)
        .join(' ')})`,
  )
  return `linear-gradient(${direction}, ${stops.join(', ')})`
}
