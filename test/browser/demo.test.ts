import { gzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import risingDisposalPrice from '../../examples/rising-disposal-price.json' with { type: 'json' }
import workshop from '../../examples/workshop.json' with { type: 'json' }
import { createEngine, parseScenario, type Engine, type ScenarioInput } from '../../bindings/index.ts'
import { PRESETS } from '../support/presets.ts'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { contentOf, drawn, profitAt, readout, startDemo, visit, type Demo } from '../support/demo.ts'

/** Gzipped, before the first picture; and with what follows it by itself: the workers. */
const FIRST_BYTES = 150_000
const ALL_BYTES = 167_000

const WRONG_LINKS = [
  '#factors=[]',
  '#transformation=null',
  '#factors[4294967294].price=1',
  `#${'a.'.repeat(5000)}b=1`,
  '#preset=nothing',
  '#metric=nothing',
  '#production=5',
  '#transformation.law=sigmoid',
  '#dynamics.mode=1',
  '#waste.elasticities=3',
  '#horizon.samples=0.5',
]
const HEAVY_LINKS = ['#preset=workshop&horizon.samples=1e9', '#preset=workshop&sweep.axes=[]', '#preset=workshop&__proto__.x=1']

let demo: Demo
let engine: Engine

describe.skipIf(!findChromium())('the demo page', () => {
  beforeAll(async () => {
    ;[demo, engine] = await Promise.all([startDemo(), createEngine({ backend: 'js', workers: 0 })])
  })
  afterAll(() => engine?.close())

  it('loads from a folder of any site, without complaints, in few bytes, and asks no other host', async () => {
    const { page, complaints, requests } = await visit(demo, { isFirst: true })
    // What follows the picture by itself comes, too.
    await page.waitForLoadState('networkidle')
    expect(complaints).toEqual([])
    expect(requests.filter((address) => !address.startsWith(demo.url) && !/^(data|blob):/.test(address))).toEqual([])
    const bytesOf = async (addresses: string[]) => {
      const files = addresses.filter((address) => /\.(js|css)$|\/$/.test(address))
      const contents = await Promise.all(files.map(async (address) => (await fetch(address)).arrayBuffer()))
      return contents.reduce((sum, content) => sum + gzipSync(new Uint8Array(content)).length, 0)
    }
    const beforePicture = await page.evaluate(() => {
      const [{ startTime, duration }] = performance.getEntriesByName('offcut picture')
      return performance.getEntriesByType('resource').flatMap((entry) => (entry.startTime < startTime + duration ? [entry.name] : []))
    })
    const [first, all] = await Promise.all([bytesOf([demo.url, ...beforePicture]), bytesOf(requests)])
    expect(first).toBeLessThan(FIRST_BYTES)
    expect(all).toBeLessThan(ALL_BYTES)
    expect(first).toBeLessThan(all)
    await page.evaluate(() => void (location.hash = '#preset=workshop'))
    await page.getByRole('heading', { name: 'The engine' }).click()
    await expect.poll(() => page.locator('.speed').innerText()).toMatch(/WebAssembly SIMD/)
    await expect
      .poll(() => page.locator('.result').innerText())
      .toMatch(
        /^Changing over pays back after 1\.17 years: before that it falls up to 0\.2307 money behind \(after 0\.6 years\), and by the end it is 924\.4 money ahead\.$/,
      )
    await expect
      .poll(() => page.locator('.comparison').innerText())
      .toMatch(/earns 1\.6 times as much as it would without the transition\./)
  })

  it('draws every example, with the numbers of the library in Node', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=workshop' })
    for (const [name, scenario] of Object.entries(PRESETS)) {
      await page.locator('.preset select').selectOption(name)
      const difference = async () => {
        const time = name === 'joinery' ? 2031 : await readout(page, 'Time')
        return (await readout(page, 'Profit')) - Number((await profitAt(engine, scenario, time)).toPrecision(4))
      }
      await expect.poll(difference, { message: name }).toBe(0)
      await drawn(page)
    }
    expect(complaints).toEqual([])
  })

  it('keeps its state in its address: link, back and forward', async () => {
    const { page } = await visit(demo, { fragment: '#preset=cobb-douglas&time=12&recycling.yield=0.75&factors[0].price=0.02&metric=waste' })
    await expect.poll(() => page.locator('.toolbar select').first().inputValue()).toBe('waste')
    const cost = page.getByRole('spinbutton', { name: 'Disposal cost' })
    await cost.fill('0.9')
    await expect.poll(() => page.url()).toContain('waste.disposalCost=0.9')
    const link = page.url()
    const profit = await (async () => {
      const scenario = structuredClone(PRESETS['cobb-douglas'])
      scenario.recycling.yield = 0.75
      scenario.factors[0].price = 0.02
      scenario.waste.disposalCost = 0.9
      return Number((await profitAt(engine, scenario, 12)).toPrecision(4))
    })()
    await expect.poll(() => readout(page, 'Profit')).toBe(profit)
    await page.goBack()
    await expect.poll(() => cost.inputValue()).toBe('0.5')
    await page.goForward()
    await expect.poll(() => cost.inputValue()).toBe('0.9')
    const { page: other } = await visit(demo, { fragment: new URL(link).hash })
    await expect.poll(() => readout(other, 'Profit')).toBe(profit)
  })

  it('saves and opens the files of the command line, and says what is wrong with a bad one', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop' })
    const save = async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save' }).click()])
      return JSON.parse((await contentOf(download)).toString()) as ScenarioInput
    }
    expect(await save()).toEqual(workshop)
    const open = (name: string, text: string) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    await open('rising.json', JSON.stringify(risingDisposalPrice))
    await expect.poll(() => page.locator('.message').innerText()).toBe('Opened rising.json')
    expect(parseScenario(await save())).toEqual(parseScenario(risingDisposalPrice as unknown as ScenarioInput))
    // The address holds a file too, whatever it has in common with the example before.
    await page.reload()
    await drawn(page)
    expect(parseScenario(await save())).toEqual(parseScenario(risingDisposalPrice as unknown as ScenarioInput))
    await open('bad.json', '{ "factors": [] }')
    await expect.poll(() => page.locator('.message').innerText()).toMatch(/bad\.json cannot be opened: .*factors: Expected/)
    expect(parseScenario(await save()).name).toBe(risingDisposalPrice.name)
  })

  it('survives any link, and says what is wrong with it', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=joinery' })
    const follow = (fragment: string) => page.evaluate((hash) => void (location.hash = hash), fragment)
    const summaries = (count: number, message: string) =>
      expect.poll(() => page.locator('.summary').count(), { message: `${message.slice(0, 80)}: summaries` }).toBe(count)
    const cost = page.getByRole('spinbutton', { name: 'Disposal cost' })
    const costs = (value: string, message: string) => expect.poll(() => cost.inputValue(), { message }).toBe(value)
    for (const fragment of WRONG_LINKS) {
      await follow(fragment)
      await summaries(1, fragment)
      await expect.poll(() => readout(page, 'Profit')).toBeGreaterThan(0)
      await follow('#preset=joinery')
      await summaries(0, fragment)
    }
    for (const fragment of HEAVY_LINKS) {
      await follow('#preset=joinery')
      await costs('120', fragment)
      await follow(fragment)
      // Typed before the link is read it would be gone.
      await costs('1', fragment)
      await cost.fill('0.7')
      await expect.poll(() => readout(page, 'Disposal cost'), { message: fragment }).toBe(0.7)
    }
    expect(complaints).toEqual([])
  })

  it('marks where the transition never pays back, and writes years of the calendar as such', async () => {
    const { page } = await visit(demo, {
      fragment:
        '#preset=workshop&metric=payback&investment.conversionCost=900&horizon.start=2020&horizon.end=2030&transformation.midpoint=2025&sweep.axes[0].from=2020&sweep.axes[0].to=2030&time=2025',
    })
    await expect.poll(() => page.locator('.legend').innerText()).toMatch(/never pays back: [\d,]+ of 65,536 points/)
    const ticks = async () => (await page.locator('.paths .tick').allTextContents()).join(' ')
    await expect.poll(ticks).toMatch(/\b2024\b/)
    expect(await ticks()).not.toMatch(/2,0\d\d/)
    await expect.poll(() => page.locator('.result').innerText()).toMatch(/in \w+ 20\d\d|does not pay/)
  })

  it('says what it is before its program runs, and without JavaScript', async () => {
    const context = await demo.browser.newContext({ javaScriptEnabled: false })
    const still = await context.newPage()
    await still.goto(demo.url)
    await expect
      .poll(() => still.locator('body').innerText())
      .toMatch(/When does it pay[^]*computes, in your browser[^]*needs JavaScript, which is switched off/)
    await expect.poll(() => still.locator('body').innerText()).not.toMatch(/being loaded/)
    await context.close()
    const page = await demo.browser.newPage()
    await page.route(/\/first-[^/]*\.js$/, (route) => route.abort())
    await page.goto(demo.url)
    await expect.poll(() => page.locator('body').innerText()).toMatch(/When does it pay[^]*The program is being loaded/)
    await expect.poll(() => page.locator('.card.empty').count()).toBe(3)
    await page.close()
  })

  it('says plainly where the browser is too old', async () => {
    const page = await demo.browser.newPage()
    await page.addInitScript('delete AbortSignal.any')
    await page.goto(demo.url)
    await expect.poll(() => page.locator('.notices').innerText()).toMatch(/too old .* Firefox 124/)
    await expect.poll(() => page.locator('.waiting').innerText()).toBe('There is no picture.')
    await page.close()
  })

  it('exports the surface as the library computes it, and the picture', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop' })
    const save = async (name: string) => {
      await page.locator('details.menu > summary').click()
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
      await page.keyboard.press('Escape')
      return contentOf(download)
    }
    const { metrics } = await engine
      .sweep(PRESETS.workshop, {
        axes: [
          { parameter: 'time', from: 0, to: 10, points: 256 },
          { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 256, spacing: 'log' },
        ],
        metrics: ['profit'],
      })
      .result()
    const isClose = (value: number, i: number) => Math.abs(value - metrics.profit[i]) <= 1e-9 * Math.abs(metrics.profit[i])

    const [header, ...rows] = (await save('Surface as CSV'))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    expect(header.slice(0, 3)).toEqual(['time', 'waste.disposalCost', 'profit'])
    expect(rows.length).toBe(256 ** 2)
    expect(rows.every((row, i) => isClose(Number(row[2]), i))).toBe(true)

    const parquet = await save('Surface as Parquet')
    const table = await parquetReadObjects({ file: new Uint8Array(parquet).buffer, columns: ['time', 'profit', 'status'] })
    expect(table.length).toBe(256 ** 2)
    expect(table.every((row, i) => isClose(row.profit as number, i) && row.time === Number(rows[i][0]))).toBe(true)

    expect((await save('Picture as PNG')).subarray(1, 4).toString()).toBe('PNG')
    const svg = (await save('Picture as SVG')).toString()
    expect(svg).toMatch(/^<svg [^]*waste breaks even[^]*Disposal cost \(money\/unit\)[^]*<\/svg>\n$/)
  })

  it('compares itself with plain JavaScript', async () => {
    const { page, complaints } = await visit(demo, { fragment: '#preset=workshop' })
    await page.getByRole('heading', { name: 'The engine' }).click()
    await page.getByRole('button', { name: 'Compare with plain JavaScript' }).click()
    const table = page.locator('.speed table')
    await table.waitFor()
    await expect.poll(() => table.locator('tbody tr').count()).toBe(3)
    await expect.poll(() => table.innerText()).toMatch(/dense search, 1 thread\s+[\d,]+ \([\d.]+%\)\s+[\d,]+ µs\s+[\d,]+ ×/)
    expect(complaints).toEqual([])
  })

  describe.each([
    ['WebAssembly', 'delete globalThis.WebAssembly', /Plain JavaScript, because WebAssembly cannot run here/],
    ['workers', 'delete globalThis.Worker', /computes in its own thread/],
  ])('without %s', (_, before, words) => {
    it('says what it does instead, and goes on', async () => {
      const { page, complaints } = await visit(demo, { before, fragment: '#preset=workshop' })
      await expect.poll(() => page.locator('.notices').innerText()).toMatch(words)
      await page.getByRole('spinbutton', { name: 'Disposal cost' }).fill('2')
      const scenario = { ...PRESETS.workshop, waste: { ...PRESETS.workshop.waste, disposalCost: 2 } }
      const profit = Number((await profitAt(engine, scenario, 5)).toPrecision(4))
      await expect.poll(() => readout(page, 'Profit')).toBe(profit)
      expect(complaints).toEqual([])
    })
  })

  it('shows the map where there is no WebGL, and says so', async () => {
    const before = `{
      const getContext = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : getContext.call(this, kind, ...rest) }
    }`
    const { page, complaints } = await visit(demo, { before, fragment: '#preset=workshop&plot=surface' })
    await expect.poll(() => page.locator('.plot-column .notice').innerText()).toMatch(/needs WebGL.*the map shows the same surface/)
    await expect.poll(() => page.locator('canvas.map').isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('has nothing that axe complains of, %s, %d pixels wide', async (colorScheme, width) => {
    const { page } = await visit(demo, { colorScheme, width, fragment: '#preset=workshop&production.scale=-1' })
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)))
    expect(await violationsIn(page)).toEqual([])
  })
})
