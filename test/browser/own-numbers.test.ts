/** A plant's own numbers on the demo page: entered by who has never seen it, with the answer of an integral that uses none of the library. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { startDemo, visit, type Demo } from '../support/demo.ts'
import { saved } from '../support/panels.ts'

const COARSE = '.plot[data-drawn]'
const DIGITS = { maximumSignificantDigits: 4, useGrouping: 'min2' } as unknown as Intl.NumberFormatOptions

/** 2,000 t a year that cost 80 EUR each; a recycler for 300,000 EUR, ready in a year, that costs 30 and brings 10 a tonne. */
const PLANT = { waste: 2000, disposal: 80, processing: 30, sales: 10, cost: 300_000, duration: 1, start: 2026, years: 10, rate: 0.05 }

/** How far ahead the plant is after so many years: what recycling spares, less what it costs, in small steps. */
function aheadAfter(time: number, share: number): number {
  const { waste, disposal, processing, sales, cost, duration, rate } = PLANT
  const steps = 20_000
  const step = time / steps
  let sum = 0
  for (let k = 0; k < steps; k++) {
    const at = (k + 0.5) * step
    const level = share * Math.min(1, at / duration)
    const spent = at < duration ? cost / duration : 0
    sum += Math.exp(-rate * at) * ((disposal + sales - processing) * waste * level - spent) * step
  }
  return sum
}

const EN = ['Waste a year', 'Disposal costs', 'Recycling costs', 'What is made of it sells for', 'Cost of changing over', 'Takes']
const DE = ['Abfall im Jahr', 'Entsorgung kostet', 'Verwertung kostet', 'Was daraus wird, bringt', 'Kosten der Umstellung', 'Dauert']

let demo: Demo

async function enter(page: Page, labels: readonly string[]): Promise<void> {
  const { waste, disposal, processing, sales, cost, duration } = PLANT
  const form = page.locator('form.own')
  for (const [i, value] of [waste, disposal, processing, sales, cost, duration].entries())
    await form.getByRole('spinbutton', { name: labels[i], exact: true }).fill(String(value))
}

describe.skipIf(!findChromium())('own numbers on the demo page', () => {
  beforeAll(async () => {
    demo = await startDemo()
  })

  it.each([
    ['en', EN, 'Try your own numbers', 'Does it pay?', /^Changing over pays back in March 2029.* ahead\.$/],
    ['de', DE, 'Eigene Zahlen ausprobieren', 'Lohnt es sich?', /^Die Umstellung macht sich im März 2029 bezahlt.* vorn\.$/],
  ] as const)('say whether and when the plant pays: %s', async (lang, labels, open, use, answer) => {
    const { page, complaints } = await visit(demo, { fragment: `#preset=joinery&points=32&lang=${lang}`, until: COARSE })
    await page.getByRole('button', { name: open }).click()
    await enter(page, labels)
    await page.getByRole('button', { name: use, exact: true }).click()
    const result = page.locator('.headline .result')
    await expect.poll(() => result.innerText()).toMatch(answer)
    const money = new Intl.NumberFormat(lang, DIGITS)
    const deepest = Math.min(...Array.from({ length: 101 }, (_, i) => aheadAfter(0.5 + i / 100, 1)))
    for (const value of [aheadAfter(10, 1), -deepest]) await expect.poll(() => result.innerText()).toContain(money.format(value))
    expect(aheadAfter(3.16, 1)).toBeLessThan(0)
    expect(aheadAfter(3.25, 1)).toBeGreaterThan(0)
    // What the waste is worth is read beside it, the page names the plant, and the link has it.
    await expect.poll(() => page.locator('.flow').innerText()).toMatch(/−80 EUR[^]*−20 EUR[^]*2000 t/)
    await expect
      .poll(() => page.locator('.header select').first().locator('option:checked').innerText())
      .toBe((await saved(page, lang)).name)
    await expect.poll(() => page.url()).toContain('recycling.price=10')
    await page.reload()
    await expect.poll(() => result.innerText()).toMatch(answer)
    expect(complaints).toEqual([])
  })

  it('may recycle a part of the waste, at the same cost', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&points=32&open=own', until: 'form.own' })
    await enter(page, EN)
    await page.locator('form.own').getByRole('spinbutton', { name: 'Recycled then' }).fill('80')
    await page.getByRole('button', { name: 'Does it pay?', exact: true }).click()
    const ahead = new Intl.NumberFormat('en', DIGITS).format(aheadAfter(10, 0.8))
    await expect.poll(() => page.locator('.headline .result').innerText()).toContain(`${ahead} EUR ahead`)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.locator('.headline .result').innerText()).toContain('November 2030')
  })

  it('begin with the numbers of the scenario as they were typed', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&points=32&open=own&waste.disposalCost=180.5', until: 'form.own' })
    const value = (name: string) => page.locator('form.own').getByRole('spinbutton', { name, exact: true }).inputValue()
    await expect.poll(() => value('Disposal costs')).toBe('180.5')
    await expect.poll(() => value('Recycled then')).toBe('100')
  })

  it('say beside the field what is wrong, and can be read by everyone', async () => {
    const { page } = await visit(demo, {
      fragment: '#preset=joinery&points=32&open=own',
      until: 'form.own',
      width: 390,
      colorScheme: 'dark',
    })
    const form = page.locator('form.own')
    for (const [name, text, said] of [
      ['Waste a year', '0', 'Expected a number above 0.'],
      ['Recycled then', '120', 'Expected a number up to 100.'],
      ['Interest', '-1', 'Expected a number, 0 or above.'],
      ['Disposal costs', 'much', 'Expected a number.'],
    ]) {
      const field = form.getByRole('spinbutton', { name, exact: true })
      const before = await field.inputValue()
      await field.fill(text)
      await expect.poll(() => form.locator('.problem').allInnerTexts()).toEqual([said])
      await expect.poll(() => form.locator('button[type=submit]').isDisabled()).toBe(true)
      if (name === 'Disposal costs') expect(await violationsIn(page)).toEqual([])
      await field.fill(before)
      await expect.poll(() => form.locator('.problem').count()).toBe(0)
    }
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
})
