/** What loads on demand on the demo page: what changes over time, the best timing, exports. Every number is the library's in Node. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, parametersOverTime, parseScenario, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { timing } from '../../bindings/studies/index.ts'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { runCommand } from '../support/command.ts'
import { boxOf, exported, readout, startDemo, visit, type Demo, type VisitOptions } from '../support/demo.ts'
import { DOUBTS, openPanel, PATIENCE, read, saved, tableOf, written } from '../support/panels.ts'

let demo: Demo
let engine: Engine
const visitPanel = (id: string, rest?: Record<string, string>, options?: VisitOptions) => openPanel(demo, id, rest, options)

describe.skipIf(!findChromium())('panels of the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(() => engine?.close())

  describe('what changes over time', () => {
    it('draws a schedule whose points are dragged and moved by keys, added and removed', async () => {
      const { page, complaints } = await visitPanel('schedules')
      const adder = page.locator('.adder').first()
      await adder.locator('select').selectOption('production.price')
      await adder.getByRole('button').click()
      const schedule = async () => {
        const [change] = (await saved(page)).changes as { times: number[]; values: number[] }[]
        return [change.times, change.values]
      }
      expect(await schedule()).toEqual([
        [0, 5, 10],
        [1, 1, 1],
      ])
      const handles = page.locator('.handles circle')
      await handles.nth(1).press('ArrowDown')
      await expect.poll(async () => Number(await handles.nth(1).getAttribute('aria-valuenow'))).toBeLessThan(1)
      await handles.nth(1).press('Shift+ArrowRight')
      const [[, moved], [, lowered]] = await schedule()
      expect([moved > 5, lowered < 1]).toEqual([true, true])
      const { x, y } = await boxOf(handles.nth(2))
      await page.mouse.move(x + 8, y + 8)
      await page.mouse.down()
      await page.mouse.move(x + 8, y - 60, { steps: 4 })
      await page.mouse.up()
      const dragged = await schedule()
      expect(dragged[1][2]).toBeGreaterThan(1)
      await handles.nth(0).press('+')
      await expect.poll(() => handles.count()).toBe(4)
      await handles.nth(1).press('Delete')
      expect(await schedule()).toEqual(dragged)
      // The picture follows: its values are the library's for the schedule.
      const scenario = await saved(page)
      const { metrics } = await engine.sweep(scenario, { axes: [{ parameter: 'time', values: [5] }], metrics: ['profit'] }).result()
      await expect.poll(() => readout(page, 'Profit')).toBe(written(metrics.profit[0]))
      expect(parametersOverTime(parseScenario(scenario), [10])['production.price'][0]).toBe(dragged[1][2])
      expect(complaints).toEqual([])
    })

    it('takes levers and growth, says beside the field what is wrong, and gives the link everything', async () => {
      const { page } = await visitPanel('schedules')
      await page.getByRole('button', { name: 'Add a lever' }).click()
      const lever = page.locator('[data-path="changes[0]"]')
      const factor = lever.getByRole('spinbutton', { name: /times$/ })
      await factor.fill('0.5')
      await lever.locator('.field.choice select').selectOption('linear')
      const scenario = await saved(page)
      const [change] = scenario.changes as { start: number; duration: number; effects: Record<string, number> }[]
      expect(change.effects).toEqual({ 'waste.scale': 0.5 })
      /** How far each row of the table is from the line. */
      const distances = async () =>
        (await tableOf(page, 'How far it has spread'))
          .map((row) => row.map(read))
          .map(([time, share]) => Math.abs(share - 100 * Math.min(1, Math.max(0, (time - change.start) / change.duration))))
      await expect.poll(async () => Math.max(...(await distances()))).toBeLessThan(0.5)
      const duration = lever.getByRole('spinbutton', { name: /[Dd]uration/ })
      await duration.fill('-1')
      await expect.poll(() => lever.locator('.box.wrong .problem').innerText()).toMatch(/^Expected/)
      await duration.fill('4')
      await expect.poll(() => lever.locator('.problem').count()).toBe(0)
      const growth = page.locator('.adders .adder').nth(1)
      await growth.locator('select').selectOption('waste.disposalCost')
      await growth.getByRole('button').click()
      const whole = await saved(page)
      expect(whole.changes).toHaveLength(2)
      await expect.poll(() => page.url()).toContain('changes[1].growth=0.02')
      const { page: other } = await visit(demo, { fragment: new URL(page.url()).hash, until: '.plot' })
      expect(await saved(other)).toEqual(whole)
      await lever.getByRole('button', { name: /^Remove Lever/ }).click()
      expect((await saved(page)).changes).toEqual([{ parameters: ['waste.disposalCost'], growth: 0.02 }])
    })
  })

  it('finds the best timing, beside the scenario’s own law', async () => {
    const { page, complaints } = await visitPanel('timing', { preset: 'rising-disposal-price' })
    const scenario = JSON.parse(
      await readFile(new URL('../../examples/rising-disposal-price.json', import.meta.url), 'utf8'),
    ) as ScenarioInput
    const panel = page.locator('#panel-timing')
    const worth = async () =>
      (await panel.locator('section tbody tr').evaluateAll((all) => all.map((row) => row.children[1].textContent ?? ''))).map(read)
    const expected = async (rate: number | null) => {
      const { value, bound, startNow, ownLaw, withoutChange } = await timing(engine, scenario, { rate })
      return [value, bound!, startNow, ownLaw!, withoutChange].map(written)
    }
    await expect.poll(worth, PATIENCE).toEqual(await expected(0.2))
    const rate = panel.getByRole('spinbutton').first()
    await rate.fill('0')
    await expect.poll(() => panel.locator('.box.wrong .problem').innerText()).toMatch(/above 0/)
    await rate.fill('')
    await expect.poll(worth, PATIENCE).toEqual(await expected(null))
    expect(complaints).toEqual([])
  })

  describe('exports', () => {
    it('saves a picture that stands alone, at the size that is chosen', async () => {
      const { page, complaints } = await visit(demo, { fragment: '#preset=workshop&recycling.price=1.3', until: '.plot[data-drawn]' })
      await page.locator('details.menu > summary').first().click()
      await page.locator('.menu-items select').selectOption('1920 × 1080')
      const svg = (await exported(page, 'Picture as SVG')).toString()
      expect(svg).toMatch(/^<svg [^>]*width="1920" height="1080"/)
      for (const part of [
        'one-factor workshop: Profit (money/year)',
        'this scenario',
        'Price of the second product',
        'offcut',
        'recycling.price=1.3',
      ])
        expect(svg).toContain(part)
      const row = svg.slice(svg.indexOf('Price of the second product'))
      expect(/<text[^>]*text-anchor="end"[^>]*>([^<]*)</.exec(row)![1]).toBe('1.3 money/unit')
      const png = await exported(page, 'Picture as PNG')
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 1080])
      expect(complaints).toEqual([])
    })

    it('saves the report of the command line', async () => {
      const { page } = await visit(demo, { fragment: '#preset=workshop&waste.disposalCost=1.4', until: '.plot[data-drawn]' })
      const report = (await exported(page, 'Report as a page')).toString()
      const folder = await mkdtemp(join(tmpdir(), 'offcut-report-'))
      try {
        await writeFile(join(folder, 'one-factor-workshop.json'), JSON.stringify(await saved(page)))
        expect((await runCommand(folder, ['report', 'one-factor-workshop.json', '--out', 'report.html'])).code).toBe(0)
        // Integrals and logarithms of browsers and of Node may differ in digits that nobody sees.
        expect(report).toBe(await readFile(join(folder, 'report.html'), 'utf8'))
      } finally {
        await rm(folder, { recursive: true })
      }
    })
  })

  it.each([
    ['uncertainty', DOUBTS, '.answer'],
    ['schedules', { 'changes[0].parameter': 'recycling.price', 'changes[0].times': '[0,5]', 'changes[0].values': '[1,1.2]' }, '.handles'],
    ['timing', {}, '.answer'],
    ['systems', {}, '.ribbon'],
  ] as const)('%s can be read by everyone: axe, phone, dark, German', async (id, link, there) => {
    for (const options of [{}, { width: 390, colorScheme: 'dark' as const }]) {
      const { page } = await visitPanel(id, { ...link, lang: options.width ? 'de' : 'en' }, options)
      await page.locator(`#panel-${id} ${there}`).first().waitFor({ timeout: 60_000 })
      expect(await violationsIn(page)).toEqual([])
      const panel = page.locator(`#panel-${id}`)
      await expect.poll(() => panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
    }
  })
})
