/**
 * A drawing as a list of shapes: made once, painted on a canvas at drag rate, or written as SVG. Lengths are in CSS pixels.
 */

/** The part of a drawing that holds the grid, CSS pixels. */
export interface Frame {
  left: number
  top: number
  width: number
  height: number
}

export interface Lines {
  kind: 'lines'
  /** Segments, four numbers each: x, y of one end, then of the other. */
  segments: ArrayLike<number>
  colour: string
  width: number
  dash?: number[]
  /** Drawn at drag rate: without round ends. */
  isMoving?: boolean
}

export interface Text {
  kind: 'text'
  text: string
  x: number
  y: number
  colour: string
  size: number
  align: 'start' | 'middle' | 'end'
  /** Where y is: at the text's middle, or at its top. */
  baseline?: 'middle' | 'top'
  bold?: boolean
  /** Degrees, clockwise. */
  turn?: number
  /** Colour of an outline that keeps the text readable on any ground. */
  halo?: string
}

export interface Image {
  kind: 'image'
  source: HTMLCanvasElement
  x: number
  y: number
  width: number
  height: number
}

export interface Dot {
  kind: 'dot'
  x: number
  y: number
  radius: number
  fill: string
  stroke: string
}

export interface Box {
  kind: 'box'
  x: number
  y: number
  width: number
  height: number
  fill: string
}

export type Shape = Lines | Text | Image | Dot | Box

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'

export function paint(context: CanvasRenderingContext2D, shapes: readonly Shape[]): void {
  context.lineJoin = 'round'
  for (const shape of shapes) paintShape(context, shape)
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape): void {
  switch (shape.kind) {
    case 'lines':
      context.strokeStyle = shape.colour
      context.lineWidth = shape.width
      // Ends meet unseen where a line is thin, and a cap for each segment costs more than the line.
      context.lineCap = shape.width > 1.5 && !shape.isMoving ? 'round' : 'butt'
      context.setLineDash(shape.dash ?? [])
      context.beginPath()
      trace(context, shape.segments)
      context.stroke()
      context.setLineDash([])
      return
    case 'text':
      return paintText(context, shape)
    case 'image':
      context.imageSmoothingEnabled = true
      context.drawImage(shape.source, shape.x, shape.y, shape.width, shape.height)
      return
    case 'dot':
      context.fillStyle = shape.fill
      context.strokeStyle = shape.stroke
      context.lineWidth = 2.5
      context.beginPath()
      context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI)
      context.fill()
      context.stroke()
      return
    case 'box':
      context.fillStyle = shape.fill
      context.fillRect(shape.x, shape.y, shape.width, shape.height)
  }
}

/** Adds segments to the path; those that follow each other are one line. */
function trace(context: CanvasRenderingContext2D, segments: ArrayLike<number>): void {
  for (let k = 0; k + 3 < segments.length; k += 4) {
    const [x, y] = [segments[k], segments[k + 1]]
    if (k === 0 || x !== segments[k - 2] || y !== segments[k - 1]) context.moveTo(x, y)
    context.lineTo(segments[k + 2], segments[k + 3])
  }
}

function paintText(context: CanvasRenderingContext2D, { text, x, y, turn = 0, ...style }: Text): void {
  context.save()
  context.translate(x, y)
  context.rotate((turn * Math.PI) / 180)
  context.font = `${style.bold ? '600 ' : ''}${style.size}px ${FONT}`
  context.textAlign = style.align === 'middle' ? 'center' : style.align
  context.textBaseline = style.baseline ?? 'middle'
  if (style.halo) {
    context.strokeStyle = style.halo
    context.lineWidth = 3.5
    context.strokeText(text, 0, 0)
  }
  context.fillStyle = style.colour
  context.fillText(text, 0, 0)
  context.restore()
}
