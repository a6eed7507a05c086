import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { crosshair, hover, type Place } from '../compute/point.ts'
import { baseline } from '../compute/pinned.ts'
import { picture } from '../compute/surface.ts'
import { frameOf, mapShapes } from '../plot/map.ts'
import { scaleOf } from '../plot/scales.ts'
import { paint } from '../plot/scene.ts'
import { themeOf } from '../plot/theme.ts'
import { markerPlace } from './marker.ts'
import { placeByKey } from './crosshair.ts'
import { words } from '../texts/index.ts'
import { extentShown } from './extent.ts'
import { goTo } from './go-to.ts'
import { pictureLabel } from './labels.ts'
import { pageSize } from './page-size.ts'
import { themeName } from './theme-choice.ts'

/** The surface from above: colours, contour lines, the current scenario. */
export function MapView() {
  const canvas = useRef<HTMLCanvasElement>(null)

  // Drawn as soon as the picture is there, outside of any component's update.
  useSignalEffect(() => {
    void pageSize.value
    void themeName.value
    if (canvas.current && picture.value) drawMap(canvas.current)
  })
  useEffect(() => () => clearHover(), [])

  const placeOf = (event: PointerEvent | MouseEvent): Place | undefined => {
    const shown = picture.value
    if (!shown) return undefined
    const { width, height } = canvas.current!.getBoundingClientRect()
    const frame = frameOf(width, height)
    const u = (event.offsetX - frame.left) / frame.width
    const v = 1 - (event.offsetY - frame.top) / frame.height
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return undefined
    return { x: scaleOf(shown.axes[0], 2).value(u), y: scaleOf(shown.axes[1], 2).value(v) }
  }
  const point = (place: Place | undefined) => picture.value && hover(picture.value, place)

  return (
    <canvas
      ref={canvas}
      class="map"
      tabIndex={0}
      role="application"
      aria-roledescription={words.value.picture.mapRole}
      aria-label={pictureLabel()}
      aria-describedby="plot-keys"
      onPointerMove={(event) => point(placeOf(event))}
      onPointerLeave={() => point(undefined)}
      onClick={(event) => {
        const place = placeOf(event)
        if (place) goTo(place)
      }}
      onKeyDown={(event) => {
        const step = picture.value && placeByKey(event, picture.value, crosshair.value)
        if (!step) return
        event.preventDefault()
        if (step.isChosen && step.place) goTo(step.place)
        point(step.place)
      }}
      onBlur={() => point(undefined)}
    />
  )
}

function clearHover(): void {
  if (picture.value) hover(picture.value, undefined)
}

function drawMap(canvas: HTMLCanvasElement): void {
  const { clientWidth: width, clientHeight: height } = canvas
  if (width === 0 || height === 0) return
  const scale = devicePixelRatio || 1
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)]
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) Object.assign(canvas, { width: pixelWidth, height: pixelHeight })
  const context = canvas.getContext('2d')!
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, width, height)
  paint(context, currentMap(width, height, canvas))
}

/** The map as it is now, as shapes: for the screen and for files. */
export function currentMap(width: number, height: number, element: Element, withCrosshair = true) {
  const shown = picture.value!
  const [lowest, highest] = extentShown.value
  return mapShapes(shown, {
    width,
    height,
    theme: themeOf(element),
    lowest,
    highest,
    marker: markerPlace(shown),
    ghost: baseline.value && markerPlace({ ...shown, scenario: baseline.value.scenario }),
    crosshair: withCrosshair ? crosshair.value : undefined,
  })
}
