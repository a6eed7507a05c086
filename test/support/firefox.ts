import puppeteer from 'puppeteer-core'
import { findBrowser } from './browsers.ts'

/** The Firefox of the tests: the one that the variable FIREFOX names, or one on the PATH. */
export function findFirefox(): string | undefined {
  return findBrowser(process.env.FIREFOX, ['firefox-esr', 'firefox'])
}

/** Opens a page in Firefox, driven over WebDriver BiDi, and reads the report that it leaves in its root element. */
export async function reportInFirefox(url: string) {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: findFirefox(), headless: true })
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(url)
    const report = await page.waitForSelector('html[data-report]', { timeout: 60_000 })
    return { ...JSON.parse((await report!.evaluate((root) => root.getAttribute('data-report')))!), complaints }
  } finally {
    await browser.close()
  }
}
