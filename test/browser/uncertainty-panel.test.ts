/** The panel of how sure the demo page is. Every number is the library's in Node. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import workshopJson from '../../examples/workshop.json' with { type: 'json' }
import { createEngine, parseScenario, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { calibrate, indices, mergeFragment, parseTable, risk, tornado, type SobolIndices } from '../../bindings/studies/index.ts'
import { findChromium } from '../support/chromium.ts'
import { runCommand } from '../support/command.ts'
import { contentOf, startDemo, type Demo, type VisitOptions } from '../support/demo.ts'
import { DOUBTS, openPanel, PATIENCE, read, saved, tableOf, written } from '../support/panels.ts'

const workshop = workshopJson as ScenarioInput

let demo: Demo
let engine: Engine
const visitPanel = (id: string, rest?: Record<string, string>, options?: VisitOptions) => openPanel(demo, id, rest, options)

/** What the link of DOUBTS says. */
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
const RISK = {
  metrics: ['advantage', 'profit', 'npv', 'level', 'discharged', 'output', 'cost', 'factors[0]', 'payback'],
  when: ['payback is not none'],
  overTime: true,
  samples: 1024,
}

describe.skipIf(!findChromium())('how sure the demo page is', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(() => engine?.close())

  it('shows bands, odds, tornado and indices with the numbers of the library', async () => {
    const { page, complaints } = await visitPanel('uncertainty', DOUBTS)
    const found = await risk(engine, doubtful, RISK)
    const share = found.probability['payback is not none']
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.95)
    await expect
      .poll(() => page.locator('#panel-uncertainty .answer').innerText(), PATIENCE)
      .toContain(`in ${Math.round(100 * share)}% of the cases`)
    const at = (time: number, quantile: number) =>
      written(found.overTime!.find((row) => row.metric === 'advantage' && row.time === time && row.quantile === quantile)!.value)
    const last = async () => (await tableOf(page, /over time/)).at(-1)?.map(read)
    await expect.poll(last).toEqual([10, at(10, 0.5), at(10, 0.05), at(10, 0.95), at(10, 0.25), at(10, 0.75)])
    const causes = page.locator('#panel-uncertainty .charts-wide').last()
    await expect.poll(() => causes.locator('.study-chart').count(), PATIENCE).toBe(2)
    const bars = (await tornado(engine, doubtful, { metric: 'advantage' })).bars
    const ends = async () => (await tableOf(page, 'one number at a time')).map(([, high, low]) => [read(high), read(low)])
    await expect.poll(ends).toEqual(bars.map(({ high, low }) => [written(high.metric), written(low.metric)]))
    const study = await indices(engine, doubtful, { metrics: ['advantage'], samples: 1024 })
    const { firstOrder, total } = study.metrics.advantage as SobolIndices
    const shares = async () => (await tableOf(page, 'each number explains')).map(([, first, , whole]) => [read(first), read(whole)])
    const ranked = Object.keys(total).sort((a, b) => total[b]! - total[a]!)
    await expect.poll(shares).toEqual(ranked.map((path) => [written(100 * firstOrder[path]!), written(100 * total[path]!)]))
    expect(complaints).toEqual([])
  })

  it('gives a number an uncertainty of so many percent, and takes it away', async () => {
    const { page } = await visitPanel('uncertainty')
    const form = page.locator('.new-doubt')
    await form.locator('select').first().selectOption('waste.disposalCost')
    await form.getByRole('spinbutton').fill('0')
    await expect.poll(() => form.locator('.problem').innerText()).toMatch(/above 0/)
    await expect.poll(() => form.getByRole('button').isDisabled()).toBe(true)
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
    const shown = async () =>
      (await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))).map(
        ([name, ...numbers]) => [name, ...numbers.map(read)],
      )
    await expect
      .poll(shown)
      .toEqual(
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
  })
})
