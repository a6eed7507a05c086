/** The panel of systems on the demo page. Every number is the library's in Node. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import harbourJson from '../../examples/harbour-park.json' with { type: 'json' }
import { createEngine, type Engine } from '../../bindings/index.ts'
import { pathOfSystem, solveSystem, type SystemInput } from '../../bindings/system/index.ts'
import { withCopyOf, withLink, withoutEnterprise, withoutLink } from '../../web-demo/panels/systems/structure.ts'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { contentOf, settled, startDemo, visit, type Demo, type VisitOptions } from '../support/demo.ts'
import { openPanel, PATIENCE, read, tableOf, written } from '../support/panels.ts'

const harbour = harbourJson as unknown as SystemInput

let demo: Demo
let engine: Engine
const visitPanel = (id: string, rest?: Record<string, string>, options?: VisitOptions) => openPanel(demo, id, rest, options)

describe.skipIf(!findChromium())('systems on the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(() => engine?.close())

  /** From, to, material, quantity and price of each ribbon. */
  const ribbons = async (page: Page) =>
    page.locator('.sankey tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))

  async function expected(system: SystemInput, time?: number) {
    const { supplies, enterprises, flows, demands, prices } = await solveSystem(engine, system, time === undefined ? {} : { time })
    const [smelter, kiln] = [enterprises.smelter.optimum!, enterprises.kiln.optimum!]
    return [
      [supplies['ore mine'].quantity, prices['ore@overseas']],
      [smelter.output, prices['metal@harbour']],
      [smelter.discharged, prices['slag@harbour']],
      [smelter.factors[0], prices['ore@harbour']],
      [kiln.output, prices['cement@harbour']],
      [kiln.factors[0], prices['slag@harbour']],
      [flows[0].quantity, prices['ore@overseas']],
      [demands.builders.quantity, prices['cement@harbour']],
      [demands['metal market'].quantity, prices['metal@harbour']],
      [demands.landfill.quantity, prices['slag@harbour']],
    ].map((row) => row.map(written))
  }
  const shown = async (page: Page) => (await ribbons(page)).map((row) => row.slice(3).map(read))

  it('shows what moves at which prices, follows every change, and compares with what was before', async () => {
    const { page, complaints } = await visitPanel('systems')
    await page.locator('.sankey .ribbon').first().waitFor({ timeout: 60_000 })
    await expect.poll(() => page.locator('.sankey .ribbon').count()).toBe(10)
    await page.locator('.sankey').getByRole('button', { name: 'Show as table' }).click()
    await expect.poll(() => shown(page), PATIENCE).toEqual(await expected(harbour))
    const demands = harbour.demands!.map((each) =>
      each.name === 'builders' ? { ...each, intercept: 1.5 } : each,
    ) as SystemInput['demands']
    await page.locator('[data-path="demands[0].intercept"] input.number').fill('1.5')
    const changed = { ...harbour, demands } as SystemInput
    await expect.poll(() => shown(page), PATIENCE).toEqual(await expected(changed))
    const less = (await solveSystem(engine, harbour)).welfare - (await solveSystem(engine, changed)).welfare
    await expect.poll(() => page.locator('#panel-systems .answer').innerText()).toContain(`${written(less)} money less than before`)
    await page.locator('[data-path="enterprises[0].level"] input.number').fill('60')
    const enterprises = harbour.enterprises!.map((each, i) => (i === 0 ? { ...each, level: 0.6 } : each))
    await expect.poll(() => shown(page), PATIENCE).toEqual(await expected({ ...changed, enterprises } as SystemInput))
    // The link has all of it.
    await expect.poll(() => decodeURIComponent(page.url())).toContain('"enterprises[0].level":0.6')
    const { page: other } = await visit(demo, { fragment: new URL(page.url()).hash, until: '#panel-systems .sankey .ribbon' })
    await other.locator('.sankey').getByRole('button', { name: 'Show as table' }).click()
    await expect.poll(() => shown(other), PATIENCE).toEqual(await shown(page))
    expect(complaints).toEqual([])
  })

  it('cuts a link by a click or a key, says why nothing is left to solve, and takes the link up again', async () => {
    const { page, complaints } = await visitPanel('systems')
    const link = page.locator('.trade')
    await link.waitFor({ timeout: 60_000 })
    await link.press('Enter')
    const problem = page.locator('#panel-systems > .panel-content > .problem')
    await expect.poll(() => problem.innerText(), PATIENCE).toMatch(/nobody can clear the markets? [^:]*@harbour/)
    await expect.poll(() => link.getAttribute('aria-pressed')).toBe('true')
    const middle = await settled(async () => {
      await link.scrollIntoViewIfNeeded()
      return link.locator('.ribbon').evaluate((path: SVGPathElement) => {
        const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!)
        return [x, y] as const
      })
    })
    await page.mouse.click(...middle)
    await expect.poll(() => link.getAttribute('aria-pressed')).toBe('false')
    await expect.poll(() => problem.count(), PATIENCE).toBe(0)
    await expect.poll(() => page.url()).not.toContain('system=')
    expect(complaints).toEqual([])
  })

  const documentOf = async (page: Page) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the document' }).click()])
    return JSON.parse((await contentOf(file)).toString()) as SystemInput
  }

  it('takes enterprises and links in and out, with the equilibrium of the library, and the link of the page keeps them', async () => {
    const { page, complaints } = await visitPanel('systems')
    await page.locator('.sankey').getByRole('button', { name: 'Show as table' }).click()
    await page.getByRole('button', { name: 'Add another like kiln' }).click()
    const larger = withCopyOf(harbour, 1)
    expect(larger.enterprises!.map(({ name }) => name)).toEqual(['smelter', 'kiln', 'kiln 2'])
    expect(await documentOf(page)).toEqual(larger)
    const { enterprises } = await solveSystem(engine, larger)
    const cement = async () => (await ribbons(page)).filter(([from]) => from === 'kiln 2').map((row) => read(row[3]))
    await expect.poll(cement, PATIENCE).toEqual([written(enterprises['kiln 2'].optimum!.output)])
    await page.locator('.system-group', { hasText: 'Links between regions' }).locator('summary').click()
    const form = page.getByRole('form', { name: 'Add a link' })
    await form.getByLabel('material').selectOption('cement')
    await form.getByRole('button').click()
    const linked = withLink(larger, 'cement', 'harbour', 'overseas')
    expect(await documentOf(page)).toEqual(linked)
    // Its own, which its address takes up a little later.
    const fragmentOf = () => page.evaluate(() => location.hash)
    const { page: other } = await visit(demo, { fragment: await fragmentOf(), until: '#panel-systems .sankey' })
    expect(await documentOf(other)).toEqual(linked)
    await page.getByRole('button', { name: 'Remove cement harbour–overseas' }).click()
    await page.getByRole('button', { name: 'Remove smelter' }).click()
    const smaller = withoutEnterprise(withoutLink(linked, 1), 0)
    expect(smaller.enterprises!.map(({ name }) => name)).toEqual(['kiln', 'kiln 2'])
    const { page: third } = await visit(demo, { fragment: await fragmentOf(), until: '#panel-systems .documents' })
    await expect.poll(() => third.locator('.system-controls legend').first().innerText()).toBe('kiln, harbour')
    expect(complaints).toEqual([])
  })

  it('is changed as JSON, with what is wrong said at every key', async () => {
    const { page, complaints } = await visitPanel('systems')
    await page.getByRole('heading', { name: 'The document as JSON' }).click()
    const editor = page.getByRole('textbox', { name: 'The document as JSON' })
    await expect.poll(async () => JSON.parse(await editor.inputValue())).toEqual(harbour)
    const said = page.locator('.document-text .problem')
    await editor.fill('{ "name": ')
    await expect.poll(() => said.innerText()).toMatch(/line 1/)
    await editor.fill(JSON.stringify({ ...harbour, regions: ['harbour'] }))
    await expect.poll(() => said.innerText()).toMatch(/^supplies\[0\]\.region: Expected one of the regions of the system: harbour/)
    await expect.poll(() => editor.getAttribute('aria-invalid')).toBe('true')
    expect(await documentOf(page)).toEqual(harbour)
    const renamed = { ...harbour, name: 'another park' }
    await editor.fill(JSON.stringify(renamed))
    await expect.poll(() => said.innerText()).toBe('')
    expect(await documentOf(page)).toEqual(renamed)
    expect(await violationsIn(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('opens and saves documents, and shows prices over the years', async () => {
    const { page } = await visitPanel('systems')
    const open = (name: string, document: unknown) =>
      page
        .locator('.documents input[type=file]')
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) })
    await open('bad.json', { ...harbour, regions: 5 })
    await expect.poll(() => page.locator('.documents + .help').innerText()).toMatch(/bad\.json cannot be opened: .*regions/)
    const changed = { ...harbour, name: 'small park', horizon: { start: 2030, end: 2032, samples: 3 } } as SystemInput
    await open('small.json', changed)
    await expect.poll(() => page.locator('.documents + .help').innerText()).toBe('Opened small.json')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the document' }).click()])
    expect(JSON.parse((await contentOf(file)).toString())).toEqual(changed)
    await page.getByRole('button', { name: 'Compute the years' }).click()
    await expect.poll(() => page.locator('.course .study-chart').count(), PATIENCE).toBe(2)
    const { time, results } = await pathOfSystem(engine, changed)
    const expected = results.map(({ prices }, i) => [time[i], written(prices['ore@harbour']), written(prices['ore@overseas'])])
    await expect.poll(async () => (await tableOf(page, 'Price of ore')).map((row) => row.map(read))).toEqual(expected)
  })
})
