/** How the command ends when it is stopped, or when nobody takes what it says. */
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { createEngine, starterScenario } from '../../bindings/node.ts'
import { COMMAND } from '../support/command.ts'
import { inFolder } from '../support/sweeps.ts'

const starter = starterScenario()

async function withScenario(body: (folder: string) => Promise<void>, points = 1000): Promise<void> {
  await inFolder(async (folder) => {
    const sweep = { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points }], metrics: ['profit'] }
    await writeFile(join(folder, 'scenario.json'), JSON.stringify({ ...starter, sweep }))
    await body(folder)
  })
}

function ended(child: ReturnType<typeof spawn>) {
  const closed = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
  return Promise.all([child.stderr ? text(child.stderr) : '', closed]).then(([stderr, end]) => ({ stderr, ...end }))
}

describe.skipIf(process.platform !== 'linux')('a standard output that is full', () => {
  test.each([
    ['optimum', 'scenario.json'],
    ['optimum', 'scenario.json', '--json'],
    ['sweep', 'scenario.json', '--reduce'],
    ['sweep', 'scenario.json', '--out', 'r.csv', '--json'],
    ['path', 'scenario.json'],
  ])('ends %s %s %s with exit code 1 and one line', async (...args) =>
    withScenario(async (folder) => {
      const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'] })
      const { stderr, code } = await ended(child)
      expect(code).toBe(1)
      expect(stderr.split('\n').filter((line) => line.startsWith('offcut: '))).toEqual([
        expect.stringMatching(/^offcut: cannot write to standard output: ENOSPC/),
      ])
      expect(stderr).not.toContain('    at ')
    }),
  )

  test('matters not where it is standard error', () =>
    withScenario(async (folder) => {
      const child = spawn(process.execPath, [COMMAND, 'sweep', 'scenario.json', '--out', 'r.csv'], {
        cwd: folder,
        stdio: ['ignore', 'ignore', openSync('/dev/full', 'w')],
      })
      expect(await ended(child)).toMatchObject({ code: 0 })
    }))
})

describe.skipIf(process.platform === 'win32')('a signal', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s keeps what is done, and the exit code is %i', (signal, expected) =>
    withScenario(async (folder) => {
      const child = spawn(process.execPath, [COMMAND, 'sweep', 'scenario.json', '--out', 'r.csv', '--backend', 'js', '--workers', '0'], {
        cwd: folder,
      })
      const end = ended(child)
      const journal = join(folder, 'r.csv.unfinished', 'journal')
      await expect
        .poll(async () => (await readFile(journal, 'utf8').catch(() => '')).split('\n').length, { interval: 5 })
        .toBeGreaterThan(3)
      child.kill(signal)
      const { stderr, code } = await end
      expect(code).toBe(expected)
      expect(stderr).toMatch(/what is done is kept in r\.csv\.unfinished; go on with --resume\n$/)
      expect((await readdir(join(folder, 'r.csv.unfinished'))).sort()).toEqual(['data', 'journal'])
    }, 2e6),
  )

  test.each([
    ['sweep', 'scenario.json', '--out', 'r.csv'],
    ['sweep', 'scenario.json', '--reduce', '--out', 'r.json'],
    ['path', 'scenario.json', '--out', 'r.csv'],
    ['report', 'scenario.json', '--out', 'r.html'],
    ['init', 'r.json'],
  ])('in the first moments leaves nothing and says nothing of the program: %s %s %s', (...words) =>
    withScenario(async (folder) => {
      for (const wait of [0, 30, 60, 100, 160]) {
        const child = spawn(process.execPath, [COMMAND, ...words], { cwd: folder })
        const end = ended(child)
        await new Promise((resolve) => setTimeout(resolve, wait))
        child.kill('SIGTERM')
        const { stderr, code, signal } = await end
        if (!signal && code !== 143) break
        // Before the program has begun, the system itself ends the process.
        expect([143, 'SIGTERM']).toContain(code ?? signal)
        expect(stderr).not.toContain('    at ')
        expect((await readdir(folder)).filter((name) => !/^(scenario\.json|r\.csv\.unfinished)$/.test(name))).toEqual([])
      }
    }),
  )
})

test('a progress report that rejects ends the sweep with its reason', async () => {
  const engine = await createEngine({ backend: 'js', workers: 0 })
  const sweep = { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points: 1000 }], metrics: ['profit'] as const }
  const job = engine.sweep(starter, {
    ...sweep,
    metrics: ['profit'],
    onProgress: (async () => {
      throw new Error('no room for a bar')
    }) as () => void,
  })
  await expect(job.result()).rejects.toThrow('no room for a bar')
})
