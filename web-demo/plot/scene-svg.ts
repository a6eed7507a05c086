import { FONT, type Shape } from './scene.ts'

/** The drawing as an SVG document. */
export function toSvg(shapes: readonly Shape[], width: number, height: number): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family='${FONT}'>`
  return `${head}\n${shapes.map(shapeSvg).join('\n')}\n</svg>\n`
}

function shapeSvg(shape: Shape): string {
  switch (shape.kind) {
    case 'lines': {
      const dash = shape.dash ? ` stroke-dasharray="${shape.dash.join(' ')}"` : ''
      return `<path d="${pathData(shape.segments)}" fill="none" stroke="${shape.colour}" stroke-width="${shape.width}" stroke-linecap="round"${dash}/>`
    }
    case 'text': {
      const { x, y, size, align, bold, turn, halo, colour, baseline } = shape
      const outline = halo ? ` stroke="${halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : ''
      const rotation = turn ? ` transform="rotate(${turn} ${round(x)} ${round(y)})"` : ''
      const shift = baseline === 'top' ? '0.8em' : '0.35em'
      return `<text x="${round(x)}" y="${round(y)}" dy="${shift}" font-size="${size}" text-anchor="${align}" fill="${colour}"${bold ? ' font-weight="600"' : ''}${outline}${rotation}>${escape(shape.text)}</text>`
    }
    case 'image':
      return `<image x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" preserveAspectRatio="none" href="${shape.source.toDataURL('image/png')}"/>`
    case 'dot':
      return `<circle cx="${round(shape.x)}" cy="${round(shape.y)}" r="${shape.radius}" fill="${shape.fill}" stroke="${shape.stroke}" stroke-width="2.5"/>`
    case 'box':
      return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${shape.fill}"/>`
  }
}

/** Joins segments that follow each other. */
function pathData(segments: ArrayLike<number>): string {
  let data = ''
  for (let k = 0; k + 3 < segments.length; k += 4) {
    const joins = k > 0 && segments[k] === segments[k - 2] && segments[k + 1] === segments[k - 1]
    if (!joins) data += `M${round(segments[k])} ${round(segments[k + 1])}`
    data += `L${round(segments[k + 2])} ${round(segments[k + 3])}`
  }
  return data
}

const round = (value: number) => Number(value.toFixed(2))

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
