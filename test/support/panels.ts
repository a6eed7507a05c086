/** What tests of the panels of the demo page share. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ScenarioInput } from '../../bindings/index.ts'
import { contentOf, visit, type Demo, type Visit, type VisitOptions } from './demo.ts'

/** Sampling with one worker beside other browsers takes its time. */
export const PATIENCE = { timeout: 60_000 }

/** Opens the page with a panel open, whatever else the link says. */
export function openPanel(demo: Demo, id: string, rest: Record<string, string> = {}, options: VisitOptions = {}): Promise<Visit> {
  return visit(demo, {
    ...options,
    fragment: `#${new URLSearchParams({ preset: 'workshop', ...rest, open: id })}`,
    until: `#panel-${id} .panel-content`,
  })
}

/** A number as the English page writes it. */
export const written = (value: number) => Number(value.toPrecision(4))
export const read = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'))

/** Rows of the table of the chart with a title. */
export async function tableOf(page: Page, title: string | RegExp): Promise<string[][]> {
  const figure = page.locator('.study-chart', { has: page.locator('figcaption', { hasText: title }) })
  const button = figure.getByRole('button', { name: 'Show as table' })
  if ((await button.getAttribute('aria-pressed')) === 'false') await button.click()
  const rows = figure.locator('tbody tr')
  await expect.poll(() => rows.count()).toBeGreaterThan(0)
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
}

/** The scenario that the page saves. */
export async function saved(page: Page, language = 'en'): Promise<ScenarioInput> {
  const name = language === 'de' ? 'Speichern' : 'Save'
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
  return JSON.parse((await contentOf(file)).toString()) as ScenarioInput
}

/** A scenario with doubts, in a link. */
export const DOUBTS = {
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
