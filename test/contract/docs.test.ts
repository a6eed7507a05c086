/** What the README and docs show is what happens: every command in a `console` block runs and prints what stands below it; so do the examples of the library. */
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as offcut from '../../bindings/node.ts'
import { runCommand } from '../support/command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

const inFolder = async (folder: string) =>
  (await readdir(join(root, folder))).filter((name) => name.endsWith('.md')).map((name) => join(folder, name))

/** Where the commands of a page are run: the worked studies in their folder, all others beside the examples. */
const pages = [
  ...(await inFolder('docs/studies')).map((page) => ({ page, sources: ['examples/studies', 'examples/data'], into: '.' })),
  ...(await inFolder('docs/systems')).map((page) => ({ page, sources: ['examples/systems'], into: '.' })),
  ...['README.md', ...(await inFolder('docs'))].map((page) => ({ page, sources: ['examples'], into: 'examples' })),
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Step {
  command: string
  output: string
}

/** Commands after `$ ` in blocks of `console`, and what they print, where that is shown. */
function stepsOf(text: string): Step[] {
  return [...text.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command, ...output] = part.split('\n')
        return { command, output: output.join('\n').trim() }
      }),
  )
}

/** Words as a shell reads them, and the file that standard output goes to. */
function wordsOf(command: string): { words: string[]; into?: string } {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain)
  const arrow = words.indexOf('>')
  return arrow < 0 ? { words } : { words: words.slice(0, arrow), into: words[arrow + 1] }
}

/** Printed text, in which an ellipsis stands for what is left out. */
const pattern = (shown: string) =>
  new RegExp(
    `^${shown
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*?')}$`,
  )

test('there are three worked studies at least', () => {
  expect(pages.filter(({ into }) => into === '.').length).toBeGreaterThanOrEqual(4)
})

test.each(pages)('the commands of $page', async ({ page, sources, into }) => {
  const here = await mkdtemp(join(folder, 'page-'))
  for (const source of sources) await cp(join(root, source), join(here, into), { recursive: true })
  for (const { command, output } of stepsOf(await readFile(join(root, page), 'utf8'))) {
    const { words, into: file } = wordsOf(command)
    const args = words.slice(words[0] === 'npx' ? 2 : 1)
    expect(words[words.length - args.length - 1], command).toBe('offcut')
    const { stdout, stderr, code } = await runCommand(here, args)
    expect(code, `${command}\n${stderr}`).toBe(0)
    if (file !== undefined) await writeFile(join(here, file), stdout)
    else if (output !== '') expect(stdout.trim(), command).toMatch(pattern(output))
  }
})

/** An example with each `expression // value` turned into a pair of the expression's value and what the comment shows of it. */
function recorded(example: string): string {
  return example
    .replace(/^import .*$/gm, '')
    .replace(
      /^([a-z]\S*) \/\/ (.+)$/gm,
      (_line, expression: string, shown: string) => `seen.push([${expression}, ${JSON.stringify(shown)}])`,
    )
}

/** The value that a comment shows, without the words after it. */
const shownValue = (comment: string) => (comment.startsWith('{') ? comment : comment.split(/: (?!\d)|; /)[0])

const printed = (value: unknown) => inspect(value, { breakLength: Number.POSITIVE_INFINITY }).replace(/\s+/g, ' ')

test.each([
  ['README.md', 7],
  ['docs/library.md', 2],
])('the example of the library in %s', async (page, shown) => {
  const [, example] = /```js\n([\s\S]*?)```/.exec(await readFile(join(root, page), 'utf8')) ?? []
  const json = await readFile(join(root, 'examples/workshop.json'), 'utf8')
  const seen: [unknown, string][] = []
  await using engine = await offcut.createEngine()
  // What the examples of later pages take from that of the README.
  const scope = { seen, json, ...offcut, ...(page !== 'README.md' && { engine, scenario: offcut.parseScenario(json) }) }
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
  await new AsyncFunction(...Object.keys(scope), recorded(example))(...Object.values(scope))
  expect(seen.length).toBe(shown)
  for (const [value, comment] of seen) expect(printed(value)).toMatch(pattern(shownValue(comment)))
})

test('what pages name is there: links, scripts, programs, sources', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const folders = ['assembly', 'bindings', 'bench', 'scripts', 'test', 'web-demo', 'docs', 'examples']
  const within = await Promise.all(folders.map((name) => readdir(join(root, name), { recursive: true })))
  const sources = within.flatMap((names, i) => names.map((name) => `/${folders[i]}/${name}`)).concat(await readdir(root))
  const missing: string[] = []
  for (const { page } of [...pages, { page: 'CONTRIBUTING.md' }, { page: 'bench/README.md' }]) {
    const text = await readFile(join(root, page), 'utf8')
    const named = (expression: RegExp) => [...text.matchAll(expression)].map(([, name]) => name)
    const complain = (names: string[]) => missing.push(...names.map((name) => `${page}: ${name}`))
    complain(named(/npm run ([a-z:]+)/g).filter((name) => !(name in scripts)))
    complain(named(/node ((?:bench|scripts)\/[\w./-]+)/g).filter((name) => !existsSync(join(root, name))))
    complain(named(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g).filter((name) => !existsSync(join(root, page, '..', name))))
    complain(
      named(/`([\w./-]+\.(?:tsx?|mjs))`/g).filter((name) => !sources.some((source) => source === name || source.endsWith(`/${name}`))),
    )
  }
  expect(missing).toEqual([])
})
