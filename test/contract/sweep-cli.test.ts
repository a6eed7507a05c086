/** The built command `offcut sweep`: what it prints, writes and exits with. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEngine, starterScenario, type ScenarioInput } from '../../bindings/node.ts'
import { COMMAND, runCommand } from '../support/command.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterEach(() => rm(folder, { recursive: true }))

const start = (...args: string[]) => spawn(process.execPath, [COMMAND, ...args], { cwd: folder })
const run = (args: string[], input?: string) => runCommand(folder, args, input)

const save = (scenario: unknown) => writeFile(join(folder, 'scenario.json'), JSON.stringify(scenario))
const starter = starterScenario() as ScenarioInput
const huge = {
  ...starter,
  sweep: { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points: 3e8 }], metrics: ['profit'] },
} as ScenarioInput

describe('sweep', () => {
  const grid = {
    axes: [
      { parameter: 'time', from: 0, to: 10, points: 5 },
      { parameter: 'waste.disposalCost', values: [0.1, 1] },
    ],
    metrics: ['profit', 'waste'],
  }
  const small = { ...starter, sweep: grid } as ScenarioInput

  test('writes the file and prints a summary, a chart and the file’s name', async () => {
    await save(small)
    const { stdout, stderr, code } = await run(['sweep', 'scenario.json', '--out', 'result.csv'])
    expect(code).toBe(0)
    expect(stderr).toMatch(/^10 points: a file of about [\d.]+ kB, in about 1 s\n10 of 10 points, [\d,]+\/s\n$/)
    expect(stdout).toMatch(/^10 points \(5 × time, 2 × waste.disposalCost\): 10 inside the bounds, 0 at a bound$/m)
    expect(stdout).toMatch(/^profit +[\d.]+ +[\d.]+ +[\d.]+$/m)
    expect(stdout).toMatch(/^Highest profit [\d.]+ at time = 10, waste.disposalCost = 0.1$/m)
    expect(stdout).toContain('profit against time (highest over the other axes)')
    expect(stdout).toMatch(/Written to result.csv\n$/)
    const lines = (await readFile(join(folder, 'result.csv'), 'utf8')).split('\n')
    expect(lines[0]).toBe('time,waste.disposalCost,profit,waste,status')
    expect(lines).toHaveLength(1 + 10 + 1)
  })

  test('--json prints the surface that the library returns, beside the file', async () => {
    const { stdout, code } = await run(['sweep', '-', '--out', 'result.csv', '--json', '--backend', 'js'], JSON.stringify(small))
    const engine = await createEngine({ backend: 'js' })
    const { stats, ...surface } = await engine.sweep(small).result()
    const { stats: printed, ...json } = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(json).toEqual(JSON.parse(JSON.stringify(surface, (_, part) => (ArrayBuffer.isView(part) ? [...(part as Float64Array)] : part))))
    expect(printed).toMatchObject({ points: stats.points, failed: 0 })
    expect(existsSync(join(folder, 'result.csv'))).toBe(true)
  })

  test('draws one point without a chart', async () => {
    const { stdout, code } = await run(
      ['sweep', '-', '--out', 'one.csv'],
      JSON.stringify({ ...starter, sweep: { axes: [{ parameter: 'time', values: [5] }] } }),
    )
    expect(code).toBe(0)
    expect(stdout).not.toContain('against')
  })

  test.each([
    ['neither a file nor statistics', small, [], /say what is wanted: --out .*--reduce/],
    [
      'a file and statistics',
      small,
      ['--out', 'r.csv', '--reduce'],
      /the file of statistics is "r.csv"; expected a name that ends in .json/,
    ],
    ['to resume and to start over', small, ['--out', 'r.csv', '--resume', '--force'], /'--resume' cannot be used with option '--force'/],
    ['a shard that is none', small, ['--out', 'r.csv', '--shard', '3/2'], /the shard is 3\/2; expected i\/N/],
    ['the whole result of a shard', small, ['--out', 'r.csv', '--shard', '1/2', '--json'], /leave it out/],
    ['a folder that does not exist', small, ['--out', 'nowhere/result.csv'], /there is no folder nowhere/],
    ['a file that exists', small, ['--out', 'there.csv'], /cannot write there.csv: it exists.*force/],
    ['a file without a name', small, ['--out', ''], /the file is ""; expected a name/],
    ['another kind of file', small, ['--out', 'result.xlsx'], /ends in \.parquet or \.csv/],
    [
      'an axis that leads nowhere',
      { ...starter, sweep: { axes: [{ parameter: 'waste.disposal', values: [1] }] } },
      ['--out', 'r.csv'],
      /waste\.disposalCost/,
    ],
    ['an unknown metric', { ...starter, sweep: { ...grid, metrics: ['proft'] } }, ['--out', 'r.csv'], /profit/],
    ['a grid too large for memory', huge, ['--out', 'r.csv', '--json'], /300,000,000 points .* GB/],
    [
      'a grid too large for the disk',
      { ...starter, sweep: { axes: ['fixedCost', 'waste.disposalCost'].map((parameter) => ({ parameter, from: 0, to: 1, points: 1e7 })) } },
      ['--out', 'r.csv'],
      /file of about .* GB/,
    ],
  ])('refuses %s and writes nothing', async (_, scenario, options, message) => {
    await save(scenario)
    await writeFile(join(folder, 'there.csv'), 'mine')
    const { stdout, stderr, code } = await run(['sweep', 'scenario.json', ...options])
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toMatch(message)
    expect((await readdir(folder)).sort()).toEqual(['scenario.json', 'there.csv'])
    expect(await readFile(join(folder, 'there.csv'), 'utf8')).toBe('mine')
  })

  test('--force replaces a file', async () => {
    await writeFile(join(folder, 'there.csv'), 'mine')
    expect((await run(['sweep', '-', '--out', 'there.csv', '--force'], JSON.stringify(small))).code).toBe(0)
    expect(await readFile(join(folder, 'there.csv'), 'utf8')).toMatch(/^time,/)
  })

  test.each(['0', '2'])('stops at Ctrl-C with exit code 130, and goes on with --resume; %s workers', async (workers) => {
    const points = 1e6
    await save({ ...starter, sweep: { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points }], metrics: ['profit'] } })
    const child = start('sweep', 'scenario.json', '--out', 'result.csv', '--backend', 'js', '--workers', workers)
    const journal = join(folder, 'result.csv.unfinished', 'journal')
    await expect.poll(async () => (await readFile(journal, 'utf8').catch(() => '')).split('\n').length, { interval: 10 }).toBeGreaterThan(3)
    child.kill('SIGINT')
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.on('close', resolve)),
    ])
    expect([stdout, code]).toEqual(['', 130])
    expect(stderr).toMatch(/what is done is kept in result\.csv\.unfinished; go on with --resume\n$/)
    expect((await readdir(folder)).sort()).toEqual(['result.csv.unfinished', 'scenario.json'])
    const resumed = await run(['sweep', 'scenario.json', '--out', 'result.csv', '--backend', 'js', '--resume'])
    expect(resumed).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Of the points that this run computed, after [\d,]+ of an earlier one:/),
    })
    expect((await readFile(join(folder, 'result.csv'), 'utf8')).split('\n')).toHaveLength(1 + points + 1)
    expect((await run(['sweep', 'scenario.json', '--out', 'result.csv', '--backend', 'js', '--resume'])).stdout).toBe(
      'result.csv is complete; nothing is left to do\n',
    )
  })

  test('--reduce prints statistics and writes no file', async () => {
    await save(small)
    const { stdout, code } = await run(['sweep', 'scenario.json', '--reduce'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^profit( +[\d.]+){8}$/m)
    expect(stdout).toMatch(/^Highest profit\n\n[\d.]+ at time = 10, waste.disposalCost = 0.1$/m)
    expect(await readdir(folder)).toEqual(['scenario.json'])
    const json = JSON.parse((await run(['sweep', 'scenario.json', '--reduce', '--json'])).stdout)
    const { metrics } = await (await createEngine()).sweep(small).result()
    expect(json.profit).toMatchObject({
      count: 10,
      maximum: { value: Math.max(...metrics.profit), at: { time: 10, 'waste.disposalCost': 0.1 } },
    })
    expect(Object.keys(json.waste.quantiles)).toEqual(['0.05', '0.25', '0.5', '0.75', '0.95'])
  })

  test('a job array’s tasks compute a shard each, which merge joins', async () => {
    await save(small)
    const array = { SLURM_ARRAY_TASK_COUNT: '3', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_MAX: '3', SLURM_ARRAY_TASK_STEP: '1' }
    for (const id of ['1', '2', '3']) {
      const environment = { ...array, SLURM_ARRAY_TASK_ID: id }
      const { stderr, code } = await runCommand(folder, ['sweep', 'scenario.json', '--out', 'result.csv', '--resume'], '', environment)
      expect([stderr, code]).toEqual([expect.stringContaining(`shard ${id} of 3, by SLURM_ARRAY_TASK_ID: result.${id}-of-3.csv`), 0])
    }
    const shards = ['3', '1', '2'].map((id) => `result.${id}-of-3.csv`)
    expect(await run(['merge', ...shards.slice(1), '--out', 'result.csv'])).toMatchObject({
      stdout: '',
      code: 2,
      stderr: expect.stringContaining('of 3 shards, 3 is missing'),
    })
    expect(await run(['merge', ...shards, '--out', 'result.csv'])).toMatchObject({
      stdout: '10 points of 3 shards, 0 failed\n\nWritten to result.csv\n',
      code: 0,
    })
    expect((await run(['sweep', 'scenario.json', '--out', 'whole.csv'])).code).toBe(0)
    expect(await readFile(join(folder, 'result.csv'), 'utf8')).toBe(await readFile(join(folder, 'whole.csv'), 'utf8'))
  })

  test('is silent when the reader of its output leaves early', async () => {
    const wide = { ...starter, sweep: { axes: [{ parameter: 'fixedCost', from: 0, to: 1, points: 50_000 }] } }
    const child = start('sweep', '-', '--out', 'result.csv', '--json')
    child.stdin.end(JSON.stringify(wide))
    child.stdout.once('data', () => child.stdout.destroy())
    const [stderr, code] = await Promise.all([text(child.stderr), new Promise((resolve) => child.on('close', resolve))])
    expect([stderr, code]).toEqual([
      expect.stringMatching(/^50,000 points: .*\n(?:[\d,]+ of 50,000 points, [\d,]+\/s.*\n)*50,000 of 50,000 points, [\d,]+\/s\n$/),
      0,
    ])
  })
})

describe('sweep --points', () => {
  test('computes the points of a table in place of the axes, and says where the best one is', async () => {
    await save(starter)
    await writeFile(join(folder, 'points.csv'), '\uFEFFproduction.price,"waste.disposalCost"\r\n1,0.5\r\n 2 ,0.25\r\n\r\n')
    const { stdout, code } = await run(['sweep', 'scenario.json', '--points', 'points.csv', '--out', 'out.csv'])
    expect(code).toBe(0)
    expect(stdout).toContain('2 points (2 × point)')
    expect(stdout).toMatch(/Highest profit \S+ at point = 1, production.price = 2, waste.disposalCost = 0.25/)
    const [head, ...rows] = (await readFile(join(folder, 'out.csv'), 'utf8')).trim().split('\n')
    expect(head).toMatch(/^point,production.price,waste.disposalCost,/)
    expect(rows.map((row) => row.split(',').slice(0, 3).join())).toEqual(['0,1,0.5', '1,2,0.25'])
  })

  test('reads decimal commas where columns are separated by semicolons', async () => {
    await save(starter)
    await writeFile(join(folder, 'points.csv'), 'production.price;waste.disposalCost\n1,5;0,25\n1;0,5\n')
    const { stdout, code } = await run(['sweep', 'scenario.json', '--points', 'points.csv', '--reduce'])
    expect([stdout, code]).toEqual([expect.stringContaining('production.price = 1.5, waste.disposalCost = 0.25'), 0])
  })

  test.each([
    ['production.price\n', 'there is no row below the header'],
    ['production.price;fixedCost\n1;2,5;3', 'row 2 of the table has 3 cells; expected at most 2'],
    ['production.price,fixedCost\n1,2\n\n3', 'column fixedCost has no finite number in row 4'],
    ['production.price,fixedCost\n1,zwei', 'column "fixedCost" holds what is no number: row 2: "zwei"'],
    ['{ "factors": [] }', 'the table is JSON'],
    ['production.price,fixdCost\n1,2', 'did you mean "fixedCost"?'],
    ['production.price,fixedCost\n1,-2', 'sweep.axes[0].points[0][1]: -2'],
  ])('refuses %j', async (csv, words) => {
    await save(starter)
    await writeFile(join(folder, 'points.csv'), csv)
    const { stdout, stderr, code } = await run(['sweep', 'scenario.json', '--points', 'points.csv', '--reduce'])
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toContain(words)
  })
})
