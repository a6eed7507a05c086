import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { known } from '../known.ts'
import { baseline } from '../compute/pinned.ts'
import type { Picture } from '../compute/picture.ts'
import { crosshair, hover, type Place } from '../compute/point.ts'
import { picture, shownPicture } from '../compute/surface.ts'
import { axisShapes, fieldShapes, frameOf, markShapes, toPoint, type MapOptions } from '../plot/map.ts'
import { scaleOf } from '../plot/scales.ts'
import { paint, type Shape } from '../plot/scene.ts'
import { themeOf } from '../plot/theme.ts'
import { useSettled } from '../state/settled.ts'
import { isDragging } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { placeByKey } from './crosshair.ts'
import { useDrawing } from './drawing.ts'
import { extentShown } from './extent.ts'
import { beginDrag } from './gesture.ts'
import { goTo } from './go-to.ts'
import { pictureLabel } from './labels.ts'
import { markerPlace } from './marker.ts'
import { plotSize } from './page-size.ts'
import { themeName } from './theme-choice.ts'

/** How near to the dot a press takes hold of it, CSS pixels. */
const REACH = 16

/** The surface from above: colours and contour lines on one canvas, and over it what moves without them. */
export function MapView() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const over = useRef<HTMLCanvasElement>(null)
  const isHeld = useRef(false)
  const label = useSettled(pictureLabel)

  useDrawing(() => {
    void themeName.value
    if (canvas.current && picture.value) drawMap(canvas.current, picture.value)
  })
  useSignalEffect(() => {
    if (!over.current || !picture.value) return
    const { width, height } = plotSize.value
    const shapes = markLayer(width, height)
    // A new picture alone moves no mark.
    const key = JSON.stringify([width, height, shapes])
    if (key === over.current.dataset.marks) return
    over.current.dataset.marks = key
    draw(over.current, shapes)
  })
  useEffect(() => () => clearHover(), [])

  const placeOf = (event: PointerEvent, isInside = false): Place | undefined => {
    const shown = picture.value
    if (!shown) return undefined
    const frame = frameOf(plotSize.value.width, plotSize.value.height)
    const box = known(canvas.current).getBoundingClientRect()
    let [u, v] = [(event.clientX - box.left - frame.left) / frame.width, 1 - (event.clientY - box.top - frame.top) / frame.height]
    if (isInside) [u, v] = [u, v].map((share) => Math.min(1, Math.max(0, share)))
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return undefined
    return { x: scaleOf(shown.axes[0], 2).value(u), y: scaleOf(shown.axes[1], 2).value(v) }
  }
  const isOnDot = (event: PointerEvent) => {
    const shown = picture.value
    const dot = shown && toPoint(shown, frameOf(plotSize.value.width, plotSize.value.height), markerPlace(shown))
    const box = known(canvas.current).getBoundingClientRect()
    return dot !== undefined && Math.hypot(event.clientX - box.left - dot.x, event.clientY - box.top - dot.y) <= REACH
  }
  const point = (place: Place | undefined) => picture.value && hover(picture.value, place)

  return (
    <>
      <canvas
        ref={canvas}
        class="map"
        tabIndex={0}
        role="application"
        aria-roledescription={words.value.picture.mapRole}
        aria-label={label}
        aria-describedby="plot-keys"
        onPointerDown={(event) => {
          if (!isOnDot(event)) return
          isHeld.current = true
          known(canvas.current).setPointerCapture(event.pointerId)
          beginDrag()
          point(undefined)
        }}
        onPointerMove={(event) => {
          known(canvas.current).classList.toggle('grab', isHeld.current || isOnDot(event))
          const place = placeOf(event, isHeld.current)
          if (!isHeld.current) point(place)
          else if (place) goTo(place)
        }}
        onPointerLeave={() => point(undefined)}
        onPointerUp={(event) => {
          const place = placeOf(event, isHeld.current)
          isHeld.current = false
          if (place) goTo(place)
        }}
        onPointerCancel={() => (isHeld.current = false)}
        onKeyDown={(event) => {
          const step = picture.value && placeByKey(event, picture.value, crosshair.value)
          if (!step) return
          event.preventDefault()
          if (step.isChosen && step.place) goTo(step.place)
          point(step.place)
        }}
        onBlur={() => point(undefined)}
      />
      <canvas ref={over} class="overlay" aria-hidden="true" />
    </>
  )
}

function clearHover(): void {
  if (picture.value) hover(picture.value, undefined)
}

function draw(canvas: HTMLCanvasElement, shapes: readonly Shape[]): void {
  const { width, height } = plotSize.value
  if (width === 0 || height === 0) return
  const context = contextOf(canvas, width, height)
  context.clearRect(0, 0, width, height)
  paint(context, shapes)
}

/** Draws the axes where they have changed, and inside the frame what each picture changes: texts cost more than they seem to. */
function drawMap(canvas: HTMLCanvasElement, shown: Picture): void {
  const { width, height } = plotSize.value
  if (width === 0 || height === 0) return
  const options = mapOptions(width, height)
  const context = contextOf(canvas, width, height)
  const axes = JSON.stringify([axisShapes(shown, options), canvas.width, canvas.height])
  if (axes !== canvas.dataset.axes) {
    canvas.dataset.axes = axes
    context.clearRect(0, 0, width, height)
    paint(context, axisShapes(shown, options))
  }
  const frame = frameOf(width, height)
  context.save()
  context.beginPath()
  context.rect(frame.left, frame.top, frame.width, frame.height)
  context.clip()
  context.clearRect(frame.left, frame.top, frame.width, frame.height)
  paint(context, fieldShapes(shown, options))
  context.restore()
}

/** The canvas at the size of the screen's pixels, in CSS pixels. */
function contextOf(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const scale = devicePixelRatio || 1
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)]
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    Object.assign(canvas, { width: pixelWidth, height: pixelHeight })
    // A canvas of another size is empty.
    delete canvas.dataset.axes
  }
  const context = known(canvas.getContext('2d'))
  context.setTransform(scale, 0, 0, scale, 0, 0)
  return context
}

function mapOptions(width: number, height: number): MapOptions {
  const [lowest, highest] = extentShown.value
  return { width, height, theme: themeOf(document.documentElement), lowest, highest, isMoving: isDragging.value }
}

function markLayer(width: number, height: number, withCrosshair = true): Shape[] {
  const shown = shownPicture()
  return markShapes(shown, frameOf(width, height), {
    marker: markerPlace(shown),
    ghost: baseline.value && markerPlace({ ...shown, scenario: baseline.value.scenario }),
    crosshair: withCrosshair ? crosshair.value : undefined,
  })
}

/** The map as it is now, as shapes: for files. */
export function currentMap(width: number, height: number): Shape[] {
  const options = { ...mapOptions(width, height), isMoving: false }
  return [...fieldShapes(shownPicture(), options), ...axisShapes(shownPicture(), options), ...markLayer(width, height, false)]
}
