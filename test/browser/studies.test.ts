/** Studies on a page that Vite has built, in a real browser: the same bits as in Node. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { findChromium, launchChromium, open } from '../support/chromium.ts'
import { exec, root } from '../support/package.ts'
import { serve } from '../support/serve.ts'

const dist = (file: string) => join(root, 'dist', file)

test.skipIf(!findChromium())('calibrate, risk, indices and discover, with two workers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  const table = await readFile(join(root, 'examples/data/cobb-douglas.csv'), 'utf8')
  await cp(join(root, 'test/fixtures/page/studies.js'), join(folder, 'studies.js'))
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
  )
  await writeFile(
    join(folder, 'page.js'),
    `import * as offcut from 'offcut'
     import * as studies from 'offcut/studies'
     import { runStudies } from './studies.js'
     runStudies({ ...offcut, ...studies }, ${JSON.stringify(table)}, { workers: 2 }).catch(String).then((text) => (document.documentElement.dataset.report = text))`,
  )
  const alias = { 'offcut/studies': dist('studies/index.js'), offcut: dist('index.js') }
  await build({ root: folder, configFile: false, logLevel: 'warn', resolve: { alias }, build: { outDir: 'built' } })
  const [browser, served] = await Promise.all([launchChromium(), serve(join(folder, 'built'))])
  try {
    const { page, complaints } = await open(browser, served.url)
    const found = await page.locator('html[data-report]').getAttribute('data-report')
    const script = `import * as offcut from ${JSON.stringify(dist('index.js'))}
      import * as studies from ${JSON.stringify(dist('studies/index.js'))}
      import { runStudies } from './studies.js'
      process.stdout.write(await runStudies({ ...offcut, ...studies }, ${JSON.stringify(table)}, { workers: 0 }))`
    const { stdout: expected } = await exec(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder })
    expect(JSON.parse(found!)).toEqual(JSON.parse(expected))
    expect(found).toBe(expected)
    expect(complaints).toEqual([])
  } finally {
    await Promise.all([browser.close(), served.close()])
    await rm(folder, { recursive: true })
  }
})
