/** Before the tests: Chromium and Firefox where they are not there, on Debian; elsewhere one line that says what to install. */
import { spawnSync } from 'node:child_process'
import { findChromium } from './chromium.ts'
import { findFirefox } from './firefox.ts'

export default function setup(): void {
  const missing = () => [...(findChromium() ? [] : ['chromium']), ...(findFirefox() ? [] : ['firefox-esr'])]
  const wanted = missing()
  if (wanted.length === 0) return
  const mayInstall = process.getuid?.() === 0 && !process.env.CHROMIUM && !process.env.FIREFOX
  if (mayInstall && run('update')) run('install', '--yes', '--no-install-recommends', ...wanted)
  if (missing().length === 0) return
  console.warn(
    `Tests in ${missing().join(' and ')} are skipped: install it (on Debian: apt-get install ${missing().join(' ')}), or set CHROMIUM or FIREFOX to its path.`,
  )
}

function run(...command: string[]): boolean {
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  return spawnSync('apt-get', ['--quiet', ...command], options).status === 0
}
