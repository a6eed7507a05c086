import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { shared } from './shared.ts'

export const exec = promisify(execFile)
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Versions of Vite that build with the package, each installed as `vite-…`. */
export const VITES = ['6', '7', '8']

export interface Installed {
  /** A folder with the package in its node_modules; tests work in folders of their own inside it. */
  folder: string
  tarball: string
  /** Paths in the package. */
  files: string[]
}

/** What has been built, packed and installed as users do, once for every file of tests; with it the versions of Vite. */
export async function installPackage(): Promise<Installed> {
  const folder = await shared('package', async (folder) => {
    const { stdout } = await exec('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root })
    const [{ filename, files }] = JSON.parse(stdout)
    const tarball = join(folder, filename)
    const installed: Installed = { folder, tarball, files: files.map(({ path }: { path: string }) => path) }
    await writeFile(join(folder, 'installed.json'), JSON.stringify(installed))
    await writeProject(folder)
    await install(folder, tarball, ...VITES.map((version) => `vite-${version}@npm:vite@${version}`))
  })
  return JSON.parse(await readFile(join(folder, 'installed.json'), 'utf8'))
}

export async function install(project: string, ...packages: string[]): Promise<void> {
  await exec('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], { cwd: project })
}

/** An empty project that finds the package beside it. */
export async function projectBeside({ folder }: Installed, name: string): Promise<string> {
  const project = join(folder, name)
  await mkdir(project)
  await writeProject(project)
  return project
}

const writeProject = (folder: string) => writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
