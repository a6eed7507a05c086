/** What a visitor of the demo page types, drags and clicks. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, type Engine } from '../../bindings/index.ts'
import { findChromium } from '../support/chromium.ts'
import { boxOf, drawn, linkOf, profitAt, readout, startDemo, visit, type Demo } from '../support/demo.ts'
import { PRESETS } from '../support/presets.ts'

let demo: Demo
let engine: Engine

describe.skipIf(!findChromium())('input to the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ backend: 'js', workers: 0 })])
  })
  afterAll(() => engine?.close())

  it('follows a drag with surface and numbers', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&time=2031' })
    const slider = page.getByRole('slider', { name: 'Disposal cost' })
    const box = await boxOf(slider)
    const picture = () => page.locator('canvas.map').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const before = await picture()
    await page.mouse.move(box.x + 0.25 * box.width, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + 0.6 * box.width, box.y + box.height / 2, { steps: 5 })
    await expect.poll(picture).not.toBe(before)
    expect(page.url()).not.toContain('waste.disposalCost')
    await page.mouse.up()
    await expect.poll(() => page.url()).toContain('waste.disposalCost')
    const disposalCost = Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('waste.disposalCost'))
    expect(disposalCost).toBeGreaterThan(150)
    await expect.poll(() => page.locator('[data-path="waste.disposalCost"] input.number').inputValue()).toBe(String(disposalCost))
    const scenario = { ...PRESETS.joinery, waste: { ...PRESETS.joinery.waste, disposalCost } }
    const profit = Number((await profitAt(engine, scenario, 2031)).toPrecision(4))
    await expect.poll(() => readout(page, 'Profit')).toBe(profit)
  })

  it('sets the scenario where the map is clicked, and by keys', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop' })
    const map = page.locator('canvas.map')
    const { width, height } = await boxOf(map)
    await map.click({ position: { x: width * 0.6, y: height * 0.3 } })
    await expect.poll(() => page.url()).toContain('waste.disposalCost')
    const time = Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('time'))
    expect(time).toBeGreaterThan(4)
    expect(time).toBeLessThan(7)
    // Away from the map, or the pointer's own cross-hair stands for that of the keys.
    const heading = () => page.locator('.readout h2').innerText()
    await expect.poll(heading).toBe('At the cross-hair')
    await page.mouse.move(0, 0)
    await expect.poll(heading).toBe('This scenario')
    await map.press('ArrowRight')
    await expect.poll(heading).toBe('At the cross-hair')
    await expect.poll(() => readout(page, 'Time')).toBeGreaterThan(time + 0.05)
    const there = await readout(page, 'Time')
    await map.press('Enter')
    await map.press('Escape')
    await expect.poll(heading).toBe('This scenario')
    await expect.poll(() => readout(page, 'Time')).toBe(there)
  })

  it('explains a wrong value beside its field and keeps the last valid picture', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=workshop' })
    const profit = Number((await profitAt(engine, PRESETS.workshop, 5)).toPrecision(4))
    await expect.poll(() => readout(page, 'Profit')).toBe(profit)
    const field = page.locator('[data-path="waste.scale"]')
    await field.getByRole('spinbutton').fill('-1')
    await expect.poll(() => field.locator('.problem').innerText()).toMatch(/0 or above/)
    await expect.poll(() => field.locator('input.number').getAttribute('aria-invalid')).toBe('true')
    expect(await readout(page, 'Profit')).toBe(profit)
    await field.getByRole('button').click()
    await expect.poll(() => field.locator('.problem').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('keeps what is being typed', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop' })
    const cost = page.getByRole('spinbutton', { name: 'Disposal cost' })
    for (const [text, value] of [
      ['5', '5'],
      ['1e-1', '0.1'],
      ['.5', '0.5'],
      ['0,25', '0.25'],
    ]) {
      await cost.click()
      await cost.press('ControlOrMeta+a')
      await cost.press('Delete')
      await cost.pressSequentially(text)
      // Once the page has taken the number, the text is still there.
      await expect.poll(() => cost.getAttribute('aria-valuenow')).toBe(value)
      expect(await cost.inputValue()).toBe(text)
      await cost.blur()
      await expect.poll(() => cost.inputValue()).toBe(value)
      await expect.poll(() => page.url()).toContain(`waste.disposalCost=${value}`)
    }
  })

  it('makes one entry of the history of a drag on a chart', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop' })
    const entries = await page.evaluate(() => history.length)
    const chart = page.locator('.chart svg').first()
    const box = await boxOf(chart)
    await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.5 * box.height)
    await page.mouse.down()
    await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.5 * box.height, { steps: 12 })
    await page.mouse.up()
    await expect.poll(() => page.url()).toMatch(/time=(7|8)/)
    await expect.poll(() => page.evaluate(() => history.length)).toBe(entries + 1)
  })

  it('takes every law, mode and number of resources', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=workshop' })
    for (const title of ['Transition', 'Resources', 'Resources over time'])
      await page.getByRole('heading', { name: title, exact: true }).click()
    const law = page.getByLabel('Law of the transition')
    const choose = async (select: Locator, name: string) => {
      const before = await linkOf(page)
      await select.selectOption(name)
      await expect.poll(() => linkOf(page)).not.toBe(before)
    }
    for (const name of ['constant', 'linear', 'smoothstep', 'exponential', 'gompertz', 'bass', 'table', 'invested', 'logistic'])
      await choose(law, name)
    await choose(page.getByLabel('Number of resources'), '2')
    const second = page.locator('fieldset', { hasText: 'Resource 2' })
    await expect.poll(() => second.count()).toBe(1)
    for (const mode of ['adjustment', 'capitalisation', 'optimum']) await choose(page.getByLabel('Follows its best size'), mode)
    await choose(page.getByLabel('Number of resources'), '1')
    await expect.poll(() => second.count()).toBe(0)
    await drawn(page)
    expect(await page.locator('.summary').count()).toBe(0)
    expect(await page.locator('.notices').innerText()).toBe('')
    expect(complaints).toEqual([])
  })
})
