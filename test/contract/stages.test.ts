/**
 * Data flows one way through bindings/: each file imports from its own stage or from stages before it. The portable code of
 * assembly/shared/ comes first.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const STAGES = [
  'host-types',
  'shared',
  'errors',
  'version',
  'numbers',
  'model',
  'options',
  'scenario',
  'generated',
  'modules',
  'plan',
  'result',
  'baseline',
  'encoders',
  'reduce',
  'runner',
  'sweep',
  'forms',
  'equilibria',
  'engine',
  'files',
  'studies',
  'system',
  'index',
  'node',
  'cli',
]

/** The folder or the file of the root that a file belongs to. */
const stageOf = (file: string) => STAGES.indexOf(file.split('/')[1].replace(/\.ts$/, ''))

async function sources(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  return files.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
}

test('no file imports from a later stage', async () => {
  const imports: [from: string, to: string][] = []
  for (const file of [...(await sources('assembly/shared')), ...(await sources('bindings'))]) {
    for (const [, path] of (await readFile(file, 'utf8')).matchAll(/(?:from |import\()'(\.[^']+)'/g))
      imports.push([file, normalize(join(file, '..', path))])
  }
  expect(imports.length).toBeGreaterThan(200)
  expect(imports.filter(([from, to]) => stageOf(to) < 0 || stageOf(to) > stageOf(from))).toEqual([])
})
