/** What a first visitor has in sight: the guide beside what it speaks of, the answer on a phone, and words for units. */
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../support/chromium.ts'
import { startDemo, visit, type Demo } from '../support/demo.ts'
import { PATIENCE, saved } from '../support/panels.ts'

const COARSE = '.plot[data-drawn]'

let demo: Demo

/** Whether a pointer at the middle of what is shown meets it, and nothing that lies over it. */
const isInSight = (shown: Locator) =>
  shown.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const met = document.elementFromPoint(left + width / 2, top + height / 2)
    return met !== null && (element.contains(met) || met.contains(element))
  })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe.skipIf(!findChromium())('a first visitor', () => {
  beforeAll(async () => {
    demo = await startDemo()
  })

  it.each([
    [1366, 768],
    [768, 1024],
    [390, 844],
  ])('has the guide, its bar and what a step is about in sight at %d × %d', async (width, height) => {
    const { page } = await visit(demo, { fragment: '', width, height, until: COARSE })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(() => page.locator('.guide').innerText()).toContain('1 of 3')
    const targets = [page.locator('.flow-bar'), page.getByRole('slider', { name: 'Year' }), page.locator('[data-chart="advantage"] svg')]
    for (const [step, next] of ['Next', 'Next', 'Explore'].entries()) {
      for (const shown of [targets[step], page.locator('.flow-bar'), button(page, next)])
        await expect.poll(() => isInSight(shown)).toBe(true)
      await button(page, next).click()
    }
    await expect.poll(() => page.locator('.guide').count()).toBe(0)
    await page.close()
  })

  it('has the answer once: on a phone a line repeats it where it is out of sight', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&points=32', width: 390, height: 800, until: COARSE })
    const [answer, line] = [page.locator('.headline .result'), page.locator('.sticky-answer')]
    await expect.poll(() => isInSight(answer)).toBe(true)
    await expect.poll(() => line.isVisible()).toBe(false)
    await page.evaluate(() => scrollTo(0, 900))
    await expect.poll(() => line.isVisible()).toBe(true)
    await expect.poll(() => isInSight(line)).toBe(true)
    await page.close()
  })

  it('names currency and units, which everything then says, and takes them away', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=joinery&points=32', until: COARSE })
    const answer = page.locator('.headline .result')
    await expect.poll(() => answer.innerText()).toContain(' EUR ')
    await page.locator('.group > summary', { hasText: 'Horizon and notes' }).press('Enter')
    const write = async (label: string, text: string) => {
      const field = page.getByRole('textbox', { name: label })
      await field.waitFor(PATIENCE)
      await field.fill(text)
      await field.press('Enter')
    }
    await write('Currency', 'CHF')
    await write('Waste is counted in', 'bales')
    await expect.poll(() => answer.innerText()).toMatch(/ CHF ahead\.$/)
    await expect.poll(() => page.locator('.flow-title').innerText()).toContain('1 bales of waste')
    expect((await saved(page)).units).toMatchObject({ currency: 'CHF', waste: 'bales' })
    for (const label of ['Currency', 'Waste is counted in', 'The product is counted in']) await write(label, '')
    await expect.poll(() => answer.innerText()).toMatch(/ money ahead\.$/)
    await expect.poll(() => page.locator('.controls .summary').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })
})
