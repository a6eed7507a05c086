/** The picture as a file, at a chosen size. */
import { known } from '../../known.ts'
import { shownPicture } from '../../compute/surface.ts'
import { paint, type Shape } from '../../plot/scene.ts'
import { toSvg } from '../../plot/scene-svg.ts'
import { themeOf } from '../../plot/theme.ts'
import { quantity } from '../../state/quantities.ts'
import { plot } from '../../state/view.ts'
import { extentShown } from '../../views/extent.ts'
import { currentMap } from '../../views/map-view.tsx'
import { markerPlace } from '../../views/marker.ts'
import { posterOf, type Place, type Size } from './poster.ts'

/** @param format of the file. @throws Error where the browser cannot make it. */
export async function pictureFile(format: 'png' | 'svg', size: Size, link: string): Promise<Blob> {
  const shown = shownPicture()
  const theme = themeOf(document.body)
  const scale = size.width / 1200
  const relief = plot.value === 'surface' ? await reliefOf(scale) : undefined
  try {
    const drawn = relief ? relief.shapes : ({ width, height }: Place) => currentMap(width, height)
    const poster = posterOf(shown, size, theme, link, drawn)
    if (format === 'svg') {
      const svg = toSvg(poster.shapes, poster.width, poster.height).replace(
        / width="[\d.]+" height="[\d.]+"/,
        ` width="${size.width}" height="${size.height}"`,
      )
      return new Blob([svg], { type: 'image/svg+xml' })
    }
    const canvas = Object.assign(document.createElement('canvas'), size)
    const context = known(canvas.getContext('2d'))
    context.scale(scale, size.height / poster.height)
    paint(context, poster.shapes)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser could not make a PNG of the picture'))), 'image/png')
    })
  } finally {
    relief?.dispose()
  }
}

/** The surface seen as it is on the screen, drawn anew in as many pixels as the file has. */
async function reliefOf(scale: number): Promise<{ shapes(place: Place): Shape[]; dispose(): void }> {
  const [{ Relief }, { reliefShapes }, { currentRelief }] = await Promise.all([
    import('../../plot/relief.ts'),
    import('../../plot/relief-labels.ts'),
    import('../../views/surface-view.tsx'),
  ])
  const canvas = document.createElement('canvas')
  Object.assign(canvas.style, { position: 'fixed', left: '-10000px', top: '0' })
  document.body.append(canvas)
  const relief = new Relief(canvas, false)
  const shapes = ({ width, height }: Place): Shape[] => {
    const shown = shownPicture()
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
    if (currentRelief.value) relief.lookAs(currentRelief.value)
    relief.resize(width, height, scale)
    const theme = themeOf(document.body)
    const { label, unit } = quantity(shown.metric, shown.scenario)
    const extent = extentShown.value
    const marker = markerPlace(shown)
    relief.show(shown, extent, marker)
    const overlay = reliefShapes(relief, { picture: shown, extent, valueTitle: `${label} (${unit})`, marker, theme })
    return [{ kind: 'image', source: canvas, x: 0, y: 0, width, height }, ...overlay]
  }
  return {
    shapes,
    dispose() {
      relief.dispose()
      canvas.remove()
    },
  }
}
