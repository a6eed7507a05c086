/** Reports as who gets them reads them: by axe, in light and dark, on a screen, on a phone and on paper, in English and German. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import joineryJson from '../../examples/joinery.json' with { type: 'json' }
import parkJson from '../../examples/systems/park.json' with { type: 'json' }
import { createEngine, parseScenario, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { documentOf, pathDocument, renderPage, risk, type Document } from '../../bindings/studies/index.ts'
import { parseSystem, solveSystem } from '../../bindings/system/index.ts'
import { systemDocument } from '../../bindings/system/report.ts'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { exported, startDemo, visit, type Demo } from '../support/demo.ts'

const joinery = parseScenario(joineryJson as ScenarioInput)
const ORIGIN = { command: 'offcut', version: '0', seed: null, input: 'file' }
const UNCERTAINTY = {
  parameters: {
    'waste.disposalCost': { distribution: 'triangular', low: 80, mode: 120, high: 200 },
    'recycling.price': { distribution: 'uniform', low: 200, high: 320 },
  },
} as ScenarioInput['uncertainty']

/** Each theme, with and without forced colours, at one width. */
const THEMES: [width: number, themes: ['light' | 'dark', forced: 'none' | 'active'][]][] = [
  [
    1280,
    [
      ['light', 'none'],
      ['dark', 'active'],
    ],
  ],
  [
    390,
    [
      ['dark', 'none'],
      ['light', 'active'],
    ],
  ],
]

let demo: Demo
let engine: Engine

const page = (document: Document) => renderPage(document, ORIGIN)

/** What a page is read by. */
async function opened(html: string, width: number): Promise<Page> {
  const page = await demo.browser.newPage({ viewport: { width, height: 900 } })
  await page.setContent(html)
  return page
}

/** Texts of the pictures that lie over one another or leave their picture, of those that are shown. */
function brokenTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('figure > svg')].flatMap((svg) => {
      const frame = svg.getBoundingClientRect()
      if (frame.width === 0) return []
      const texts = [...svg.querySelectorAll('text')].map((text) => ({ name: text.textContent ?? '', box: text.getBoundingClientRect() }))
      return texts.flatMap(({ name, box }, i) => {
        const leaves = box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1
        const meets = texts
          .slice(i + 1)
          .filter(
            (other) =>
              Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
              Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 3,
          )
        return [...(leaves ? [`${name} leaves its picture`] : []), ...meets.map((other) => `${name} meets ${other.name}`)]
      })
    }),
  )
}

describe.skipIf(!findChromium())('reports', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(() => engine?.close())

  const REPORTS: Record<string, () => Promise<string>> = {
    'a path, in English': async () => page(pathDocument(joinery, await engine.path(joinery))),
    'a path, in German': async () => {
      const { page } = await visit(demo, { fragment: '#preset=joinery&lang=de&points=32', until: '.plot[data-drawn]' })
      return (await exported(page, 'Bericht als Seite')).toString()
    },
    'a risk': async () => {
      const scenario = parseScenario({ ...(joineryJson as ScenarioInput), uncertainty: UNCERTAINTY })
      const result = await risk(engine, scenario, { metrics: ['advantage'], samples: 64 })
      return page(documentOf({ command: 'risk', options: {}, result }, [])!)
    },
    'a system': async () => page(await systemDocument(await solveSystem(engine, parseSystem(JSON.stringify(parkJson))), 'harbour')),
  }

  it.each(Object.entries(REPORTS))('%s can be read by everyone, on a screen and on a phone', async (_, make) => {
    const html = await make()
    for (const [width, themes] of THEMES) {
      const page = await opened(html, width)
      for (const [colorScheme, forcedColors] of themes) {
        await page.emulateMedia({ colorScheme, forcedColors })
        expect(await violationsIn(page), `${width} ${colorScheme} ${forcedColors}`).toEqual([])
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      await page.close()
    }
  })

  it.each(Object.entries(REPORTS).filter(([name]) => name !== 'a system'))(
    '%s has letters of a readable size on a phone',
    async (_, make) => {
      const page = await opened(await make(), 390)
      const sizes = await page.evaluate(() =>
        [...document.querySelectorAll<SVGTextElement>('figure > svg text')].flatMap((text) => {
          const { a, b } = text.getScreenCTM()!
          return text.checkVisibility() ? [Math.hypot(a, b) * Number.parseFloat(getComputedStyle(text).fontSize)] : []
        }),
      )
      expect(sizes.length).toBeGreaterThan(0)
      expect(Math.min(...sizes)).toBeGreaterThan(9)
      expect(await brokenTexts(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 900 })
      expect(await brokenTexts(page)).toEqual([])
      await page.close()
    },
  )
})
