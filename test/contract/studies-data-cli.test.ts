/** Commands that begin with a table of data: calibrate and discover. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import readXlsxFile, { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseScenario, starterScenario } from '../../bindings/index.ts'
import { expectClose } from '../support/close.ts'
import { runCommand } from '../support/command.ts'
import calibration from '../fixtures/studies/public-calibration.json' with { type: 'json' }
import prim from '../fixtures/studies/public-prim.json' with { type: 'json' }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterAll(() => rm(folder, { recursive: true }))

const run = (...args: string[]) => runCommand(folder, args)
const save = (name: string, content: string) => writeFile(join(folder, name), content)
const read = (name: string) => readFile(join(folder, name), 'utf8')

/** Options of the library as those of the command. */
const flags = (options: Record<string, unknown>) =>
  Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    return value === true ? [flag] : [flag, String(value)]
  })

interface Case {
  name: string
  csv: string
  options: Record<string, unknown>
  expect: { error?: { contains: string[] } }
}

describe('offcut calibrate', () => {
  test('prints the references as JSON, or says what is wrong and exits with 2', async () => {
    await Promise.all(
      (calibration.cases as unknown as Case[]).map(async ({ name, csv, options, expect: { error, ...expected } }, i) => {
        await save(`${i}.csv`, csv)
        const { stdout, stderr, code } = await run('calibrate', `${i}.csv`, ...flags(options), '--json')
        expect(code, name).toBe(error ? 2 : 0)
        if (error) for (const word of error.contains) expect(stderr, name).toContain(word)
        else expectClose(JSON.parse(stdout).result, expected, (key) => (key === 'p' ? 1e-7 : options.levels ? 1e-8 : 1e-9))
      }),
    )
  })

  test('a column whose name has a comma is named in double quotes', async () => {
    await save('units.csv', ['year;ore, kt;output, kt', ...[1, 2, 3, 4, 5].map((x) => `200${x};${x};${3 * x ** 2 + (x % 2)}`)].join('\n'))
    const named = await run('calibrate', 'units.csv', '--output', 'output, kt', '--factors', '"ore, kt"', '--json')
    expect(JSON.parse(named.stdout).result.equations.output.terms[1].name).toBe('ore, kt')
    const { code, stderr } = await run('calibrate', 'units.csv', '--output', 'output, kt', '--factors', 'ore, kt')
    expect([code, stderr]).toEqual([2, expect.stringContaining('of year, "ore, kt", "output, kt"')])
  })

  test('prints a table, a chart and what to know; writes a scenario with --base and a fragment without', async () => {
    await save('data.csv', calibration.cases[0].csv)
    await save('base.json', await readFile(new URL('../../examples/cobb-douglas.json', import.meta.url), 'utf8'))
    const { stdout, code } = await run(
      'calibrate',
      'data.csv',
      '--output',
      'output',
      '--factors',
      'labour,capital',
      '--year',
      'year',
      '--out',
      'part.fragment.json',
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(/^labour +0\.8072782 +0\.1450762 +5\.565 +< 0\.0001/m)
    expect(stdout).toContain('fitted against actual')
    const fragment = JSON.parse(await read('part.fragment.json'))
    expect(fragment.description).toContain('A fragment')
    await run('calibrate', 'data.csv', '--output', 'output', '--factors', 'labour,capital', '--base', 'base.json', '--out', 'whole.json')
    const { uncertainty, ...whole } = JSON.parse(await read('whole.json'))
    expect(uncertainty).toEqual(fragment.uncertainty)
    expect(parseScenario(whole).production).toMatchObject(fragment.production)
    const again = await run('calibrate', 'data.csv', '--output', 'output', '--factors', 'labour,capital', '--out', 'whole.json')
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--force')])
  })

  test.each(['xlsx', 'csv', 'parquet'])('writes its terms as %s, which reads back', async (ending) => {
    await save('data.csv', calibration.cases[0].csv)
    await run('calibrate', 'data.csv', '--output', 'output', '--factors', 'labour,capital', '--out', `terms.${ending}`)
    const rows = await readBack(`terms.${ending}`)
    expect(rows.map(([equation, term]) => [equation, term])).toEqual([
      ['output', 'constant'],
      ['output', 'labour'],
      ['output', 'capital'],
    ])
    expect(rows[1][2]).toBeCloseTo(0.8072782215117947, 12)
  })
})

async function readBack(name: string): Promise<unknown[][]> {
  const path = join(folder, name)
  if (name.endsWith('.xlsx')) {
    expect((await readXlsxFile(path)).map(({ sheet }) => sheet)).toContain('Output  fit')
    return (await readSheet(path, 'Terms')).slice(1)
  }
  const connection = await (await DuckDBInstance.create()).connect()
  return (await connection.runAndReadAll(`select * from '${path}'`)).getRows() as unknown[][]
}

describe('offcut discover', () => {
  test.each(prim.cases)('$name', async ({ csv, when, inputs, options, trajectory }) => {
    await save('table.csv', csv)
    const { stdout, code } = await run('discover', 'table.csv', '--when', when, '--inputs', inputs.join(','), ...flags(options), '--json')
    expect(code).toBe(0)
    const { result, command, seed, input } = JSON.parse(stdout)
    expect({ command, seed, rows: input.rows }).toEqual({ command: 'discover', seed: 1, rows: trajectory[0].n })
    expectClose(result.trajectory, trajectory, () => 1e-12)
  })

  test('a table of offcut’s own, as Parquet: metrics are no inputs', async () => {
    await save(
      'start.json',
      JSON.stringify({
        ...starterScenario(),
        sweep: {
          axes: [
            { parameter: 'level', from: 0, to: 1, points: 21 },
            { parameter: 'waste.disposalCost', from: 0, to: 5, points: 21 },
          ],
          metrics: ['profit', 'output'],
        },
      }),
    )
    await run('sweep', 'start.json', '--out', 'sweep.parquet')
    const { stdout } = await run('discover', 'sweep.parquet', '--when', 'profit < 500', '--json')
    expect(Object.keys(JSON.parse(stdout).result.stability.coverage)).toEqual(['level', 'waste.disposalCost'])
  })

  test('a condition that names no column exits with 2', async () => {
    await save('table.csv', 'a,b\n1,2\n')
    const { stderr, code } = await run('discover', 'table.csv', '--when', 'c < 0')
    expect([code, stderr]).toEqual([2, expect.stringContaining('no column "c"')])
  })
})
