/** The demo page in Firefox, driven over WebDriver BiDi: a visitor's way through it, with the numbers of the library in Node. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { withAt } from '../../web-demo/state/tree.ts'
import { demoSite } from '../support/demo-site.ts'
import { findFirefox } from '../support/firefox.ts'
import { PRESETS } from '../support/presets.ts'
import { serve, type Served } from '../support/serve.ts'

const PATIENCE = { timeout: 60_000 }
const FOUR_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: 'min2' as unknown as boolean })
const money = (value: number) => FOUR_DIGITS.format(value).replace('-', '−')

let site: Served
let browser: Browser
let engine: Engine

async function visit(fragment: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.setViewport({ width: 1280, height: 900 })
  await page.goto(`${site.url}some/folder/${fragment}`)
  await page.waitForSelector('.plot[data-drawn]', PATIENCE)
  return { page, complaints }
}

const text = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent ?? '')

/** The profit that the readout shows. */
const profit = async (page: Page) => (await text(page, '.readout [data-name="profit"] dd')).split(/\s/)[0]

async function profitAt(scenario: ScenarioInput, time: number): Promise<string> {
  const { metrics } = await engine.sweep(scenario, { axes: [{ parameter: 'time', values: [time] }], metrics: ['profit'] }).result()
  return money(metrics.profit[0])
}

describe.skipIf(!findFirefox())('the demo page in Firefox', () => {
  beforeAll(async () => {
    ;[site, browser, engine] = await Promise.all([
      demoSite().then((folder) => serve(folder)),
      puppeteer.launch({ browser: 'firefox', executablePath: findFirefox(), headless: true }),
      createEngine({ workers: 0 }),
    ])
  })
  afterAll(() => Promise.all([site?.close(), browser?.close(), engine?.close()]))

  it('computes with the module and workers, and answers what is typed, set by keys and chosen', async () => {
    const { page, complaints } = await visit('#preset=joinery&lang=en&time=2031')
    const { joinery, workshop } = PRESETS
    await expect.poll(() => profit(page), PATIENCE).toBe(await profitAt(joinery, 2031))
    await expect.poll(() => text(page, '.notices'), PATIENCE).toBe('')
    const typed = withAt(joinery, 'waste.disposalCost', 240)
    await page.locator('[data-path="waste.disposalCost"] input.number').fill('240')
    await expect.poll(() => profit(page), PATIENCE).toBe(await profitAt(typed, 2031))
    const { columns } = await engine.path(typed)
    await expect.poll(() => text(page, '.result'), PATIENCE).toContain(money(columns.advantage.at(-1) ?? NaN))
    await page.focus('[data-path="time"] input[type="range"]')
    await page.keyboard.press('Home')
    await expect.poll(() => profit(page), PATIENCE).toBe(await profitAt(typed, 2026))
    await page.select('.preset select', 'workshop')
    await expect.poll(() => page.url(), PATIENCE).toContain('preset=workshop')
    await expect.poll(() => profit(page), PATIENCE).toBe(await profitAt(workshop, 5))
    expect(complaints).toEqual([])
    await page.close()
  })

  it('opens every panel, and speaks German', async () => {
    const { page, complaints } = await visit('#preset=workshop&lang=de&open=matters+uncertainty+schedules+timing+systems+speed')
    await expect.poll(() => text(page, '.result'), PATIENCE).toMatch(/^Die Umstellung /)
    for (const id of ['uncertainty', 'schedules', 'timing', 'systems']) await page.waitForSelector(`#panel-${id} .panel-content`, PATIENCE)
    await expect.poll(() => page.$$eval('#panel-systems .ribbon', (all) => all.length), PATIENCE).toBeGreaterThan(3)
    await expect.poll(() => page.$$eval('.matters tbody tr', (all) => all.length), PATIENCE).toBeGreaterThan(3)
    await expect.poll(() => text(page, '#panel-timing'), PATIENCE).toMatch(/als ohne Umstellung|nicht umzustellen|wert/)
    await expect.poll(() => text(page, '.speed'), PATIENCE).toContain('SIMD')
    expect(complaints).toEqual([])
    await page.close()
  })
})
