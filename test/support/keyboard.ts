/** What tests of the page by the keyboard alone share. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { contentOf, visit, type Demo, type Visit } from './demo.ts'

const COARSE = '.plot[data-drawn]'
const START = '#preset=joinery&points=32&time=2030'

/** Opens the page and comes by Tab, as who uses keys does. */
export async function visitByKeys(demo: Demo): Promise<Visit> {
  const there = await visit(demo, { fragment: START, until: COARSE })
  await there.page.keyboard.press('Tab')
  return there
}
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
export const summary = (page: Page, text: string) => page.locator('summary', { hasText: text }).first()
/** Whether the keyboard is somewhere: what it was at may have gone. */
export const isSomewhere = (page: Page) => page.evaluate(() => document.activeElement !== document.body)
/** What a key makes the page save. */
export async function savedBy(control: Locator, page: Page): Promise<string> {
  // While one file is made no other one is.
  await expect.poll(() => control.isEnabled()).toBe(true)
  const [file] = await Promise.all([page.waitForEvent('download'), control.press('Enter')])
  return (await contentOf(file)).toString()
}
