/** Keys that come faster than the page draws, and what keeps the keyboard's place while the page works. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../support/chromium.ts'
import { startDemo, visit, type Demo } from '../support/demo.ts'
import { openPanel, PATIENCE } from '../support/panels.ts'

const COARSE = '.plot[data-drawn]'
const SCHEDULE = {
  'changes[0].parameter': 'recycling.price',
  'changes[0].times': '[0,5,10]',
  'changes[0].values': '[1,1.2,1.4]',
}

let demo: Demo

describe.skipIf(!findChromium())('keys', () => {
  beforeAll(async () => {
    demo = await startDemo()
  })

  it('that come within one frame all count: on a point of a course, and in the guide', async () => {
    const { page } = await openPanel(demo, 'schedules', SCHEDULE)
    const point = page.locator('.handles circle').nth(1)
    await point.waitFor(PATIENCE)
    const times = () => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('changes[0].times[1]'))
    const press = (...keys: string[]) =>
      point.evaluate(
        (circle, keys) => keys.forEach((key) => circle.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))),
        keys,
      )
    await press('ArrowRight')
    await expect.poll(times).toBe('5.1')
    await press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await expect.poll(times).toBe('5.4')
    await press('Delete', 'Delete', 'Delete')
    await expect.poll(() => page.locator('.handles circle').count()).toBe(1)
    await page.getByRole('button', { name: 'Guide' }).click()
    await expect.poll(() => page.locator('.guide').innerText()).toContain('1 of 3')
    await page.getByRole('button', { name: 'Next' }).evaluate((next: HTMLButtonElement) => [next, next].forEach((each) => each.click()))
    await expect.poll(() => page.locator('.guide').innerText()).toContain('3 of 3')
  })

  it('stay at the button that makes a file', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&points=32', until: COARSE })
    await page.locator('summary', { hasText: 'Export' }).press('Enter')
    const button = page.getByRole('button', { name: 'Report as a page' })
    await button.focus()
    // Two presses make one file.
    let files = 0
    page.on('download', () => files++)
    await button.press('Enter')
    await button.press('Enter')
    await expect.poll(() => files, PATIENCE).toBe(1)
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false')
    await expect.poll(() => button.evaluate((each) => each === document.activeElement)).toBe(true)
    expect(files).toBe(1)
  })

  it('name kept scenarios, and what has no name follows the language', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&points=32', until: COARSE })
    for (const count of [1, 2]) {
      await page.getByRole('button', { name: 'Compare with this' }).press('Enter')
      await expect.poll(() => page.locator('.pin-head').count()).toBe(count)
    }
    const name = (index: number) => page.locator('.pin-head input').nth(index)
    await expect.poll(() => name(0).inputValue()).toBe('Scenario 1')
    await name(1).fill('mine')
    await name(1).press('Enter')
    await expect.poll(() => page.url()).toContain('pin=mine')
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await expect.poll(() => name(0).inputValue()).toBe('Szenario 1')
    await expect.poll(() => name(1).inputValue()).toBe('mine')
  })
})
