/** What a new command is easily forgotten in. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createProgram } from '../../bindings/cli/program.ts'

const commands = (await createProgram()).commands
const root = new URL('../../', import.meta.url)

test('every file of a command is registered', async () => {
  const sources = await Promise.all(
    (await readdir(new URL('bindings/cli/', root))).map((name) => readFile(new URL(`bindings/cli/${name}`, root), 'utf8')),
  )
  const defined = sources.flatMap((source) =>
    [...source.matchAll(/^export function define(\w+)\(command: Command\)/gm)].map(([, name]) => name.toLowerCase()),
  )
  expect(defined.sort()).toEqual(commands.map((command) => command.name()).sort())
})

test('the README lists every command', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8')
  expect(commands.map((command) => command.name()).filter((name) => !readme.includes(`\noffcut ${name}`))).toEqual([])
})

test.each(commands.map((command) => [command.name(), command] as const))(
  '%s says what it does, and what each option does',
  (_, command) => {
    expect(command.description()).toMatch(/^[A-Z].*\.$/s)
    expect(command.options.filter(({ description }) => !description)).toEqual([])
  },
)

test('CONTRIBUTING names files that exist', async () => {
  const text = await readFile(new URL('CONTRIBUTING.md', root), 'utf8')
  const named = [...text.matchAll(/`((?:assembly|bindings|test|bench|scripts|docs)\/[\w./-]+)`/g)].map(([, path]) => path)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
})

test('CONTRIBUTING names functions and lists that are where it says', async () => {
  const text = await readFile(new URL('CONTRIBUTING.md', root), 'utf8')
  const named = [...text.matchAll(/((?:`\w+`(?:, | and )?)+) of `((?:assembly|bindings)\/[\w/-]+\.ts)`/g)]
  expect(named.length).toBeGreaterThan(5)
  const missing = named.map(async ([, names, path]) => {
    const source = await readFile(new URL(path, root), 'utf8')
    return [...names.matchAll(/`(\w+)`/g)]
      .filter(([, name]) => !new RegExp(`\\b${name}\\b`).test(source))
      .map(([, name]) => `${name} of ${path}`)
  })
  expect((await Promise.all(missing)).flat()).toEqual([])
})
