/** The worked studies: every command in them runs, and prints what stands below it. */
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  for (const from of ['examples/studies', 'examples/data']) await cp(join(root, from), folder, { recursive: true })
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

const studies = (await readdir(join(root, 'docs/studies'))).filter((name) => name.endsWith('.md'))

test('there are three worked studies at least', () => {
  expect(studies.length).toBeGreaterThanOrEqual(3)
})

test.each(studies)('%s', async (name) => {
  for (const { command, output } of stepsOf(await readFile(join(root, 'docs/studies', name), 'utf8'))) {
    const {
      words: [program, ...args],
      into,
    } = wordsOf(command)
    expect(program, command).toBe('offcut')
    const { stdout, stderr, code } = await runCommand(folder, args)
    expect(code, `${command}\n${stderr}`).toBe(0)
    if (into !== undefined) await writeFile(join(folder, into), stdout)
    else if (output !== '') expect(stdout.trim(), command).toBe(output)
  }
})
