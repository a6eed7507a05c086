import { readFile } from 'node:fs/promises'
import { chromium, type Browser, type Download, type Page } from 'playwright-core'
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
  close(): Promise<void>
}

/** Serves the demo page from a sub-path, and starts a browser. */
export async function startDemo(): Promise<Demo> {
  const [served, browser] = await Promise.all([demoSite().then((site) => serve(site)), launchChromium()])
  return {
    url: `${served.url}some/folder/`,
    browser,
    async close() {
      await browser.close()
      await served.close()
    },
  }
}

/** A browser that has WebGL without a GPU, and draws everything more slowly. */
export function launchWithWebGL(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: SOFTWARE_WEBGL })
}

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
}

/** Opens the page and waits for the finest picture. */
export async function visit({ browser, url }: Demo, options: VisitOptions = {}): Promise<Visit> {
  const { fragment = '', before, width = 1440, height = 1000, colorScheme = 'light', until = FINEST } = options
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, acceptDownloads: true })
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
  await page.goto(url + fragment)
  await page.waitForSelector(until)
  return { page, complaints, requests }
}

export async function drawn(page: Page): Promise<void> {
  await page.waitForSelector(FINEST)
}

/** A value of the panel beside the picture, as written there. */
export async function readout(page: Page, label: string): Promise<number> {
  const entry = page.locator('.readout dl > div', { has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
  const text = await entry.locator('dd').first().innerText()
  return Number(text.split(/\s/)[0].replaceAll(',', '').replace('−', '-'))
}

export async function contentOf(download: Download): Promise<Buffer> {
  return readFile(await download.path())
}
