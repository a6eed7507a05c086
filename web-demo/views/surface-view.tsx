import { signal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { known } from '../known.ts'
import { crosshair, hover, type Place } from '../compute/point.ts'
import { picture, shownPicture } from '../compute/surface.ts'
import { Relief } from '../plot/relief.ts'
import { reliefShapes } from '../plot/relief-labels.ts'
import { scaleOf } from '../plot/scales.ts'
import { paint } from '../plot/scene.ts'
import { themeOf } from '../plot/theme.ts'
import { quantity } from '../state/quantities.ts'
import { useSettled } from '../state/settled.ts'
import { isDragging } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { placeByKey } from './crosshair.ts'
import { useDrawing } from './drawing.ts'
import { extentShown } from './extent.ts'
import { goTo } from './go-to.ts'
import { pictureLabel } from './labels.ts'
import { markerPlace } from './marker.ts'
import { plotSize } from './page-size.ts'
import { themeName } from './theme-choice.ts'

const TURNS: Record<string, [across: number, up: number, nearer: number]> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  '+': [0, 0, 1],
  '=': [0, 0, 1],
  '-': [0, 0, -1],
}

/** The surface on the screen. */
export const currentRelief = signal<Relief | undefined>(undefined)

/** The surface in three dimensions. This module brings the 3-D library along: import it when it is first needed. */
export default function SurfaceView({ onFailure }: { onFailure(): void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const relief = currentRelief
  const pressed = useRef({ x: NaN, y: NaN })
  const label = useSettled(pictureLabel)

  useEffect(() => {
    try {
      relief.value = new Relief(known(canvas.current))
    } catch {
      onFailure()
    }
    return () => {
      relief.value?.dispose()
      relief.value = undefined
    }
  }, [])
  useSignalEffect(() => {
    const { width, height } = plotSize.value
    if (relief.value && width > 0) relief.value.resize(width, height)
  })
  useDrawing(() => {
    if (relief.value && picture.value) relief.value.show(picture.value, extentShown.value, markerPlace(picture.value), isDragging.value)
  })
  useSignalEffect(() => {
    // A picture that is shown draws, and so does another size: what lies over it follows then.
    void [themeName.value, crosshair.value]
    if (!relief.value) return
    const draw = () => overlay.current && relief.value && drawOverlay(overlay.current, relief.value)
    relief.value.onDraw = draw
    draw()
  })

  const placeOf = (event: PointerEvent): Place | undefined => {
    const hit = relief.value?.pick(event.offsetX, event.offsetY)
    const [x, y] = shownPicture().axes.map((axis) => scaleOf(axis, 2))
    return hit && { x: x.value(hit.u), y: y.value(hit.v) }
  }
  return (
    <div class="relief">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription={words.value.picture.surfaceRole}
        aria-label={label}
        aria-describedby="plot-keys"
        onPointerMove={(event) => event.buttons === 0 && picture.value && hover(picture.value, placeOf(event))}
        onPointerLeave={() => picture.value && hover(picture.value, undefined)}
        onPointerDown={(event) => (pressed.current = { x: event.clientX, y: event.clientY })}
        onPointerUp={(event) => {
          const { x, y } = pressed.current
          // A drag turns the surface; only a click chooses a place.
          if (Math.hypot(event.clientX - x, event.clientY - y) > 4) return
          const place = placeOf(event)
          if (place) goTo(place)
        }}
        onKeyDown={(event) => {
          const turn = event.shiftKey || !event.key.startsWith('Arrow') ? TURNS[event.key] : undefined
          const step = turn ? undefined : picture.value && placeByKey(event, picture.value, crosshair.value)
          if (!turn && !step) return
          event.preventDefault()
          if (turn) relief.value?.turn(...turn)
          if (step?.isChosen && step.place) goTo(step.place)
          if (step && picture.value) hover(picture.value, step.place)
        }}
      />
      <canvas ref={overlay} class="overlay" aria-hidden="true" />
    </div>
  )
}

function drawOverlay(overlay: HTMLCanvasElement, relief: Relief): void {
  const shown = picture.peek()
  const { width, height } = plotSize.peek()
  if (!shown || width === 0) return
  const scale = devicePixelRatio || 1
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)]
  if (overlay.width !== pixelWidth || overlay.height !== pixelHeight) Object.assign(overlay, { width: pixelWidth, height: pixelHeight })
  const context = known(overlay.getContext('2d'))
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.clearRect(0, 0, width, height)
  const { label, unit } = quantity(shown.metric, shown.scenario)
  const shapes = reliefShapes(relief, {
    picture: shown,
    extent: extentShown.peek(),
    valueTitle: `${label} (${unit})`,
    marker: markerPlace(shown),
    crosshair: crosshair.peek(),
    theme: themeOf(overlay),
  })
  paint(context, shapes)
}
