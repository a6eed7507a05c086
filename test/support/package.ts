import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const exec = promisify(execFile)
export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Installed {
  /** A fresh folder with the package in its node_modules. */
  folder: string
  tarball: string
  /** Paths in the package. */
  files: string[]
}

/** Packs what has been built and installs it as a user would. */
export async function installPackage(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  const { stdout } = await exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root })
  const [{ filename, files }] = JSON.parse(stdout)
  const tarball = join(folder, filename)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await exec('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder })
  return { folder, tarball, files: files.map(({ path }: { path: string }) => path) }
}
