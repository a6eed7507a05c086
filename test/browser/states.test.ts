/** States of the demo page that are easily forgotten: what is wrong, in both languages; three dimensions; the keyboard alone. */
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { startDemo, visit, type Demo } from '../support/demo.ts'

/** A number that is too small, one that is too large, a share beyond 100 %, a law that does not exist, a key that no scenario has. */
const WRONG =
  '#preset=workshop&waste.scale=-1&recycling.exponent=3&transformation.law=sigmoid&discountRate=-2&foo=1&points=32&recycling.price=null'
const COARSE = '.plot[data-drawn]'
/** What stands beside the picture comes after it. */
const CHARTS = '[data-chart] svg'

let demo: Demo

describe.skipIf(!findChromium())('states of the demo page', () => {
  beforeAll(async () => {
    demo = await startDemo()
  })

  it.each([
    [
      'en',
      [
        'waste.scale: −1 is too small: expected a number, 0 or above.',
        'recycling.exponent: 3 is too large: expected a number above 0 and at most 1.',
        'recycling.price: A number is missing: expected a finite number.',
        'transformation.law: "sigmoid" does not exist: expected one of constant, linear',
        'There is no key “foo” here',
      ],
    ],
    [
      'de',
      [
        'waste.scale: −1 ist zu klein: erwartet wird eine Zahl ab 0.',
        'recycling.exponent: 3 ist zu groß: erwartet wird eine Zahl über 0 bis 1.',
        'recycling.price: Hier fehlt eine Zahl: erwartet wird eine endliche Zahl.',
        'transformation.law: "sigmoid" gibt es nicht: möglich sind constant, linear',
        'Einen Schlüssel „foo“ gibt es hier nicht',
      ],
    ],
  ])('says what is wrong in the visitor’s language, and axe finds nothing: %s', async (lang, sentences) => {
    const { page, complaints } = await visit(demo, { fragment: `${WRONG}&lang=${lang}`, until: COARSE })
    const summary = () => page.locator('.summary').innerText()
    for (const sentence of sentences) await expect.poll(summary).toContain(sentence)
    if (lang === 'de') expect(await summary()).not.toMatch(/expected|to fix/i)
    expect(await violationsIn(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('says of shares in percent what is wrong, as they are typed', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop&points=32', until: COARSE })
    await page.getByRole('heading', { name: 'Transition', exact: true }).click()
    const field = page.locator('[data-path="transformation.to"]')
    await field.getByRole('spinbutton').fill('120')
    await expect.poll(() => field.locator('.problem').innerText()).toBe('120 % is too large: expected a number from 0 % to 100 %.')
  })

  it.each([
    ['the page', '', CHARTS, 40],
    ['its panels', '&open=matters+uncertainty+schedules+timing+systems+speed', '#panel-systems .trade', 140],
  ])('leads the keyboard to everything that can be used, in order, and shows where it is: %s', async (_, open, until, least) => {
    const { page } = await visit(demo, { fragment: `#preset=joinery&points=32${open}`, until })
    // What is found late would come between.
    const count = (selector: string) => page.locator(selector).count()
    const isComplete = async () =>
      (await count('.panel .answer')) === (open ? 2 : 0) &&
      (await count('.matters tbody tr')) >= (open ? 5 : 0) &&
      (await count('[aria-busy=true]')) + (await page.getByRole('cell', { name: '…' }).count()) === 0
    await expect.poll(isComplete).toBe(true)
    const reachable = await page.evaluate(() => {
      const all = document.querySelectorAll<HTMLElement>('a[href], button, select, input, textarea, summary, [tabindex="0"]')
      const usable = [...all].filter((element) => element.checkVisibility() && !(element as HTMLButtonElement).disabled)
      usable.forEach((element, i) => (element.dataset.place = String(i)))
      return usable.length
    })
    expect(reachable).toBeGreaterThan(least)
    await page.locator('[data-place="0"]').focus()
    const visited: (number | string)[] = []
    const unmarked: string[] = []
    for (let step = 0; step < reachable; step++) {
      const { place, ring, html } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        // A ribbon has an outline of its own, in its form.
        const own = element.querySelector('.outline')
        return {
          place: element.dataset.place,
          ring: own ? getComputedStyle(own).strokeOpacity === '1' : outlineStyle !== 'none' && outlineWidth !== '0px',
          html: element.outerHTML.slice(0, 100),
        }
      })
      visited.push(place === undefined ? html : Number(place))
      // The first one was not reached by a key.
      if (step > 0 && !ring) unmarked.push(html)
      await page.keyboard.press('Tab')
    }
    expect(visited).toEqual(Array.from({ length: reachable }, (_, i) => i))
    expect(unmarked).toEqual([])
  })

  it('keeps four scenarios and says that a fifth finds no room, with keys that differ where colours are forced', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=joinery&points=32&open=timing', until: CHARTS })
    await page.emulateMedia({ forcedColors: 'active' })
    const pin = page.getByRole('button', { name: 'Compare with this' })
    const kept = page.locator('.scenarios thead input')
    const cost = page.getByRole('spinbutton', { name: 'Disposal cost' })
    for (let count = 1; count <= 4; count++) {
      await expect.poll(() => page.locator('.deciding-buttons [role=status]').innerText()).toBe('')
      await pin.click()
      await expect.poll(() => kept.count()).toBe(count)
      await cost.fill(String(120 + 10 * count))
    }
    await expect.poll(() => pin.isDisabled()).toBe(true)
    await expect.poll(() => page.locator('.deciding-buttons [role=status]').innerText()).toMatch(/^Four scenarios are kept: remove one/)
    // What a key looks like: its line's form and colour.
    const looks = (keys: string, before: string) =>
      page.locator(keys).evaluateAll(
        (all, before) =>
          all.map((key) => {
            const { borderTopStyle, borderTopColor } = getComputedStyle(key, before)
            return `${borderTopStyle} ${borderTopColor}`
          }),
        before,
      )
    await expect.poll(async () => new Set(await looks('[data-chart="waste"] .value', '::before')).size).toBe(4)
    await expect.poll(async () => new Set(await looks('#panel-timing .key-line', '')).size).toBe(2)
    await page.getByRole('button', { name: 'Remove: Scenario 2' }).click()
    await expect.poll(() => pin.isEnabled()).toBe(true)
    expect(complaints).toEqual([])
  })
})
