import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Violation {
  id: string
  nodes: { html: string }[]
}

/** What axe complains of: each rule with the first elements that break it. @param where a selector of what is looked at */
export async function violationsIn(page: Page, where = 'html'): Promise<string[][]> {
  // Not as a script of the page: its policy forbids that.
  await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(async (where) => {
    const { axe } = globalThis as unknown as { axe: { run(where: string, options: object): Promise<{ violations: Violation[] }> } }
    // Of what is in order it need not say where it is, which is most of its work. Sizes of targets are a rule that is off by default.
    const options = { resultTypes: ['violations'], selectors: false, rules: { 'target-size': { enabled: true } } }
    const { violations } = await axe.run(where, options)
    return violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html.slice(0, 140))])
  }, where)
}
