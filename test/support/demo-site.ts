/** The demo page as it is built, once for every file of tests that visits it. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { shared } from './shared.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** The folder of a site whose `some/folder` is the page, built as for visitors; `empty.html` is a page with nothing in it. */
export function demoSite(): Promise<string> {
  return shared('site', async (site) => {
    const vite = join(project, 'node_modules/vite/bin/vite.js')
    const config = join(project, 'web-demo/vite.config.ts')
    const options = ['build', '--config', config, '--outDir', join(site, 'some/folder'), '--logLevel', 'error']
    const env = { ...process.env, NODE_ENV: 'production' }
    await promisify(execFile)(process.execPath, [vite, ...options], { cwd: project, env })
    await writeFile(join(site, 'empty.html'), '<!doctype html>')
  })
}
