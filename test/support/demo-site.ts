/** The demo page as it is built, once for every file of tests that visits it. */
import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = fileURLToPath(new URL('../../', import.meta.url))
const PATIENCE_SECONDS = 100

/** Before the tests: a folder for the page. Whoever needs the page first builds it there. */
export default async function setup(): Promise<() => Promise<void>> {
  const site = await mkdtemp(join(tmpdir(), 'offcut-demo-'))
  process.env.OFFCUT_DEMO_SITE = site
  return () => rm(site, { recursive: true, force: true })
}

/** The folder of a site whose `some/folder` is the page. */
export async function demoSite(): Promise<string> {
  const site = process.env.OFFCUT_DEMO_SITE!
  const done = join(site, 'built')
  const isBuilder = await mkdir(join(site, 'building')).then(
    () => true,
    () => false,
  )
  if (isBuilder) await writeFile(done, await build(join(site, 'some/folder')))
  for (let second = 0; second < PATIENCE_SECONDS; second += 0.2) {
    const isThere = await access(done).then(
      () => true,
      () => false,
    )
    const why = isThere ? await readFile(done, 'utf8') : undefined
    if (why === '') return site
    if (why) throw new Error(`the demo page does not build: ${why}`)
    await wait(200)
  }
  throw new Error(`the demo page was not built within ${PATIENCE_SECONDS} seconds`)
}

/** Builds as for visitors. @returns what went wrong, if anything */
async function build(outDir: string): Promise<string> {
  const vite = join(project, 'node_modules/vite/bin/vite.js')
  const options = ['build', '--config', join(project, 'web-demo/vite.config.ts'), '--outDir', outDir, '--logLevel', 'error']
  const env = { ...process.env, NODE_ENV: 'production' }
  return promisify(execFile)(process.execPath, [vite, ...options], { cwd: project, env }).then(
    () => '',
    (error: Error) => error.message,
  )
}
