/** The built command: what it prints, writes and exits with. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../bindings/cli/commands.ts'
import { createEngine, starterScenario, type ScenarioInput } from '../../bindings/node.ts'
import { runCommand, spawnCommand } from '../support/command.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterEach(() => rm(folder, { recursive: true }))

const run = (args: string[], input?: string) => runCommand(folder, args, input)

const save = (scenario: unknown) => writeFile(join(folder, 'scenario.json'), JSON.stringify(scenario))
const starter = starterScenario() as ScenarioInput
describe('offcut', () => {
  test('--help and the help of each command go to standard output', async () => {
    for (const args of [
      ['--help'],
      ['init', '--help'],
      ['optimum', '--help'],
      ['sweep', '--help'],
      ['merge', '--help'],
      ['info', '--help'],
      ['help', 'risk'],
      ['help', 'help'],
    ]) {
      const { stdout, stderr, code } = await run(args)
      expect([stderr, code]).toEqual(['', 0])
      expect(stdout).toMatch(/^Usage: offcut/)
    }
  })

  test('--help lists every command, and help of one has its options', async () => {
    const { stdout } = await run(['--help'])
    for (const name of Object.keys(COMMANDS)) expect(stdout).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'))
    expect((await run(['help', 'seek'])).stdout).toContain('--target')
  })

  test.each([
    [[]],
    [['frobnicate']],
    [['help', 'frobnicate']],
    [['optimum']],
    [['optimum', 'a', 'b']],
    [['info', '--colour']],
    [['info', '--backend', 'gpu']],
  ])('used wrongly (%j) explains on standard error and exits 2', async (args) => {
    const { stdout, stderr, code } = await run(args)
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toMatch(/Usage|error: /)
  })

  test.each([[['--help']], [['optimum', 'scenario.json', '--json']], [['frobnicate']]])(
    'prints and exits the same in a process of its own: %j',
    async (args) => {
      await save(starter)
      expect(await spawnCommand(folder, args)).toEqual(await run(args))
    },
  )
})

describe('init', () => {
  test('writes a scenario that the other commands take', async () => {
    expect(await run(['init'])).toMatchObject({ stdout: '', code: 0 })
    const { $schema, ...scenario } = JSON.parse(await readFile(join(folder, 'scenario.json'), 'utf8'))
    expect({ ...scenario, $schema: starter.$schema }).toEqual(starter)
    expect(JSON.parse(await readFile(join(folder, $schema), 'utf8')).title).toBe('offcut scenario')
    expect((await run(['optimum', 'scenario.json'])).code).toBe(0)
  })

  test('keeps an existing file unless forced', async () => {
    await writeFile(join(folder, 'mine.json'), 'mine')
    const { stderr, code } = await run(['init', 'mine.json'])
    expect([stderr, code]).toEqual([expect.stringContaining('cannot write mine.json: it exists'), 2])
    expect(await readFile(join(folder, 'mine.json'), 'utf8')).toBe('mine')
    expect((await run(['init', 'mine.json', '--force'])).code).toBe(0)
  })
})

test('init names the file that was asked for where it cannot write', async () => {
  const name = `${'n'.repeat(250)}.json`
  expect(await run(['init', name])).toMatchObject({
    stderr: `offcut: cannot write ${name}: ENAMETOOLONG: name too long; choose another folder or name\n`,
    code: 2,
  })
  expect(await run(['init', ''])).toMatchObject({ stderr: expect.stringContaining('is empty'), code: 2 })
})

describe('info', () => {
  test('says which backend runs and why', async () => {
    const { stdout, code } = await run(['info', '--backend', 'js'])
    expect([stdout, code]).toEqual([expect.stringContaining('js: Plain JavaScript was asked for.'), 0])
    const engine = await createEngine()
    expect(JSON.parse((await run(['info', '--json'])).stdout)).toEqual(engine.info)
  })
})

describe('optimum', () => {
  test('prints a table', async () => {
    await save(starter)
    const { stdout, stderr, code } = await run(['optimum', 'scenario.json', '--level', '0.4'])
    expect([stderr, code]).toEqual(['', 0])
    expect(stdout).toMatch(/^one-factor workshop: the maximum of profit/)
    expect(stdout).toMatch(/^profit +[\d.]+ +money\/year +revenue − cost$/m)
  })

  test('--json prints what the library returns, from standard input too', async () => {
    const engine = await createEngine()
    const options = { time: 3, sensitivities: true } as const
    const { stdout, stderr, code } = await run(['optimum', '-', '--time', '3', '--sensitivities', '--json'], JSON.stringify(starter))
    expect([stderr, code]).toEqual(['', 0])
    expect(JSON.parse(stdout)).toEqual(await engine.optimum(starter, options))
    const grid = await run(['optimum', '-', '--level', '0', '--method', 'grid', '--json'], JSON.stringify(starter))
    expect(JSON.parse(grid.stdout)).toEqual(await engine.optimum(starter, { level: 0, method: 'grid' }))
  })

  test('--json writes null where JSON has no number', async () => {
    const diminishing = { ...starter, recycling: { ...starter.recycling, exponent: 0.5 } }
    const { stdout } = await run(['optimum', '-', '--level', '0', '--json'], JSON.stringify(diminishing))
    expect(JSON.parse(stdout).profitOfLevel).toBeNull()
  })

  test.each([
    ['text that is not JSON', '{ "name": ', ['--level', '0'], /line 1, column/],
    ['an unknown key', JSON.stringify({ ...starter, wast: 1 }), ['--level', '0'], /wast/],
    [
      'a level outside 0 to 1',
      JSON.stringify(starter),
      ['--level', '1.5'],
      /'--level <share>' argument '1.5' is invalid. Expected a number from 0 to 1/,
    ],
    ['a level in per cent', JSON.stringify(starter), ['--level', '40%'], /write 0\.4, the share that 40% is/],
    ['a level with a decimal comma', JSON.stringify(starter), ['--level', '0,4'], /write 0\.4\./],
    ['a level that is no number', JSON.stringify(starter), ['--level', 'half'], /Expected a number/],
    [
      'both a level and a time',
      JSON.stringify(starter),
      ['--level', '0', '--time', '1'],
      /'--level <share>' cannot be used with option '--time/,
    ],
    ['no text at all', ' \n', ['--level', '0'], /standard input is empty/],
    ['an unknown method', JSON.stringify(starter), ['--method', 'guess'], /exact, dense/],
  ])('refuses %s', async (_, input, options, message) => {
    const { stdout, stderr, code } = await run(['optimum', '-', ...options], input)
    expect([stdout, code]).toEqual(['', 2])
    expect(stderr).toMatch(message)
  })

  test.each([
    ['optimum', []],
    ['sweep', ['--out', 'r.csv']],
    ['sweep', ['--reduce']],
  ])('%s %j exits 1 after its result where no number can be relied on', async (command, options) => {
    const production = { ...starter.production, price: 1e300, scale: 1e300 }
    const sweep = { axes: [{ parameter: 'level', values: [0, 1] }], metrics: ['profit'] }
    const { stdout, stderr, code } = await run([command, '-', ...options], JSON.stringify({ ...starter, production, sweep }))
    expect(code).toBe(1)
    expect(stdout).toContain('profit')
    expect(stderr).toMatch(/^offcut: (status domainError|every point failed): .*\n$/m)
  })

  test('names a scenario file that is missing', async () => {
    const { stderr, code } = await run(['optimum', 'nowhere.json'])
    expect([stderr, code]).toEqual([expect.stringContaining('cannot read the scenario nowhere.json: there is no such file'), 2])
    await writeFile(join(folder, 'empty.json'), '')
    expect(await run(['optimum', 'empty.json'])).toMatchObject({
      stderr: 'offcut: the file empty.json is empty; offcut init empty.json --force writes a starter scenario into it\n',
      code: 2,
    })
    expect(await run(['optimum', '.'])).toMatchObject({
      stderr: 'offcut: cannot read the scenario .: it is a folder; give the name of a scenario file\n',
      code: 2,
    })
  })

  test('lets no control character of a name reach the terminal', async () => {
    const { stdout } = await run(['optimum', '-'], JSON.stringify({ ...starter, name: 'a\u001b[2J\u009bb\u0007' }))
    expect(stdout).toMatch(/^a\[2Jb: the maximum of profit/)
  })
})

describe('--set', () => {
  test('puts values in place of the scenario’s own, in every command', async () => {
    await save(starter)
    const engine = await createEngine()
    const changed = { ...starter, production: { ...starter.production, price: 2, elasticities: [0.4] } } as ScenarioInput
    const set = ['--set', 'production.price=2', '--set', 'production.elasticities[0]=0.4']
    const { stdout, code } = await run(['optimum', 'scenario.json', '--level', '0.5', ...set, '--json'])
    expect([JSON.parse(stdout), code]).toEqual([await engine.optimum(changed, { level: 0.5 }), 0])
    expect(JSON.parse((await run(['path', 'scenario.json', ...set, '--json'])).stdout).payback).toBe((await engine.path(changed)).payback)
    const law = ['--set', 'sweep.axes=[{"parameter":"level","values":[0,1]}]', '--set', 'sweep.metrics=["profit"]']
    const swept = JSON.parse((await run(['sweep', 'scenario.json', ...set, ...law, '--out', 'r.csv', '--json'])).stdout)
    expect(swept.metrics.profit).toEqual([
      ...(await engine.sweep(changed, { axes: [{ parameter: 'level', values: [0, 1] }], metrics: ['profit'] }).result()).metrics.profit,
    ])
    expect((await run(['equilibria', 'scenario.json', ...set])).stderr).toContain('dynamics.mode')
  })

  test('adds sections, takes words as they stand, and explains what does not fit', async () => {
    await save(starter)
    expect((await run(['optimum', 'scenario.json', '--set', 'name=a = b'])).stdout).toMatch(/^a = b: /)
    expect((await run(['optimum', 'scenario.json', '--set', 'horizon.start=5', '--json'])).code).toBe(0)
    for (const [setting, message] of [
      ['production.prize=2', 'production.prize'],
      ['discountRate=7%', 'write 0.07'],
      ['production.elasticities[3]=1', 'a path that the scenario has room for'],
      ['a..b=1', 'a path that the scenario has room for'],
      ['name.x=1', 'a path that the scenario has room for'],
      ['price', 'Expected a path, = and a value'],
    ]) {
      const { stdout, stderr, code } = await run(['optimum', 'scenario.json', '--set', setting])
      expect([stdout, code]).toEqual(['', 2])
      expect(stderr).toContain(message)
    }
  })
})

test('warns of what is allowed and probably not meant', async () => {
  const { stderr, code } = await run(['optimum', '-'], JSON.stringify({ ...starter, discountRate: 7 }))
  expect([stderr, code]).toEqual([
    'offcut: warning: discountRate is 7; expected a share per year, as a rule below 0.3. Perhaps write 0.07 for 7 %.\n',
    0,
  ])
})

test.each([
  ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(starter)}`, 'utf16le'), 'its text is in UTF-16; save it as UTF-8'],
  ['UTF-16 without a mark', Buffer.from(JSON.stringify(starter), 'utf16le'), 'its text is in UTF-16; save it as UTF-8'],
  ['Latin-1', Buffer.from(JSON.stringify({ ...starter, name: 'Café' }), 'latin1'), 'probably in Latin-1 or Windows-1252; save it as UTF-8'],
  ['a Parquet file', Buffer.from([0x50, 0x41, 0x52, 0x31, 0xff, 0xfe, 0x80]), 'this is a Parquet file'],
  ['a table', Buffer.from('time,profit,status\n0,1,ok\n'), 'this is a table (CSV)'],
])('names %s', async (_, bytes, message) => {
  await writeFile(join(folder, 'scenario.json'), bytes)
  expect(await run(['optimum', 'scenario.json'])).toMatchObject({ stdout: '', code: 2, stderr: expect.stringContaining(message) })
})
