import { useState } from 'preact/hooks'
import { report } from '../compute/engine.ts'
import { picture } from '../compute/surface.ts'
import { csvOf, parquetOf } from '../compute/tables.ts'
import { paint, toSvg } from '../plot/scene.ts'
import { themeOf } from '../plot/theme.ts'
import { plot } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { download, fileName } from './files.ts'
import { currentMap } from './map-view.tsx'
import { Menu } from './menu.tsx'

const WIDTH = 1200
const HEIGHT = 800

/** The surface and its picture as files. */
export function ExportMenu() {
  const text = words.value.exports
  const [isBusy, setBusy] = useState(false)
  const run = (extension: string, make: () => Promise<Blob> | Blob) => async () => {
    setBusy(true)
    try {
      download(fileName(picture.value?.scenario.name, extension), await make())
    } catch (error) {
      report(error)
    } finally {
      setBusy(false)
    }
  }
  const shown = picture.value
  const is3d = plot.value === 'surface'
  return (
    <Menu label={text.title} kind="menu">
      <div class="menu-items">
        <button type="button" disabled={isBusy || !shown} onClick={run('csv', () => csvOf(shown!))}>
          {text.csv}
        </button>
        <button type="button" disabled={isBusy || !shown} onClick={run('parquet', () => parquetOf(shown!))}>
          {text.parquet}
        </button>
        <button type="button" disabled={isBusy || !shown} onClick={run('png', pngOf)}>
          {text.png}
        </button>
        <button type="button" disabled={isBusy || !shown || is3d} onClick={run('svg', svgOf)} title={is3d ? text.mapOnlyHelp : undefined}>
          {text.svg}
          {is3d && text.mapOnly}
        </button>
      </div>
    </Menu>
  )
}

function svgOf(): Blob {
  const ground = themeOf(document.body).ground
  const shapes = currentMap(WIDTH, HEIGHT)
  const svg = toSvg([{ kind: 'box', x: 0, y: 0, width: WIDTH, height: HEIGHT, fill: ground }, ...shapes], WIDTH, HEIGHT)
  return new Blob([svg], { type: 'image/svg+xml' })
}

async function pngOf(): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')!
  const layers = [...document.querySelectorAll<HTMLCanvasElement>('.relief canvas')]
  const scale = 2
  Object.assign(
    canvas,
    layers.length > 0 ? { width: layers[0].width, height: layers[0].height } : { width: WIDTH * scale, height: HEIGHT * scale },
  )
  context.fillStyle = themeOf(document.body).ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  if (layers.length > 0) {
    for (const layer of layers) context.drawImage(layer, 0, 0, canvas.width, canvas.height)
  } else {
    context.scale(scale, scale)
    paint(context, currentMap(WIDTH, HEIGHT))
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser could not make a PNG of the picture'))), 'image/png')
  })
}
