/** What loads on demand on the demo page: how sure, what changes over time, the best timing, systems, exports. Every number is the library's in Node. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import harbourJson from '../../examples/harbour-park.json' with { type: 'json' }
import workshopJson from '../../examples/workshop.json' with { type: 'json' }
import { createEngine, parametersOverTime, parseScenario, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { calibrate, indices, mergeFragment, parseTable, risk, timing, tornado, type SobolIndices } from '../../bindings/studies/index.ts'
import { pathOfSystem, solveSystem, type SystemInput } from '../../bindings/system/index.ts'
import { withCopyOf, withLink, withoutEnterprise, withoutLink } from '../../web-demo/panels/systems/structure.ts'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { runCommand } from '../support/command.ts'
import { contentOf, launchWithWebGL, readout, startDemo, visit, type Demo, type Visit, type VisitOptions } from '../support/demo.ts'

const workshop = workshopJson as ScenarioInput
const harbour = harbourJson as unknown as SystemInput
/** Sampling with one worker beside other browsers takes its time. */
const PATIENCE = { timeout: 40_000 }

let demo: Demo
let engine: Engine

/** Opens the page with a panel open, whatever else the link says. */
function visitPanel(id: string, rest: Record<string, string> = {}, options: VisitOptions = {}): Promise<Visit> {
  return visit(demo, {
    ...options,
    fragment: `#${new URLSearchParams({ preset: 'workshop', ...rest, open: id })}`,
    until: `#panel-${id} .panel-content`,
  })
}

/** A number as the English page writes it. */
const written = (value: number) => Number(value.toPrecision(4))
const read = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'))

/** Rows of the table of the chart with a title. */
async function tableOf(page: Page, title: string | RegExp): Promise<string[][]> {
  const figure = page.locator('.study-chart', { has: page.locator('figcaption', { hasText: title }) })
  const button = figure.getByRole('button', { name: 'Show as table' })
  if ((await button.getAttribute('aria-pressed')) === 'false') await button.click()
  const rows = figure.locator('tbody tr')
  await expect.poll(() => rows.count()).toBeGreaterThan(0)
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
}

/** The scenario that the page saves. */
async function saved(page: Page): Promise<ScenarioInput> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save', exact: true }).click()])
  return JSON.parse((await contentOf(file)).toString()) as ScenarioInput
}

const doubtful: ScenarioInput = {
  ...workshop,
  uncertainty: {
    parameters: {
      'waste.disposalCost': { distribution: 'triangular', low: 0.8, mode: 1, high: 1.2 },
      'recycling.price': { distribution: 'uniform', low: 0.5, high: 1.1 },
      'investment.conversionCost': { distribution: 'logNormal', median: 900, gsd: 1.4 },
    },
  },
}
/** The same in a link. */
const DOUBTS = {
  'uncertainty.parameters[waste.disposalCost].distribution': 'triangular',
  'uncertainty.parameters[waste.disposalCost].low': '0.8',
  'uncertainty.parameters[waste.disposalCost].mode': '1',
  'uncertainty.parameters[waste.disposalCost].high': '1.2',
  'uncertainty.parameters[recycling.price].distribution': 'uniform',
  'uncertainty.parameters[recycling.price].low': '0.5',
  'uncertainty.parameters[recycling.price].high': '1.1',
  'uncertainty.parameters[investment.conversionCost].distribution': 'logNormal',
  'uncertainty.parameters[investment.conversionCost].median': '900',
  'uncertainty.parameters[investment.conversionCost].gsd': '1.4',
}
const RISK = {
  metrics: ['advantage', 'profit', 'npv', 'level', 'discharged', 'output', 'cost', 'factors[0]', 'payback'],
  when: ['payback is not none'],
  overTime: true,
  samples: 1024,
}

describe.skipIf(!findChromium())('panels of the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(async () => {
    await Promise.all([demo?.close(), engine?.close()])
  })

  describe('how sure', () => {
    it('shows bands, odds, tornado and indices with the numbers of the library', async () => {
      const { page, complaints } = await visitPanel('uncertainty', DOUBTS)
      const found = await risk(engine, doubtful, RISK)
      const share = found.probability['payback is not none']
      expect(share).toBeGreaterThan(0.05)
      expect(share).toBeLessThan(0.95)
      await expect
        .poll(() => page.locator('#panel-uncertainty .answer').innerText(), PATIENCE)
        .toContain(`in ${Math.round(100 * share)}% of the cases`)
      const bands = await tableOf(page, /over time/)
      const at = (time: number, quantile: number) =>
        written(found.overTime!.find((row) => row.metric === 'advantage' && row.time === time && row.quantile === quantile)!.value)
      const last = bands[bands.length - 1].map(read)
      expect(last).toEqual([10, at(10, 0.5), at(10, 0.05), at(10, 0.95), at(10, 0.25), at(10, 0.75)])
      const causes = page.locator('#panel-uncertainty .charts-wide').last()
      await expect.poll(() => causes.locator('.study-chart').count(), PATIENCE).toBe(2)
      const bars = (await tornado(engine, doubtful, { metric: 'advantage' })).bars
      const rows = await tableOf(page, 'one number at a time')
      expect(rows.map(([, high, low]) => [read(high), read(low)])).toEqual(
        bars.map(({ high, low }) => [written(high.metric), written(low.metric)]),
      )
      const study = await indices(engine, doubtful, { metrics: ['advantage'], samples: 1024 })
      const { firstOrder, total } = study.metrics.advantage as SobolIndices
      const shares = (await tableOf(page, 'each number explains')).map(([, first, , whole]) => [read(first), read(whole)])
      const ranked = Object.keys(total).sort((a, b) => total[b]! - total[a]!)
      expect(shares).toEqual(ranked.map((path) => [written(firstOrder[path]!), written(total[path]!)]))
      expect(complaints).toEqual([])
      await page.close()
    })

    it('gives a number an uncertainty of so many percent, and takes it away', async () => {
      const { page } = await visitPanel('uncertainty')
      const form = page.locator('.new-doubt')
      await form.locator('select').first().selectOption('waste.disposalCost')
      await form.getByRole('spinbutton').fill('0')
      await expect.poll(() => form.locator('.problem').innerText()).toMatch(/above 0/)
      expect(await form.getByRole('button').isDisabled()).toBe(true)
      await form.getByRole('spinbutton').fill('30')
      await form.locator('select').last().selectOption('uniform')
      await form.getByRole('button', { name: 'Add' }).click()
      const parameters = async () => (await saved(page)).uncertainty?.parameters
      expect(await parameters()).toEqual({ 'waste.disposalCost': { distribution: 'uniform', low: 0.7, high: 1.3 } })
      await expect.poll(() => page.url()).toContain('uncertainty.parameters[waste.disposalCost].low=0.7')
      const own = page.locator('.doubts li')
      await own.getByRole('spinbutton').fill('10')
      expect(await parameters()).toEqual({ 'waste.disposalCost': { distribution: 'uniform', low: 0.9, high: 1.1 } })
      await expect.poll(() => page.locator('#panel-uncertainty .answer').count(), PATIENCE).toBe(1)
      await own.getByRole('button').click()
      expect(await parameters()).toBeUndefined()
      await page.close()
    })

    it('calibrates from a table, and the estimates become the scenario', async () => {
      const { page } = await visitPanel('uncertainty')
      const csv = await readFile(new URL('../../examples/data/cobb-douglas.csv', import.meta.url), 'utf8')
      const table = parseTable(csv)
      const mapping = { factors: ['capital', 'labour'], output: 'output', year: 'year' }
      const estimates = calibrate(table, mapping)
      await page.locator('.calibration summary').click()
      const open = (name: string, text: string) =>
        page.locator('.calibration input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
      await open('bad.csv', 'a,b\n1,2,3\n')
      await expect.poll(() => page.locator('.calibration > .problem').innerText()).toMatch(/bad\.csv cannot be read: row 2/)
      await open('cobb-douglas.csv', csv)
      const rows = page.locator('.columns tbody tr')
      await expect.poll(() => rows.count()).toBe(3)
      const shown = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
      expect(shown.map(([name, ...numbers]) => [name, ...numbers.map(read)])).toEqual(
        estimates.equations.output!.terms.map(({ name, estimate, standardError, low, high }) => [
          name,
          ...[estimate, standardError, low, high].map(written),
        ]),
      )
      await page.getByRole('button', { name: 'Use these estimates' }).click()
      const merged = await saved(page)
      const { production, uncertainty } = mergeFragment(parseScenario(merged), estimates.scenario!) as unknown as ScenarioInput
      // Logarithms of browsers and of Node differ in their last digits.
      const digits = (value: unknown) =>
        JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'number' ? Number(each.toPrecision(10)) : each))
      expect(digits(merged.production)).toEqual(digits(production))
      expect(digits(merged.uncertainty)).toEqual(digits(uncertainty))
      expect(merged.production.elasticities[0]).toBeCloseTo(estimates.equations.output!.terms[1].estimate, 12)
      expect(merged.factors.map(({ name }) => name)).toEqual(['capital', 'labour'])
      await page.close()
    })

    it('saves the report of the command line', async () => {
      const { page } = await visitPanel('uncertainty', { ...DOUBTS, name: 'doubtful workshop' })
      await expect.poll(() => page.locator('#panel-uncertainty .answer').count(), PATIENCE).toBe(1)
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#panel-uncertainty').getByRole('button', { name: 'Save the report' }).click(),
      ])
      const report = (await contentOf(file)).toString()
      const folder = await mkdtemp(join(tmpdir(), 'offcut-report-'))
      try {
        await writeFile(join(folder, 'doubtful-workshop.json'), JSON.stringify(await saved(page)))
        const command = /Command: <code>(.*?)<\/code>/.exec(report)![1].replaceAll('&#39;', "'")
        const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain)
        expect(words[0]).toBe('offcut')
        const { code } = await runCommand(folder, [...words.slice(1), '--out', 'report.html'])
        expect(code).toBe(0)
        expect(report).toBe(await readFile(join(folder, 'report.html'), 'utf8'))
      } finally {
        await rm(folder, { recursive: true })
      }
      await page.close()
    })
  })

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
      await handles.nth(1).press('Shift+ArrowRight')
      const [[, moved], [, lowered]] = await schedule()
      expect([moved > 5, lowered < 1]).toEqual([true, true])
      await handles.nth(2).scrollIntoViewIfNeeded()
      const { x, y } = (await handles.nth(2).boundingBox())!
      await page.mouse.move(x + 8, y + 8)
      await page.mouse.down()
      await page.mouse.move(x + 8, y - 60, { steps: 4 })
      await page.mouse.up()
      const dragged = await schedule()
      expect(dragged[1][2]).toBeGreaterThan(1)
      await handles.nth(0).press('+')
      expect(await handles.count()).toBe(4)
      await handles.nth(1).press('Delete')
      expect(await schedule()).toEqual(dragged)
      // The picture follows: its values are the library's for the schedule.
      const scenario = await saved(page)
      const { metrics } = await engine.sweep(scenario, { axes: [{ parameter: 'time', values: [5] }], metrics: ['profit'] }).result()
      await expect.poll(() => readout(page, 'Profit')).toBe(written(metrics.profit[0]))
      expect(parametersOverTime(parseScenario(scenario), [10])['production.price'][0]).toBe(dragged[1][2])
      expect(complaints).toEqual([])
      await page.close()
    })

    it('takes levers and growth, says beside the field what is wrong, and gives the link everything', async () => {
      const { page } = await visitPanel('schedules')
      await page.getByRole('button', { name: 'Add a lever' }).click()
      const lever = page.locator('[data-path="changes[0]"]')
      const factor = lever.getByRole('spinbutton', { name: /times$/ })
      await factor.fill('0.5')
      await lever.locator('.field.choice select').selectOption('linear')
      const adoption = await tableOf(page, 'How far it has spread')
      const scenario = await saved(page)
      const [change] = scenario.changes as { start: number; duration: number; effects: Record<string, number> }[]
      expect(change.effects).toEqual({ 'waste.scale': 0.5 })
      for (const [time, share] of adoption.map((row) => row.map(read)))
        expect(share).toBeCloseTo(Math.min(1, Math.max(0, (time - change.start) / change.duration)), 2)
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
      await other.close()
      await lever.getByRole('button', { name: /^Remove Lever/ }).click()
      expect((await saved(page)).changes).toEqual([{ parameters: ['waste.disposalCost'], growth: 0.02 }])
      await page.close()
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
    await page.close()
  })

  describe('systems', () => {
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
      await page.locator('.sankey .ribbon').first().waitFor({ timeout: 40_000 })
      expect(await page.locator('.sankey .ribbon').count()).toBe(10)
      await page.locator('.sankey').getByRole('button', { name: 'Show as table' }).click()
      await expect.poll(() => shown(page), PATIENCE).toEqual(await expected(harbour))
      const demands = harbour.demands!.map((each) =>
        each.name === 'builders' ? { ...each, intercept: 1.5 } : each,
      ) as SystemInput['demands']
      await page.locator('[data-path="demands[0].intercept"] input.number').fill('1.5')
      const changed = { ...harbour, demands } as SystemInput
      await expect.poll(() => shown(page), PATIENCE).toEqual(await expected(changed))
      const less = (await solveSystem(engine, harbour)).welfare - (await solveSystem(engine, changed)).welfare
      expect(await page.locator('#panel-systems .answer').innerText()).toContain(`${written(less)} money less than before`)
      await page.locator('[data-path="enterprises[0].level"] input.number').fill('60')
      const enterprises = harbour.enterprises!.map((each, i) => (i === 0 ? { ...each, level: 0.6 } : each))
      await expect.poll(() => shown(page), PATIENCE).toEqual(await expected({ ...changed, enterprises } as SystemInput))
      // The link has all of it.
      await expect.poll(() => decodeURIComponent(page.url())).toContain('"enterprises[0].level":0.6')
      const { page: other } = await visit(demo, { fragment: new URL(page.url()).hash, until: '#panel-systems .sankey .ribbon' })
      await other.locator('.sankey').getByRole('button', { name: 'Show as table' }).click()
      expect(await shown(other)).toEqual(await shown(page))
      await other.close()
      expect(complaints).toEqual([])
      await page.close()
    })

    it('cuts a link by a click or a key, says why nothing is left to solve, and takes the link up again', async () => {
      const { page, complaints } = await visitPanel('systems')
      const link = page.locator('.trade')
      await link.waitFor({ timeout: 40_000 })
      await link.press('Enter')
      const problem = page.locator('#panel-systems > .panel-content > .problem')
      await expect.poll(() => problem.innerText(), PATIENCE).toMatch(/nobody can clear the markets? [^:]*@harbour/)
      expect(await link.getAttribute('aria-pressed')).toBe('true')
      await link.scrollIntoViewIfNeeded()
      const middle = await link.locator('.ribbon').evaluate((path: SVGPathElement) => {
        const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!)
        return [x, y] as const
      })
      await page.mouse.click(...middle)
      await expect.poll(() => link.getAttribute('aria-pressed')).toBe('false')
      await expect.poll(() => problem.count(), PATIENCE).toBe(0)
      expect(page.url()).not.toContain('system=')
      expect(complaints).toEqual([])
      await page.close()
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
      const { page: other } = await visit(demo, { fragment: new URL(page.url()).hash, until: '#panel-systems .sankey' })
      expect(await documentOf(other)).toEqual(linked)
      await other.close()
      await page.getByRole('button', { name: 'Remove cement harbour–overseas' }).click()
      await page.getByRole('button', { name: 'Remove smelter' }).click()
      const smaller = withoutEnterprise(withoutLink(linked, 1), 0)
      expect(smaller.enterprises!.map(({ name }) => name)).toEqual(['kiln', 'kiln 2'])
      expect(page.url()).toContain('system=')
      const { page: third } = await visit(demo, { fragment: new URL(page.url()).hash, until: '#panel-systems .documents' })
      await expect.poll(() => third.locator('.system-controls legend').first().innerText()).toBe('kiln, harbour')
      await third.close()
      expect(complaints).toEqual([])
      await page.close()
    })

    it('is changed as JSON, with what is wrong said at every key', async () => {
      const { page, complaints } = await visitPanel('systems')
      await page.getByRole('heading', { name: 'The document as JSON' }).click()
      const editor = page.getByRole('textbox', { name: 'The document as JSON' })
      expect(JSON.parse(await editor.inputValue())).toEqual(harbour)
      const said = page.locator('.document-text .problem')
      await editor.fill('{ "name": ')
      await expect.poll(() => said.innerText()).toMatch(/line 1/)
      await editor.fill(JSON.stringify({ ...harbour, regions: ['harbour'] }))
      await expect.poll(() => said.innerText()).toMatch(/^supplies\[0\]\.region: Expected one of the regions of the system: harbour/)
      expect(await editor.getAttribute('aria-invalid')).toBe('true')
      expect(await documentOf(page)).toEqual(harbour)
      const renamed = { ...harbour, name: 'another park' }
      await editor.fill(JSON.stringify(renamed))
      await expect.poll(() => said.innerText()).toBe('')
      expect(await documentOf(page)).toEqual(renamed)
      expect(await violationsIn(page)).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
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
      const rows = await tableOf(page, 'Price of ore')
      expect(rows.map((row) => row.map(read))).toEqual(
        results.map(({ prices }, i) => [time[i], written(prices['ore@harbour']), written(prices['ore@overseas'])]),
      )
      await page.close()
    })
  })

  describe('exports', () => {
    const save = async (page: Page, name: string) => {
      if ((await page.locator('details.menu').first().getAttribute('open')) === null)
        await page.locator('details.menu > summary').first().click()
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.menu-items').getByRole('button', { name }).click()])
      return contentOf(file)
    }

    it('saves a picture that stands alone, at the size that is chosen', async () => {
      const { page, complaints } = await visit(demo, { fragment: '#preset=workshop&recycling.price=1.3', until: '.plot[data-drawn]' })
      await page.locator('details.menu > summary').first().click()
      await page.locator('.menu-items select').selectOption('1920 × 1080')
      const svg = (await save(page, 'Picture as SVG')).toString()
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
      const png = await save(page, 'Picture as PNG')
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 1080])
      expect(complaints).toEqual([])
      await page.close()
    })

    it('saves the surface in 3-D at that size too', async () => {
      const browser = await launchWithWebGL()
      try {
        const { page } = await visit({ ...demo, browser }, { fragment: '#preset=workshop&plot=surface&points=32', until: '.relief canvas' })
        await page.locator('details.menu > summary').first().click()
        await page.locator('.menu-items select').selectOption('1080 × 1080')
        const png = await save(page, 'Picture as PNG')
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1080])
        // The surface is there: its middle is neither one colour nor the page's ground.
        const colours = await page.evaluate(async (data) => {
          const image = Object.assign(new Image(), { src: `data:image/png;base64,${data}` })
          await image.decode()
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!
          context.drawImage(image, 0, 0)
          const { data: pixels } = context.getImageData(150, 300, 400, 400)
          const seen = new Set<number>()
          for (let k = 0; k < pixels.length; k += 4) seen.add((pixels[k] << 16) | (pixels[k + 1] << 8) | pixels[k + 2])
          return seen.size
        }, png.toString('base64'))
        expect(colours).toBeGreaterThan(200)
      } finally {
        await browser.close()
      }
    })

    it('saves the report of the command line', async () => {
      const { page } = await visit(demo, { fragment: '#preset=workshop&waste.disposalCost=1.4', until: '.plot[data-drawn]' })
      const report = (await save(page, 'Report as a page')).toString()
      const folder = await mkdtemp(join(tmpdir(), 'offcut-report-'))
      try {
        await writeFile(join(folder, 'one-factor-workshop.json'), JSON.stringify(await saved(page)))
        expect((await runCommand(folder, ['report', 'one-factor-workshop.json', '--out', 'report.html'])).code).toBe(0)
        // Integrals and logarithms of browsers and of Node may differ in digits that nobody sees.
        expect(report).toBe(await readFile(join(folder, 'report.html'), 'utf8'))
      } finally {
        await rm(folder, { recursive: true })
      }
      await page.close()
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
      await page.locator(`#panel-${id} ${there}`).first().waitFor({ timeout: 40_000 })
      expect(await violationsIn(page)).toEqual([])
      const panel = page.locator(`#panel-${id}`)
      expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
      await page.close()
    }
  })
})
