/** The demo page as a visitor uses it: five questions by clicks, with the numbers of the library in Node, and axe in every state. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import joineryJson from '../../examples/joinery.json' with { type: 'json' }
import { createEngine, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { seek } from '../../bindings/studies/index.ts'
import { numberAt, withAt } from '../../web-demo/state/tree.ts'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { contrast, rgba } from '../support/contrast.ts'
import { startDemo, visit, type Demo, type VisitOptions } from '../support/demo.ts'

const joinery = joineryJson as ScenarioInput
const FOUR_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: 'min2' as unknown as boolean })
const money = (value: number) => FOUR_DIGITS.format(value).replace('-', '−')
/** A month of the calendar of a year with a fraction. */
const month = (time: number, length: 'long' | 'short') =>
  new Intl.DateTimeFormat('en', { month: length, year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(Math.floor(time), Math.floor((time % 1) * 12), 15),
  )

let demo: Demo
let engine: Engine

const result = (page: Page) => page.locator('.result').innerText()

async function deepest(scenario: ScenarioInput): Promise<{ time: number; value: number }> {
  const { time, columns } = await engine.path(scenario)
  const at = columns.advantage.reduce((best, value, i) => (value < columns.advantage[best] ? i : best), 0)
  return { time: time[at], value: columns.advantage[at] }
}

describe.skipIf(!findChromium())('a visitor of the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(() => engine?.close())

  it('is guided in three steps, and asks whether and when it pays, and how bad it gets before', async () => {
    const { page, complaints } = await visit(demo)
    await expect.poll(() => page.locator('.guide').innerText()).toMatch(/Today, waste costs you/)
    await expect.poll(() => page.locator('.flow').innerText()).toMatch(/100% disposed of[^]*−120 EUR/)
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => page.locator('.flow').innerText()).toMatch(/100% recycled[^]*\+148 EUR/)
    await page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => page.url()).toContain('step=3')
    await page.getByRole('button', { name: 'Explore' }).click()
    await expect.poll(() => page.locator('.guide').count()).toBe(0)
    const { payback, columns } = await engine.path(joinery)
    const worst = await deepest(joinery)
    await expect
      .poll(() => result(page))
      .toBe(
        `Changing over pays back in ${month(payback!, 'long')}: before that it falls up to ${money(-worst.value)} EUR behind (${month(worst.time, 'short')}), and by the end it is ${money(columns.advantage.at(-1)!)} EUR ahead.`,
      )
    await page.getByRole('button', { name: 'When does it pay?' }).click()
    await expect.poll(() => page.locator('.legend').innerText()).toMatch(/Payback time[^]*never pays back/)
    await page.reload()
    await page.waitForSelector('.plot[data-drawn]')
    await expect.poll(() => page.locator('.guide').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('asks what happens if disposal doubles, and goes back', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery' })
    await expect.poll(() => result(page)).toMatch(/^Changing over/)
    const before = await result(page)
    await page.getByRole('button', { name: 'Compare with this' }).click()
    await page.getByRole('spinbutton', { name: 'Disposal cost' }).fill('240')
    const doubled = withAt(joinery, 'waste.disposalCost', 240)
    const [was, is] = await Promise.all([engine.path(joinery), engine.path(doubled)])
    const row = page.locator('.scenarios tr', { hasText: 'Pays back' })
    await expect.poll(() => row.innerText()).toMatch(new RegExp(`${month(is.payback!, 'short')}\\s+${month(was.payback!, 'short')}`))
    await expect.poll(() => page.locator('[data-chart="advantage"] .line.ghost').count()).toBe(1)
    await page.getByRole('spinbutton', { name: 'Disposal cost' }).blur()
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).isEnabled()).toBe(true)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => result(page)).toBe(before)
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect.poll(() => result(page)).toContain(month(is.payback!, 'long'))
  })

  it('asks which number matters most, and what the price of the second product must be', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery' })
    await page.getByRole('button', { name: 'What matters most?' }).click()
    const rows = page.locator('.matters tbody tr')
    await rows.first().waitFor()
    const end = async (path: string, times: number) =>
      (await engine.path(withAt(joinery, path, numberAt(joinery, path)! * times))).columns.advantage.at(-1)!
    const ranked = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-parameter')!))
    await expect.poll(async () => (await ranked())[0]).toBe('factors[0].price')
    const [first, second] = await ranked()
    const swing = async (path: string) => Math.abs((await end(path, 1.1)) - (await end(path, 0.9)))
    expect(await swing(first)).toBeGreaterThan(await swing(second))
    const { solutions } = await seek(engine, joinery, { parameter: 'recycling.price', metric: 'advantage', target: 0, from: 0, to: 1040 })
    const button = page.locator('.matters tr[data-parameter="recycling.price"] button')
    await expect.poll(() => button.innerText()).toBe(`${money(solutions[0].value!)} EUR/t`)
    await button.click()
    await expect.poll(() => page.url()).toContain('recycling.price=36.1')
  })

  it.each([
    ['the guide', {}, async () => {}],
    [
      'everything open, dark',
      { fragment: '#preset=joinery&open=matters+speed', colorScheme: 'dark' },
      async (page: Page) => {
        await page.getByRole('button', { name: 'Compare with this' }).click()
        await page.locator('.matters tbody tr').first().waitFor()
        await page.locator('.scenarios table').waitFor()
        await page.getByLabel('Symbols and paths').check()
      },
    ],
    [
      'payback, a phone, German',
      { fragment: '#preset=joinery&metric=payback&lang=de&points=32', width: 390, until: '.plot[data-drawn]' },
      async () => {},
    ],
    [
      'scenarios compared, tables open, German',
      { fragment: '#preset=joinery&lang=de' },
      async (page: Page) => {
        await page.getByRole('button', { name: 'Damit vergleichen' }).click()
        await page.locator('.scenarios table').waitFor()
        await page.locator('details.axes > summary').click()
        await page.locator('.axes-fields').waitFor()
      },
    ],
    [
      'every panel, German',
      {
        fragment: '#preset=joinery&lang=de&points=32&open=own+matters+uncertainty+schedules+timing+systems+speed',
        until: '.sankey .trade',
      },
      async (page: Page) => {
        await expect.poll(() => page.locator('.panel .answer').count(), { timeout: 60_000 }).toBe(2)
        await page.locator('.matters tbody tr').first().waitFor()
      },
    ],
    ['signs, a tablet', { fragment: '#preset=joinery&metric=advantage', width: 820 }, async () => {}],
  ] as [string, VisitOptions, (page: Page) => Promise<void>][])('finds nothing that axe complains of: %s', async (_, options, act) => {
    const { page } = await visit(demo, options)
    await act(page)
    await page.evaluate(() =>
      document
        .querySelectorAll('details.as-table, details.more, details.group')
        .forEach((details) => ((details as HTMLDetailsElement).open = true)),
    )
    expect(await violationsIn(page)).toEqual([])
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })

  it.each(['light', 'dark'] as const)('can read the numbers of the map’s axes, %s', async (colorScheme) => {
    const { page } = await visit(demo, { colorScheme, fragment: '#preset=joinery&points=32', until: '.plot[data-drawn]' })
    const [ground, colours] = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.map')!
      // Left of the frame there are only numbers and a name.
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, 48, canvas.height)
      const opaque = new Set<string>()
      for (let k = 0; k < data.length; k += 4) if (data[k + 3] === 255) opaque.add(`rgb(${data[k]}, ${data[k + 1]}, ${data[k + 2]})`)
      return [getComputedStyle(canvas.closest('.card')!).backgroundColor, [...opaque]] as const
    })
    expect(colours.length).toBeGreaterThan(0)
    for (const colour of colours) expect(contrast(rgba(colour), rgba(ground))).toBeGreaterThanOrEqual(4.5)
  })

  it('is spoken to in German, with German numbers and dates', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&lang=de' })
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('de')
    await expect.poll(() => result(page)).toMatch(/^Die Umstellung macht sich im November 2030 bezahlt: .*um bis zu 173\.700 EUR zurück/)
    await page.getByRole('spinbutton', { name: 'Wie der Abfall wächst' }).fill('0,9')
    await expect.poll(() => page.url()).toContain('waste.elasticities[0]=0.9')
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en')
    await expect.poll(() => result(page)).toMatch(/^Changing over pays back/)
  })

  it('answers five questions in German', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&lang=de' })
    const german = (value: number) =>
      new Intl.NumberFormat('de', { maximumSignificantDigits: 4, useGrouping: 'min2' as unknown as boolean })
        .format(value)
        .replace('-', '−')
    const inGerman = (time: number, length: 'long' | 'short') =>
      new Intl.DateTimeFormat('de', { month: length, year: 'numeric', timeZone: 'UTC' }).format(
        Date.UTC(Math.floor(time), Math.floor((time % 1) * 12), 15),
      )
    // Does it pay, when, and how bad does it get before?
    const [path, worst] = await Promise.all([engine.path(joinery), deepest(joinery)])
    for (const part of [inGerman(path.payback!, 'long'), german(-worst.value), german(path.columns.advantage.at(-1)!)])
      await expect.poll(() => result(page)).toContain(part)
    // Which number matters most, and what must the price of the second product be?
    await page.getByRole('button', { name: 'Worauf kommt es an?' }).click()
    const rows = page.locator('.matters tbody tr')
    await expect.poll(() => rows.first().getAttribute('data-parameter')).toBe('factors[0].price')
    const { solutions } = await seek(engine, joinery, { parameter: 'recycling.price', metric: 'advantage', target: 0, from: 0, to: 1040 })
    const price = page.locator('.matters tr[data-parameter="recycling.price"] button')
    await expect.poll(() => price.allInnerTexts()).toEqual([`${german(solutions[0].value!)} EUR/t`])
    // What if disposal doubles?
    await page.getByRole('button', { name: 'Damit vergleichen' }).click()
    await page.getByRole('spinbutton', { name: 'Entsorgungskosten' }).fill('240')
    const doubled = await engine.path(withAt(joinery, 'waste.disposalCost', 240))
    await expect.poll(() => result(page)).toContain(inGerman(doubled.payback!, 'long'))
    await expect.poll(() => page.locator('.scenarios tr', { hasText: 'Bezahlt' }).innerText()).toContain(inGerman(path.payback!, 'short'))
    await expect.poll(() => page.locator('[data-chart="factors[0]"]').innerText()).toContain('Ressource: Holz')
  })

  it('moves the moment on a chart by keys, and reads it as a table', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&time=2030' })
    const chart = page.getByRole('slider', { name: 'Ahead of going on as before: the moment looked at' })
    await chart.press('ArrowRight')
    await expect.poll(() => chart.getAttribute('aria-valuenow')).toBe('2030.1')
    await chart.press('End')
    const { columns } = await engine.path(joinery)
    const atEnd = money(columns.advantage.at(-1)!)
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain(atEnd)
    const figure = page.locator('[data-chart="advantage"]')
    await figure.getByText('Show as table').click()
    await expect.poll(() => figure.locator('tbody tr').last().innerText()).toMatch(new RegExp(`2036\\s+${atEnd}`))
  })
})
