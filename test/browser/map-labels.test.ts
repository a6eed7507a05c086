/** What is written on the map's lines can be read: nothing lies over something else, and nothing is cut off. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, parseScenario, type Engine } from '../../bindings/index.ts'
import { pictureSweep, toPicture, type PictureRequest } from '../../web-demo/compute/picture.ts'
import { lineShapes } from '../../web-demo/plot/map-lines.ts'
import type { Frame, Text } from '../../web-demo/plot/scene.ts'
import { pictureAxes, withPictureAxes } from '../../web-demo/state/axes.ts'
import { metricGroups } from '../../web-demo/state/quantities.ts'
import { PRESETS } from '../support/presets.ts'

const POINTS = 64
/** Of a wide page, of one with three columns, of a phone. */
const FRAMES = [
  { left: 66, top: 12, width: 950, height: 560 },
  { left: 66, top: 12, width: 500, height: 430 },
  { left: 52, top: 12, width: 280, height: 260 },
]

type Spot = readonly [x: number, y: number]

/** Corners of what a text covers: digits and lower-case letters are narrower than 0.6 of their size. */
function cornersOf({ text, x, y, size, turn = 0 }: Text): Spot[] {
  const [half, tall] = [0.3 * size * text.length, 0.55 * size]
  const angle = (turn * Math.PI) / 180
  return [
    [-half, -tall],
    [half, -tall],
    [half, tall],
    [-half, tall],
  ].map(([across, down]) => [x + across * Math.cos(angle) - down * Math.sin(angle), y + across * Math.sin(angle) + down * Math.cos(angle)])
}

/** Whether all corners of `other` are beyond one side of `box`, whose corners go round it. */
function isBeyond(box: readonly Spot[], other: readonly Spot[]): boolean {
  return box.some(([x, y], i) => {
    const [nextX, nextY] = box[(i + 1) % box.length]
    return other.every(([atX, atY]) => (nextX - x) * (atY - y) - (nextY - y) * (atX - x) < 0)
  })
}

function isInside([x, y]: Spot, { left, top, width, height }: Frame): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height
}

let engine: Engine

describe('labels on the map', () => {
  beforeAll(async () => void (engine = await createEngine({ workers: 0 })))
  afterAll(() => engine?.close())

  it.each(Object.entries(PRESETS))('lie apart and inside the frame: %s', async (_, input) => {
    const scenario = parseScenario(withPictureAxes(input))
    const axes = pictureAxes(scenario)
    const { start, end } = input.horizon!
    const wrong: string[] = []
    let found = 0
    for (const metric of metricGroups(scenario).flatMap(({ metrics }) => metrics)) {
      const request: PictureRequest = { scenario, axes, metric, time: (start + end) / 2 }
      const surface = await engine.sweep(scenario, pictureSweep(request, POINTS)).result()
      const picture = toPicture(request, POINTS, surface)
      for (const frame of FRAMES) {
        const texts = lineShapes(picture, frame).filter((shape) => shape.kind === 'text')
        const boxes = texts.map(cornersOf)
        for (const [k, box] of boxes.entries()) {
          if (!box.every((corner) => isInside(corner, frame))) wrong.push(`${metric}: ${texts[k].text} is cut off`)
          for (const [i, other] of boxes.slice(0, k).entries())
            if (!isBeyond(box, other) && !isBeyond(other, box)) wrong.push(`${metric}: ${texts[k].text} lies over ${texts[i].text}`)
        }
        found += texts.length
      }
    }
    expect(wrong).toEqual([])
    // Most lines have room for one.
    expect(found).toBeGreaterThan(60)
  })
})
