import { interpolateViridis } from 'd3-scale-chromatic'

const STEPS = 256

/** Viridis, readable with any colour vision and in grey: red, green, blue of 256 steps from low to high. */
export const COLOURS: Uint8Array = Uint8Array.from(
  Array.from({ length: STEPS }, (_, i) => parseHex(interpolateViridis(i / (STEPS - 1)))).flat(),
)

function parseHex(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

/** Offset into COLOURS of a value between the ends of the scale. */
export function colourOffset(value: number, lowest: number, highest: number): number {
  const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5
  return 3 * Math.max(0, Math.min(STEPS - 1, Math.round(share * (STEPS - 1))))
}

export function cssGradient(direction: string): string {
  const stops = Array.from({ length: 11 }, (_, i) => interpolateViridis(i / 10))
  return `linear-gradient(${direction}, ${stops.join(', ')})`
}
