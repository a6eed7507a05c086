/** Contrast of colours, as the Web Content Accessibility Guidelines define it. */

export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** A colour of CSS: `#rrggbb`, `rgb(…)` or `rgba(…)`. */
export function rgba(css: string): Colour {
  const hex = /^#(..)(..)(..)$/
    .exec(css)
    ?.slice(1)
    .map((part) => Number.parseInt(part, 16))
  const [red, green, blue, alpha = 1] = hex ?? css.match(/[\d.]+/g)!.map(Number)
  return [red, green, blue, alpha]
}

/** A colour laid over an opaque one. */
export function over([red, green, blue, alpha]: Colour, ground: Colour): Colour {
  const mix = (top: number, below: number) => alpha * top + (1 - alpha) * below
  return [mix(red, ground[0]), mix(green, ground[1]), mix(blue, ground[2]), 1]
}

/** From 1, none, to 21, black and white. */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance([red, green, blue]: Colour): number {
  const linear = (part: number) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
