import { readFile } from 'node:fs/promises'
import { chromium, type Browser, type Download, type Locator, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import type { Engine, ScenarioInput } from '../../bindings/index.ts'
import { findChromium, launchChromium } from './chromium.ts'
import { demoSite } from './demo-site.ts'
import { serve } from './serve.ts'

const SOFTWARE_WEBGL = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

export interface Demo {
  /** The page's address, in a folder of the site. */
  url: string
  browser: Browser
  /** An empty page of the site that stays open: with it, the browser keeps the code that it has compiled. */
  kept: Page
}

let started: Promise<Demo> | undefined

/** Serves the demo page from a sub-path and starts a browser, for all files of tests that run in this process; both end with it. */
export function startDemo(): Promise<Demo> {
  started ??= serveTo(launchChromium())
  return started
}

/** The same with a browser that has WebGL without a GPU, and draws everything more slowly. */
export function startDemoWithWebGL(): Promise<Demo> {
  return serveTo(chromium.launch({ executablePath: findChromium(), args: SOFTWARE_WEBGL }))
}

async function serveTo(launched: Promise<Browser>): Promise<Demo> {
  const [served, browser] = await Promise.all([demoSite().then((site) => serve(site)), launched])
  const kept = await (await browser.newContext({ acceptDownloads: true })).newPage()
  await kept.goto(`${served.url}empty.html`)
  return { url: `${served.url}some/folder/`, browser, kept }
}

/** How many times slower pages are than this machine. */
const SLOW = Number(process.env.SLOW ?? 1)
/** Milliseconds by which frames and timers come late: `LATE=600 npx vitest run test/browser` finds what tests look at, and pages forget, in between. */
const LATE = Number(process.env.LATE ?? 40 * (SLOW - 1))
const FINEST = '.plot[data-drawn="256"]'

export interface Visit {
  page: Page
  /** Errors and warnings that the page has caused. */
  complaints: string[]
  /** Addresses that it has asked for. */
  requests: string[]
}

export interface VisitOptions {
  fragment?: string
  /** Code that runs before the page's own: to take a feature away. */
  before?: string
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  /** What must be there before the visit begins; default the finest picture. */
  until?: string
  /** As who has never been there: nothing is in the browser's memory. */
  isFirst?: boolean
}

/** Opens the page, which remembers nothing of other visits, and waits for the finest picture. It is closed when the test has ended. */
export async function visit({ browser, kept, url }: Demo, options: VisitOptions = {}): Promise<Visit> {
  const { fragment = '', before, width = 1440, height = 1000, colorScheme = 'light', until = FINEST, isFirst = false } = options
  await kept.evaluate(() => localStorage.clear())
  const context = isFirst ? await browser.newContext({ acceptDownloads: true }) : kept.context()
  const page = await context.newPage()
  onTestFinished(() => (isFirst ? context : page).close())
  await Promise.all([page.setViewportSize({ width, height }), page.emulateMedia({ colorScheme })])
  page.setDefaultTimeout(100_000)
  const complaints: string[] = []
  const requests: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  // The software renderer itself warns about reading pixels back.
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && !/GPU stall/.test(message.text()) && complaints.push(message.text()),
  )
  page.on('request', (request) => requests.push(request.url()))
  if (before) await page.addInitScript(before)
  if (SLOW > 1 || LATE > 0) await slowDown(page)
  await page.goto(url + fragment)
  await page.waitForSelector(until)
  return { page, complaints, requests }
}

/** As on a slow machine: less of the processor for the page's thread, and frames that come late, after tests have had time to look. */
async function slowDown(page: Page): Promise<void> {
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOW })
  await page.addInitScript((delay) => {
    const [frame, wait] = [requestAnimationFrame, setTimeout]
    globalThis.requestAnimationFrame = (act) => wait(() => frame(act), delay) as unknown as number
    // What waits for a frame that may not come waits as much longer.
    globalThis.setTimeout = ((act: TimerHandler, time = 0, ...rest: unknown[]) => wait(act, time + delay, ...rest)) as typeof setTimeout
  }, LATE)
}

export async function drawn(page: Page): Promise<void> {
  await page.waitForSelector(FINEST)
}

/** What is read twice the same, some frames apart: a place that nothing moves any more. */
export async function settled<T>(read: () => Promise<T>): Promise<T> {
  const seen: T[] = []
  const isSame = async () => seen.push(await read()) > 1 && JSON.stringify(seen.at(-1)) === JSON.stringify(seen.at(-2))
  await expect.poll(isSame, { interval: 100 + 2 * LATE }).toBe(true)
  return seen.at(-1)!
}

/** Where an element is once the page has come to rest, for a pointer. */
export async function boxOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  return settled(async () => {
    await element.scrollIntoViewIfNeeded()
    return (await element.boundingBox())!
  })
}

/** The page's own link, which its address takes up a little later. */
export const linkOf = (page: Page): Promise<string> => page.evaluate(() => decodeURIComponent(location.hash))

/** A value of the panel beside the picture, as written there. */
export async function readout(page: Page, label: string): Promise<number> {
  const entry = page.locator('.readout dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
  const text = await entry.locator('dd').first().innerText()
  return Number(text.split(/\s/)[0].replaceAll(',', '').replace('−', '-'))
}

export async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path())
}

/** What the library says in Node of a scenario's profit at a time, along its path where its mode asks for one. */
export async function profitAt(engine: Engine, scenario: ScenarioInput, time: number): Promise<number> {
  const surface = await engine.sweep(scenario, { axes: [{ parameter: 'time', values: [time] }], metrics: ['profit'] }).result()
  return surface.metrics.profit[0]
}

/** What an entry of the page's menu of exports saves. */
export async function exported(page: Page, name: string): Promise<Buffer> {
  const menu = page.locator('details.menu').first()
  if ((await menu.getAttribute('open')) === null) await menu.locator('> summary').click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.menu-items').getByRole('button', { name }).click()])
  return contentOf(file)
}
