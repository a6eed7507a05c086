/** Before the tests: a Chromium where there is none, on Debian; elsewhere one line that says what to install. */
import { spawnSync } from 'node:child_process'
import { findChromium } from './chromium.ts'

export default function setup(): void {
  if (findChromium()) return
  const mayInstall = process.getuid?.() === 0 && !process.env.CHROMIUM
  if (mayInstall && run('update')) run('install', '--yes', '--no-install-recommends', 'chromium')
  if (findChromium()) return
  console.warn('The browser tests are skipped: install Chromium (on Debian: apt-get install chromium) or set CHROMIUM to its path.')
}

function run(...command: string[]): boolean {
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  return spawnSync('apt-get', ['--quiet', ...command], options).status === 0
}
