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
  'typed',
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

/** So does it in web-demo/, but for what loads when it is asked for. */
const STAGES_OF_PAGE = ['env.d', 'known', 'texts', 'state', 'compute', 'plot', 'views', 'panels', 'main']

/** The stage of the folder or the file of the root that a file belongs to. */
const stageOf = (file: string, stages = STAGES) => stages.indexOf(file.split('/')[1].replace(/\.tsx?$/, ''))

async function sources(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  return files.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name))
}

/** The file that an import leads to; files of assembly/ may leave out the ending. */
const targetOf = (file: string, path: string) => normalize(join(file, '..', /\.\w+$/.test(path) ? path : `${path}.ts`))

async function importsOf(folders: string[], form = /(?:from |import\()'(\.[^']+)'/g): Promise<[from: string, to: string][]> {
  const files = (await Promise.all(folders.map(sources))).flat()
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return files.flatMap((file, i) => [...texts[i].matchAll(form)].map(([, path]): [string, string] => [file, targetOf(file, path)]))
}

test('no file imports from a later stage', async () => {
  const imports = await importsOf(['assembly/shared', 'bindings'])
  expect(imports.length).toBeGreaterThan(200)
  expect(imports.filter(([from, to]) => stageOf(to) < 0 || stageOf(to) > stageOf(from))).toEqual([])
})

test('no file of the page imports from a later stage, but when it is asked for', async () => {
  const imports = (await importsOf(['web-demo'], /from '(\.[^']+)'/g)).filter(([, to]) => to.startsWith('web-demo/'))
  expect(imports.length).toBeGreaterThan(200)
  const stage = (file: string) => stageOf(file, STAGES_OF_PAGE)
  expect(imports.filter(([from, to]) => stage(to) < 0 || stage(to) > stage(from))).toEqual([])
})

test('no files import each other, on whatever way', async () => {
  let open = [...(await importsOf(['assembly', 'bindings'])), ...(await importsOf(['web-demo'], /from '(\.[^']+)'/g))]
  // Files that import none of those that are left are in no circle.
  for (let before = Infinity; open.length < before; ) {
    before = open.length
    const importers = new Set(open.map(([from]) => from))
    open = open.filter(([, to]) => importers.has(to))
  }
  expect(open.map(([from, to]) => `${from} → ${to}`)).toEqual([])
})
