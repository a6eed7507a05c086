/** The built commands on time paths. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/node.ts'
import { runCommand } from '../support/command.ts'
import { constantWaste, growing } from '../support/paths.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function run(args: string[], scenario: unknown) {
  await writeFile(join(folder, 'scenario.json'), JSON.stringify(scenario))
  return runCommand(folder, args)
}

describe('offcut path', () => {
  test('prints a table, charts and one sentence', async () => {
    const { stdout, stderr, code } = await run(['path', 'scenario.json'], growing())
    expect([stderr, code]).toEqual(['', 0])
    expect(stdout).toMatch(/^time +level +factors\[0\] +output +waste +profit +npv +advantage$/m)
    for (const name of ['profit', 'output', 'waste', 'level']) expect(stdout).toContain(`${name} from 0 to 30`)
    expect(stdout).toMatch(
      /The transition pays back after 12\.62 years, 11\.52 after the level first moves; by 30 it is worth 1199 more than staying at level 10\.43 %; profit is lowest/,
    )
  })

  test.each([
    [
      constantWaste({ law: 'linear', from: 0, to: 1, start: 0, duration: 1 }, 50),
      'does not pay back by 10: until then it is worth 31 less',
    ],
    [constantWaste({ law: 'linear', from: 0, to: 1, start: 0, duration: 1 }, 0), 'pays from the start'],
    [constantWaste({ law: 'constant', level: 0.5 }, 5), 'changes no value'],
  ])('says how it ends', async (scenario, sentence) => {
    const { stdout, code } = await run(['path', 'scenario.json'], scenario)
    expect(code).toBe(0)
    expect(stdout).toContain(sentence)
  })

  test('says nothing of samples that a path does not have or does not reach', async () => {
    const one = await run(['path', 'scenario.json'], { ...growing(), horizon: { start: 0, end: 30, samples: 1 } })
    expect(one.stdout).toMatch(/^profit at 0: 14\.46\d+$/m)
    expect(one.stdout).toContain('The transition pays back after 12.62 years, 11.52 after the level first moves; profit is lowest')
    const early = await run(['path', 'scenario.json'], {
      ...growing(),
      fixedCost: 0,
      production: { scale: 50, elasticities: [1.6], price: 1 },
    })
    expect(early.code).toBe(1)
    expect(early.stderr).toMatch(/^offcut: status domainError: [^\n]+\n$/)
    expect(early.stdout).toContain('grows past any bound')
    expect(early.stdout).not.toMatch(/from 0 to 30|throughout/)
  })

  test('prints what the library returns with --json, and writes a row a sample', async () => {
    const { stdout, code } = await run(['path', 'scenario.json', '--json', '--out', 'path.csv', '--tolerance', '1e-8'], growing())
    expect(code).toBe(0)
    const engine = await createEngine({ workers: 0 })
    const path = await engine.path(growing(), { tolerance: 1e-8 })
    await engine.close()
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(JSON.stringify(path, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value))),
    )
    const rows = (await readFile(join(folder, 'path.csv'), 'utf8')).trimEnd().split('\n')
    expect(rows[0]).toMatch(/^time,level,factors\[0\],output,.*,advantage,status$/)
    expect(rows).toHaveLength(32)
    expect(rows[31].split(',').slice(0, 3).map(Number)).toEqual([30, path.columns.level[30], path.columns['factors[0]'][30]])
    expect(rows[31]).toMatch(/,ok$/)
  })

  test.each([
    [['--out', 'path.txt'], growing(), 'ends in .csv'],
    [['--out', 'none/path.csv'], growing(), 'there is no folder none'],
    [['--out', 'scenario.csv'], { ...growing(), horizon: undefined }, 'add "horizon"'],
    [['--tolerance', '1'], growing(), "argument '1' is invalid. Expected a number from 1e-14 to 0.01"],
    [['--tolerance', 'x'], growing(), 'Expected a number'],
  ])('refuses %j', async (options, scenario, message) => {
    const { stdout, stderr, code } = await run(['path', 'scenario.json', ...options], scenario)
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toContain(message)
    expect(await readdir(folder)).toEqual(['scenario.json'])
  })
})

describe('offcut equilibria', () => {
  test('prints volumes and their stability', async () => {
    const { stdout, stderr, code } = await run(['equilibria', 'scenario.json', '--level', '0.1'], growing())
    expect([stderr, code]).toEqual(['', 0])
    expect(stdout).toMatch(/4\.745539 {2}unstable\n *702\.9491 {2}stable/)
    expect(stdout).toContain('starts with less than 4.746 of the resource declines to nothing')
  })

  test('prints where a pair appears over a range of levels', async () => {
    const { stdout } = await run(['equilibria', 'scenario.json', '--from', '0', '--to', '1'], { ...growing(), fixedCost: 350 })
    expect(stdout).toContain('At level 0 there are none')
    expect(stdout).toMatch(/0\.07531136 {2}201\.7355 {2}a pair appears/)
    const json = await run(['equilibria', 'scenario.json', '--from', '0', '--to', '1', '--json'], { ...growing(), fixedCost: 350 })
    expect(Object.keys(JSON.parse(json.stdout))).toEqual(['from', 'to', 'folds'])
  })

  test.each([
    [['--from', '0'], growing(), '--from and --to together'],
    [['--from', '0', '--to', '1', '--level', '0'], growing(), '--level alone'],
    [['--level', '2'], growing(), "'--level <share>' argument '2' is invalid"],
    [[], constantWaste({ law: 'constant', level: 0 }, 1), 'dynamics.mode'],
  ])('refuses %j', async (options, scenario, message) => {
    const { stdout, stderr, code } = await run(['equilibria', 'scenario.json', ...options], scenario)
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toContain(message)
  })
})
