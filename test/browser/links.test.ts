/** Every number that the demo page shows, in the readout and in the tables of its charts, against the library in Node. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, type Engine, type MetricName, type ScenarioInput } from '../../bindings/index.ts'
import { metricEntry } from '../../bindings/model/metrics.ts'
import { numberAt, withAt } from '../../web-demo/state/tree.ts'
import { findChromium } from '../support/chromium.ts'
import { startDemo, visit, type Demo } from '../support/demo.ts'
import { PRESETS } from '../support/presets.ts'

/** As many as take seconds; `LINKS=200 npx vitest run test/browser/links.test.ts` follows more. */
const LINKS = Number(process.env.LINKS ?? 48)
/** What the readout shows once all of it is open, beside the factors. */
const READOUT: readonly MetricName[] = [
  'profit',
  'level',
  'valueOfWaste',
  'discharged',
  'additionalOutput',
  'output',
  'waste',
  'recycled',
  'revenue',
  'cost',
  'profitability',
  'profitOfLevel',
  'breakEvenLevel',
]
const FOUR_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4, useGrouping: 'min2' as unknown as boolean })
const money = (value: number) => FOUR_DIGITS.format(value).replace('-', '−')

let demo: Demo
let engine: Engine

/** Numbers from 0 to 1, the same in every run (D. Lehmer's generator). */
function* lehmer(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48271) % 2147483647
    yield state / 2147483647
  }
}

/** Numbers of the readout by their metric, as written. */
async function shownValues(page: Page): Promise<Record<string, number>> {
  const entries = await page
    .locator('.readout dl:not(.where) > div')
    .evaluateAll((all) => all.map((entry) => [entry.getAttribute('data-name')!, entry.querySelector('dd')!.textContent!.split(/\s/)[0]]))
  return Object.fromEntries(entries.map(([name, text]) => [name, read(text)]))
}

async function openTables(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.querySelectorAll('details.as-table').forEach((details) => ((details as HTMLDetailsElement).open = true)),
  )
}

/** The rows of every chart's table by the chart's name: the time, then the lines. */
async function shownTables(page: Page): Promise<Record<string, number[][]>> {
  await openTables(page)
  const tables = await page
    .locator('[data-chart]')
    .evaluateAll((all) =>
      all.map((chart) => [
        chart.getAttribute('data-chart')!,
        [...chart.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent!)),
      ]),
    )
  return Object.fromEntries((tables as [string, string[][]][]).map(([name, rows]) => [name, rows.map((row) => row.map(read))]))
}

/** What the library says in Node of the same charts, with the transition and without it. */
async function expectedTables(scenario: ScenarioInput): Promise<Record<string, number[][]>> {
  const path = await engine.path(scenario)
  const still = await engine.path(withAt(scenario, 'transformation', { law: 'constant', level: path.columns.level[0] }))
  const factors = scenario.factors.map((_, i) => `factors[${i}]`)
  const names = ['advantage', 'profit', 'npv', 'level', 'waste', 'output', 'cost', ...factors]
  const last = path.time.length - 1
  const stride = Math.max(1, Math.ceil(last / 20))
  const rows = Array.from({ length: Math.ceil(last / stride) + 1 }, (_, i) => Math.min(last, i * stride))
  const linesOf = (name: string): ArrayLike<number>[] => {
    const [now, before] = [path.columns, still.columns]
    if (name === 'advantage') return [now.advantage]
    if (name === 'waste') return [now.discharged, now.recycled, before.discharged]
    return [now[name as 'profit'], before[name as 'profit']]
  }
  const shown = (value: number, times: number) => (Number.isFinite(value) ? Number((times * value).toPrecision(4)) : value)
  return Object.fromEntries(
    names.map((name) => [
      name,
      rows.map((i) => [Number(path.time[i].toFixed(2)), ...linesOf(name).map((line) => shown(line[i], name === 'level' ? 100 : 1))]),
    ]),
  )
}

function read(text: string): number {
  return text === '–'
    ? NaN
    : text.includes('∞')
      ? text.startsWith('−')
        ? -Infinity
        : Infinity
      : Number(text.replaceAll(',', '').replaceAll('−', '-'))
}

async function expectedValues(scenario: ScenarioInput, time: number): Promise<Record<string, number>> {
  const names: MetricName[] = [...READOUT, ...scenario.factors.map((_, i) => `factors[${i}]` as MetricName)]
  const { metrics } = await engine.sweep(scenario, { axes: [{ parameter: 'time', values: [time] }], metrics: names }).result()
  return Object.fromEntries(
    names.map((name) => {
      const value = metrics[name][0] * (metricEntry(name)?.unit === 'share' ? 100 : 1)
      return [name, Number.isFinite(value) ? Number(value.toPrecision(4)) : value]
    }),
  )
}

describe.skipIf(!findChromium())('numbers of the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ workers: 0 })])
  })
  afterAll(() => engine?.close())

  it('reads the numbers of the library, whatever the link', async () => {
    const random = lehmer(20261127)
    const next = () => random.next().value as number
    const { page, complaints } = await visit(demo, { fragment: '#preset=joinery' })
    await page.locator('.more > summary').click()
    await openTables(page)
    const PATHS = [
      'waste.disposalCost',
      'waste.scale',
      'recycling.price',
      'recycling.yield',
      'recycling.processingCost',
      'production.price',
    ]
    for (let link = 0; link < LINKS; link++) {
      const name = Object.keys(PRESETS)[link % Object.keys(PRESETS).length]
      const preset = PRESETS[name]
      const { start, end } = preset.horizon!
      const time = Number((start + next() * (end - start)).toPrecision(6))
      const changes = PATHS.filter(() => next() < 0.5).map((path): [string, number] => {
        return [path, Number(((numberAt(preset, path) ?? 0) * (0.5 + next())).toPrecision(3))]
      })
      const scenario = changes.reduce((tree, [path, value]) => withAt(tree, path, value), preset)
      const fragment = `#${new URLSearchParams({ preset: name, points: '32', time: String(time), ...Object.fromEntries(changes.map(([path, value]) => [path, String(value)])) })}`
      await page.evaluate((hash) => void (location.hash = hash), fragment)
      await expect.poll(async () => await shownValues(page), { message: fragment }).toEqual(await expectedValues(scenario, time))
      const { columns } = await engine.path(scenario)
      const atEnd = columns.advantage.at(-1)!
      await expect.poll(() => shownTables(page), { message: fragment }).toEqual(await expectedTables(scenario))
      if (Math.abs(columns.level.at(-1)! - columns.level[0]) > 2e-3 && Number.isFinite(atEnd))
        await expect.poll(() => page.locator('.result').innerText(), { message: fragment }).toContain(money(Math.abs(atEnd)))
    }
    expect(complaints).toEqual([])
  }, 600_000)
})
