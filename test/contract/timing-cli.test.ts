/** offcut timing, as a user runs it. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { timingDocument } from '../../bindings/studies/report/timing.ts'
import type { Timing } from '../../bindings/studies/timing/timing.ts'
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

test('the page draws the rate apart from the level, both in percent; the result has them as the model does', async () => {
  const { code, contents, stdout } = await run(['--rate', '0.5', '--out', 'page.html'], ['page.html'])
  expect(code).toBe(0)
  expect(contents[0]).toContain('The best course of the level')
  expect(contents[0]).toContain('How fast it moves')
  for (const text of ['finish by 2 at level 100 %', '>level, %<', '>rate, % a year<', '>level to, %</th>', '<td>100</td>'])
    expect(contents[0]).toContain(text)
  expect(stdout).toMatch(/level to, %\n.*\n +0 +2 +0 +100\n/)
  const { contents: files } = await run(['--rate', '0.5', '--out', 'course.csv'], ['course.csv'])
  expect(files[0]).toMatch(/^time,level,rate\n0,0,0\.5\n1,0\.5,0\.5\n/)
})

test.each([
  [['--optimise', 'start=0'], /start=0:10,duration=1:8/],
  [['--rate', '0'], /rate is 0; expected a number above 0/],
  [['--rate', 'none', '--fall', '0.1'], /fall goes with a rate/],
])('%j is refused', async (args, message) => {
  const { stderr, code } = await run(args)
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
})

test.each([
  [[], 'Do not change: no course found is worth more than staying at level 20 %.'],
  [[[2025, 2025, 0.2, 1]], 'Change at one blow in 2025 to level 100 %: worth 40 more than not changing, 10 more than starting now'],
  [[[2025, 2027, 0.2, 1]], 'Start in 2025, finish by 2027 at level 100 %: worth'],
  [
    [
      [2025, 2027, 0.2, 0.5],
      [2028.25, 2030, 0.5, 1],
    ],
    'Start in 2025, pause from 2027 to 2028.25 at level 50 %, finish by 2030 at level 100 %: worth',
  ],
  [
    [
      [2025, 2027, 0.2, 0.5],
      [2027, 2028, 0.5, 0.4],
      [2030, 2031, 0.4, 0.6],
    ],
    'Start in 2025, fall back from 2027 on, pause from 2028 to 2030 at level 40 %, rise again from 2030 on, finish by 2031 at level 60 %: worth',
  ],
  [[[2025, 2026, 0.2, 0]], 'Fall from 2025 on, finish by 2026 at level 0 %: worth'],
] as [Timing['intervals'], string][])('of the moves %j the sentence says what to do', (intervals, sentence) => {
  const path = { time: Float64Array.of(2025), level: Float64Array.of(0.2), rate: Float64Array.of(0) }
  const worth = { value: 100, bound: null, withoutChange: 60, startNow: 90, ownLaw: null, admissible: true, warnings: [] }
  const ends = { start: 2025, end: 2030, finalLevel: 1, stats: { optima: 0, cells: 0, rounds: 0 } }
  expect(timingDocument({ ...worth, ...ends, intervals, path }).sentence).toMatch(new RegExp(`^${sentence.replaceAll('.', '\\.')}`))
})

test('with a random price that makes no move worth while, the sentence says so', async () => {
  const random = scenarioOf({ J: 1e6, end: 4, changes: [{ parameter: 'waste.disposalCost', process: 'gbm', volatility: 0.1 }] })
  const { stdout } = await inFolder(async (folder) => {
    await writeFile(join(folder, 'scenario.json'), JSON.stringify(random))
    return runCommand(folder, ['timing', 'scenario.json'])
  })
  expect(stdout).toContain('Do not change: at no price of the horizon is a move worth more than staying at level 0 %')
})

test('the prices at which to move are shown at some times and levels; a file has all', async () => {
  const uncertain = await readFile(fileURLToPath(new URL('../../examples/studies/uncertain-firm.json', import.meta.url)), 'utf8')
  const { stdout, table } = await inFolder(async (folder) => {
    await writeFile(join(folder, 'scenario.json'), uncertain)
    const { stdout } = await runCommand(folder, ['timing', 'scenario.json', '--out', 'prices.csv'])
    return { stdout, table: await readFile(join(folder, 'prices.csv'), 'utf8') }
  })
  const [head, ...rows] = table.trim().split('\n')
  expect(head).toBe('time,level,direction,from,to')
  const times = new Set(rows.map((row) => row.split(',')[0]))
  // At the horizon's end nothing is left to decide.
  expect(times.size).toBe(80)
  expect(stdout.match(/ up +above /g)).toHaveLength(33)
  expect(stdout).toContain('Price above which to move from level 10 %')
})
