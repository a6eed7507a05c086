import { signal } from '@preact/signals'
import type { Surface } from 'offcut'
import { known } from '../known.ts'
import { isDragging, SIZES } from '../state/view.ts'
import { nextFrame } from './frame.ts'
import { engineInfo, startedEngine } from './engine.ts'
import { isSuperseded, report } from '../state/failure.ts'
import { pictureSweep, toPicture, type Picture, type PictureRequest } from './picture.ts'

/** The picture on the screen: whoever draws it subscribes, and draws at once. */
export const picture = signal<Picture | undefined>(undefined)

/** The picture, for what is only asked for once there is one. */
export function shownPicture(): Picture {
  if (!picture.value) throw new Error('no picture has been drawn')
  return picture.value
}

/** Counts pictures that have been presented. */
export const presented = signal(0)

/** Computing within it looks immediate. */
const BUDGET_MILLISECONDS = 40
/** A finer picture that would take longer is not worth waiting for: millions of steps of time paths can be behind it. A busy machine is not a reason. */
const PATIENCE_MILLISECONDS = 20_000

const MOST_IDLE_MILLISECONDS = 50

const MEASURE = 'offcut picture'
/** The browser keeps them for ever: hours of dragging would fill its memory. */
const MOST_MEASURES = 100
let measured = 0

/** Milliseconds from the request to its surface, by size: a moving average. Drawing a finer one takes hardly longer. */
const cost = new Map<number, number>()

/** The finest size that fits the budget first, then those that are finer still. */
function sizesToDraw(finest: number): number[] {
  const sizes = SIZES.filter((size) => size <= finest)
  const first = sizes.findLastIndex((size) => (cost.get(size) ?? Infinity) <= BUDGET_MILLISECONDS)
  return sizes.slice(Math.max(0, first))
}

function learn(size: number, milliseconds: number): void {
  cost.set(size, 0.7 * (cost.get(size) ?? milliseconds) + 0.3 * milliseconds)
}

/** The surface on the screen, and the one before it, whose memory the next one takes: new memory for each would be cleared and collected. */
let onScreen: Surface | undefined
let spare: Surface | undefined

function takeSpare({ points, metrics }: { points: number; metrics: readonly string[] }): Surface | undefined {
  const [taken, has] = [spare, spare?.metrics]
  if (!taken || !has || taken.status.length !== points || !metrics.every((name) => name in has)) return undefined
  spare = undefined
  return taken
}

let latest: PictureRequest | undefined
let finestWanted: number = SIZES[SIZES.length - 1]
let isDrawingFirst = false

/**
 * Draws the request, or a newer one: nothing queues. The first size of a request is always drawn, so that the picture
 * follows the hand; what is finer gives way to a newer request at once.
 */
export function show(request: PictureRequest, finest: number): void {
  latest = request
  finestWanted = finest
  if (!isDrawingFirst) draw().catch(report)
}

async function draw(): Promise<void> {
  const [first, ...finer] = sizesToDraw(finestWanted)
  let request: PictureRequest
  isDrawingFirst = true
  try {
    do {
      request = known(latest)
      await drawAt(request, first)
    } while (request !== latest)
  } finally {
    isDrawingFirst = false
  }
  let coarser = first
  for (const size of finer) {
    // Until the coarser one is on the screen the thread has that to do, and a newer request may come.
    await shown
    const expected = cost.get(size) ?? (cost.get(coarser) ?? 0) * (size / coarser) ** 2
    if (request !== latest || expected > PATIENCE_MILLISECONDS) return
    coarser = size
    await drawAt(request, size)
  }
}

/** Points that are not worth cutting further than into a share for each worker. The page's own thread has the page to draw. */
const MOST_POINTS_AT_ONCE = 2 ** 17
/** Seconds that a picture of that many points may take for it; time paths take longer, and are cut so that a newer request is heard. */
const MOST_SECONDS_AT_ONCE = 0.04

/** Each worker's share in one piece, while a drag moves one number of a scenario whose picture before was quick. */
function chunkSizeOf(points: number): number | undefined {
  const { workers = 0 } = engineInfo.peek() ?? {}
  if (!isDragging.peek() || workers === 0 || !onScreen || points > MOST_POINTS_AT_ONCE) return undefined
  const { points: before, seconds } = onScreen.stats
  return (seconds / before) * points < MOST_SECONDS_AT_ONCE ? Math.ceil(points / workers) : undefined
}

/** The frame that presents the picture before: a second one in it would be drawn for nothing. */
let frame: Promise<void> = Promise.resolve()
/** The end of that frame. */
let shown: Promise<void> = frame

async function drawAt(request: PictureRequest, size: number): Promise<void> {
  const began = performance.now()
  try {
    const job = startedEngine().sweep(request.scenario, {
      ...pictureSweep(request, size),
      supersede: 'surface',
      chunkSize: chunkSizeOf(size * size),
    })
    const surface = await job.result({ into: takeSpare(job) })
    // The first picture waits for the page to be written, too: that says nothing of its size.
    if (engineInfo.value) learn(size, performance.now() - began)
    await frame
    picture.value = toPicture(request, size, surface)
    spare = onScreen
    onScreen = surface
  } catch (error) {
    if (!isSuperseded(error)) throw error
    return
  }
  // For the browser's developer tools, and for bench/page.mjs.
  if (++measured % MOST_MEASURES === 0) performance.clearMeasures(MEASURE)
  performance.measure(MEASURE, { start: began, detail: { size } })
  frame = nextFrame()
  shown = frame.then(() => new Promise((resolve) => setTimeout(resolve)))
  void frame.then(afterFrame).then(() => presented.value++)
}

/** Resolves when the browser has had its turn, and time is left: what stands beside the picture is to hold up no frame. */
function afterFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: MOST_IDLE_MILLISECONDS })
    else setTimeout(resolve)
  })
}
