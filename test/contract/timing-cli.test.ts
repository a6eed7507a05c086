/** offcut timing, as a user runs it. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { scenarioOf } from '../support/drawn-timing.ts'
import { inFolder } from '../support/sweeps.ts'

const scenario = scenarioOf({ q: 0.6, J: 300, end: 10 })

async function run(args: readonly string[], files: readonly string[] = []) {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'scenario.json'), JSON.stringify(scenario))
    const result = await runCommand(folder, ['timing', 'scenario.json', ...args])
    const contents = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    return { ...result, contents }
  })
}

test('the result as JSON has the keys of the study, and the best numbers of a law', async () => {
  const { stdout, code } = await run(['--rate', '0.5', '--optimise', 'start=0:8,duration=1:6', '--json'])
  expect(code).toBe(0)
  const { command, options, result } = JSON.parse(stdout)
  expect(command).toBe('timing')
  expect(options).toMatchObject({ rate: 0.5, optimise: ['start=0:8', 'duration=1:6'] })
  expect(result).toMatchObject({ start: 0, finalLevel: 1, admissible: true, intervals: [[0, 2, 0, 1]] })
  for (const key of ['value', 'bound', 'withoutChange', 'startNow', 'ownLaw']) expect(result[key]).toEqual(expect.any(Number))
  expect(result.bound).toBeGreaterThanOrEqual(result.value)
  expect(result.path.time).toHaveLength(11)
  // The best law of its form starts at once too, and is no better than the best course.
  expect(result.law.transformation).toMatchObject({ law: 'linear', start: 0 })
  expect(result.law.transformation.duration).toBeGreaterThanOrEqual(1)
})

test('the page draws the rate apart from the level', async () => {
  const { code, contents } = await run(['--rate', '0.5', '--out', 'page.html'], ['page.html'])
  expect(code).toBe(0)
  expect(contents[0]).toContain('The best course of the level')
  expect(contents[0]).toContain('How fast it moves')
})

test.each([
  [['--optimise', 'start=0'], /start=0:10,duration=1:8/],
  [['--rate', '0'], /rate is 0; expected a number above 0/],
  [['--rate', 'none', '--fall', '0.1'], /fall goes with a rate/],
])('%j is refused', async (args, message) => {
  const { stderr, code } = await run(args)
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
})
