/** axe over everything that the page can show at once: every panel with what it opens, in both languages, every theme, at two widths. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { startDemo, visit, type Demo } from '../support/demo.ts'
import { PATIENCE } from '../support/panels.ts'

const OPEN = 'own+matters+uncertainty+schedules+timing+systems+speed'
const TABLE = `year,product,work,machines\n${Array.from({ length: 9 }, (_, i) => `${2010 + i},${20 + i * i},${9 + i},${30 + ((7 * i) % 5)}`).join('\n')}`

const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
  'forced, dark': { colorScheme: 'dark', forcedColors: 'active' },
} as const

/** Each language at each width, and each theme in both, in as few as that takes. */
const STATES: [language: string, width: number, themes: (keyof typeof THEMES)[]][] = [
  ['en', 1280, ['light', 'dark', 'forced', 'forced, dark']],
  ['en', 390, ['light']],
  ['de', 1280, ['light', 'forced']],
  ['de', 390, ['light', 'dark', 'forced, dark']],
]

let demo: Demo

/** Gives every panel something to show: a scenario to compare with, doubts, a table of years, a lever, a course and a growth. */
async function fill(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Compare with this' }).click()
  await page
    .locator('#panel-uncertainty')
    .getByRole('button', { name: /^Try it/ })
    .click()
  await page.locator('#panel-uncertainty .calibration > summary').click()
  await page
    .locator('#panel-uncertainty input[type=file]')
    .setInputFiles({ name: 'years.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) })
  await page.getByRole('button', { name: 'Add a lever' }).click()
  for (const adder of ['Draw the course of: Add', 'Let grow or shrink: Add']) await page.getByRole('button', { name: adder }).click()
  await expect.poll(() => page.locator('fieldset.entry').count()).toBe(3)
  await expect.poll(() => page.locator('.calibration table').count()).toBeGreaterThan(0)
  await page.locator('.matters tbody tr').first().waitFor(PATIENCE)
  await page.locator('.scenarios table').waitFor(PATIENCE)
  await expect.poll(() => page.locator('.panel .answer').count(), PATIENCE).toBe(3)
  await expect.poll(() => page.locator('[aria-busy=true]').count(), PATIENCE).toBe(0)
}

describe.skipIf(!findChromium())('axe finds nothing', () => {
  beforeAll(async () => {
    demo = await startDemo()
  })

  it('in all that the page can show, in any language, theme and width', { timeout: 180_000 }, async () => {
    const { page, complaints } = await visit(demo, { fragment: `#preset=joinery&points=32&open=${OPEN}`, until: '.sankey .trade' })
    await fill(page)
    const found: string[][] = []
    for (const [language, width, themes] of STATES) {
      await page.setViewportSize({ width, height: 1000 })
      await page.getByRole('combobox', { name: /Language|Sprache/ }).selectOption(language)
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
      const open = () =>
        page.evaluate(() => {
          const closed = document.querySelectorAll<HTMLDetailsElement>('details:not(.menu, .axes, [open])')
          closed.forEach((details) => (details.open = true))
          return closed.length
        })
      await expect.poll(open).toBe(0)
      for (const theme of themes) {
        const media = THEMES[theme]
        await page.emulateMedia(media)
        await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(media.colorScheme)
        const note = (list: string[][]) => found.push(...list.map((violation) => [`${language} ${width} ${theme}`, ...violation]))
        note(await violationsIn(page))
        for (const menu of ['.axes', '.menu']) {
          await page.locator(`details${menu} > summary`).first().click()
          await page.locator(`details${menu} select`).first().waitFor()
          note(await violationsIn(page, `details${menu}`))
          await page.keyboard.press('Escape')
        }
      }
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    await page.emulateMedia({ forcedColors: 'none' })
  })
})
