/** The page's second language: every text has words of its own, in reports and for what studies warn of, too. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import workshopJson from '../../examples/workshop.json' with { type: 'json' }
import { createEngine, type ScenarioInput } from '../../bindings/index.ts'
import { ENGLISH } from '../../bindings/studies/report/words.ts'
import { calibrate, indices, parseTable, risk, timing, tornado } from '../../bindings/studies/index.ts'
import { inEnglish, warnings } from '../../web-demo/texts/de/warnings.ts'
import { findChromium } from '../support/chromium.ts'
import { contentOf, startDemo, visit, type Demo } from '../support/demo.ts'

const workshop = workshopJson as ScenarioInput

const PARTS = [
  'exports',
  'fields',
  'kit',
  'matters',
  'own',
  'metrics',
  'page',
  'parameters',
  'problems',
  'scenarios',
  'schedules',
  'speed',
  'systems',
  'timing',
  'uncertainty',
  'variants',
]
/** What is the same word in both. */
const SHARED = new Set(['3-D', 'Export', 'Innovation', 'Name', 'WebAssembly SIMD', '', ' ', '%', '±', '−'])

/** Texts by where they stand; of functions what they say around their values is left to the type checker. */
function textsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

it.each(PARTS)('has words of its own for every text of %s', async (part) => {
  const [en, de] = await Promise.all(['en', 'de'].map((name) => import(`../../web-demo/texts/${name}/${part}.ts`)))
  const german = new Map(textsOf(de))
  const same = textsOf(en).filter(([path, text]) => !SHARED.has(text) && german.get(path) === text)
  expect(same).toEqual([])
  expect(german.size).toBeGreaterThan(0)
})

describe('what studies warn of', () => {
  const uncertain = (price: object): ScenarioInput => ({
    ...workshop,
    uncertainty: {
      parameters: {
        'recycling.price': { distribution: 'uniform', low: 0, high: 1.2, ...price },
        'waste.disposalCost': { distribution: 'uniform', low: 0.1, high: 1 },
      } as NonNullable<ScenarioInput['uncertainty']>['parameters'],
    },
  })
  const correlated: ScenarioInput = {
    ...uncertain({}),
    uncertainty: {
      ...uncertain({}).uncertainty!,
      correlation: {
        paths: ['recycling.price', 'waste.disposalCost'],
        matrix: [
          [1, 0.5],
          [0.5, 1],
        ],
      },
    } as ScenarioInput['uncertainty'],
  }

  it('is said in German', async () => {
    await using engine = await createEngine({ workers: 0 })
    const { warnings: never } = await risk(engine, uncertain({}), { metrics: ['payback'], samples: 256, seed: 1 })
    const { warnings: moved } = await tornado(engine, correlated, { metric: 'payback' })
    const { warnings: joined } = await indices(engine, correlated, { metrics: ['profit'], samples: 64, seed: 1 })
    const growing = { ...workshop, changes: [{ parameters: ['production.price'], growth: 0.2 }] } as ScenarioInput
    const { warnings: grown } = await timing(engine, growing, { rate: 0.2, continuation: 'hold' })
    const rows = Array.from({ length: 12 }, (_, i) => `${2000 + i},${10 + i},${5 + i + (i % 3)},${30 + 2 * i + (i % 2)}`)
    const table = parseTable(`year,capital,labour,output\n${rows.join('\n')}`)
    const { warnings: estimated } = calibrate(table, {
      output: 'output',
      factors: ['capital', 'labour'],
      constantReturns: true,
    })
    const all = [...never, ...moved, ...joined, ...grown, ...estimated]
    expect(all.length).toBeGreaterThanOrEqual(5)
    for (const text of all) expect([text, warnings.some(([form]) => form.test(text))]).toEqual([text, true])
    for (const [form, say] of warnings) {
      const parts = Array.from({ length: 4 }, (_, i) => `part${i}`)
      expect(form.test(say(...parts))).toBe(false)
    }
  })

  it('is said to be in English where the page has no words for it', () => {
    expect(inEnglish('something new')).toBe('Auf Englisch: „something new“')
  })
})

describe.skipIf(!findChromium())('reports', () => {
  let demo: Demo
  beforeAll(async () => void (demo = await startDemo()), 60_000)

  async function reportOf(page: Page, press: () => Promise<void>): Promise<string> {
    const [file] = await Promise.all([page.waitForEvent('download'), press()])
    return (await contentOf(file)).toString()
  }

  /** A report is in German: its words, numbers and answer; none of the library's English ones is left. */
  function expectGerman(report: string, answer: string): void {
    expect(report).toContain('<html lang="de">')
    expect(report).toContain(answer)
    expect(report).toMatch(/\d,\d/)
    const said = report.replaceAll(/<code>.*?<\/code>|<style>.*?<\/style>/gs, '').replaceAll(/<[^>]*>/g, '\n')
    const english = textsOf([ENGLISH.page, ENGLISH.path, ENGLISH.risk, ENGLISH.timing]).map(([, text]) => text)
    const lines = new Set(said.split('\n').map((line) => line.trim()))
    expect(english.filter((text) => text.length > 0 && lines.has(text))).toEqual([])
    // Numbers of the tables and axes have no point in them but between thousands.
    expect(said.match(/^\s*−?-?(?!\d{1,3}\.\d{3}\s*$)\d+\.\d+\s*$/gm)).toBeNull()
  }

  it('are in the language of the page, numbers too', async () => {
    const { page } = await visit(demo, { fragment: '#preset=joinery&lang=de&open=timing+uncertainty', until: '.plot[data-drawn]' })
    const headline = async () => (await page.locator('.headline .result').innerText()).trim()
    await expect.poll(headline).toMatch(/^Die Umstellung/)
    const answer = await headline()
    await page.getByText('Export', { exact: true }).click()
    const whole = await reportOf(page, () => page.getByRole('button', { name: 'Bericht als Seite' }).click())
    expectGerman(whole, answer)
    // Its title is what the page calls its example; levels are in percent, as on the page.
    expect(whole).toContain('<h1>Tischlerei: Verschnitt wird zu Briketts</h1>')
    for (const text of ['Verwertungsgrad, %</th>', '>Verwertungsgrad, %</text>', '<td>50,0000</td>']) expect(whole).toContain(text)
    await page.getByRole('button', { name: /^Ausprobieren/ }).click()
    for (const id of ['uncertainty', 'timing']) {
      const panel = page.locator(`#panel-${id}`)
      const said = panel.locator('.answer').first()
      await said.waitFor({ timeout: 60_000 })
      await expect.poll(() => panel.locator('[aria-busy=true]').count(), { timeout: 60_000 }).toBe(0)
      const report = await reportOf(page, () => panel.getByRole('button', { name: 'Bericht speichern' }).click())
      expectGerman(report, (await said.innerText()).trim())
    }
  })
})
