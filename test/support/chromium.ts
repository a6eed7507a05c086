import { chromium, type Browser, type Page } from 'playwright-core'
import { findBrowser } from './browsers.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of the tests: the one that the variable CHROMIUM names, or one on the PATH. */
export function findChromium(): string | undefined {
  return findBrowser(process.env.CHROMIUM, NAMES)
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS })
}

export interface Opened {
  page: Page
  /** What the page complained of: errors it threw and errors on its console. */
  complaints: string[]
  /** Workers that the page has started. */
  workers: number
}

/** Opens an address in a page of its own and listens from the start. */
export async function open(browser: Browser, url: string): Promise<Opened> {
  const page = await browser.newPage()
  const opened: Opened = { page, complaints: [], workers: 0 }
  page.on('worker', () => opened.workers++)
  page.on('pageerror', (error) => opened.complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && opened.complaints.push(message.text()))
  await page.goto(url)
  return opened
}
