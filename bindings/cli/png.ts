import { ArgumentError } from '../errors.ts'

/** Twice the size that a chart has on a page, for print. */
const SCALE = 2

/** An SVG as PNG, by resvg, which is no part of every installation. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js').catch((cause) => {
    throw new ArgumentError(
      'a .png needs the package @resvg/resvg-js, which is not installed here: npm install @resvg/resvg-js, or write an .svg',
      { cause },
    )
  })
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: SCALE }, font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' } })
    .render()
    .asPng()
}
