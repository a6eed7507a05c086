/** The built commands of the studies. */
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

/** The rows of a table's file by another's reader. */
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

describe('offcut seek, compare and report', () => {
  const scenario = { ...starterScenario(), name: 'one <firm>' }
  const other = { ...scenario, name: 'another', fixedCost: 20, waste: { ...(scenario as any).waste, disposalCost: 2 } }

  test('seek prints all solutions, and says when there is none', async () => {
    await save('a.json', JSON.stringify(scenario))
    const args = ['seek', 'a.json', '--parameter', 'waste.disposalCost', '--metric', 'profit', '--from', '0', '--to', '10']
    const found = JSON.parse((await run(...args, '--target', '400', '--json')).stdout)
    expect(found.result.solutions).toMatchObject([{ kind: 'root', metric: expect.closeTo(400, 9) }])
    const none = await run(...args, '--target', '1e6')
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('nearest is')])
    const set = JSON.parse((await run(...args, '--target', '400', '--set', 'production.price=1.1', '--json')).stdout)
    expect(set.options.set).toEqual(['production.price=1.1'])
    expect(set.result.solutions[0].value).toBeGreaterThan(found.result.solutions[0].value)
  })

  test('compare accounts for the difference; its JSON becomes a page, a picture and a table without computing', async () => {
    await save('a.json', JSON.stringify(scenario))
    await save('b.json', JSON.stringify(other))
    const { stdout } = await run('compare', 'a.json', 'b.json', '--json')
    const { result } = JSON.parse(stdout)
    expect(Object.keys(result.shapley)).toEqual(
      ['fixedCost', 'waste.disposalCost'].sort(
        (a, b) => Object.keys(result.differences).indexOf(a) - Object.keys(result.differences).indexOf(b),
      ),
    )
    await save('saved.json', stdout)
    for (const out of ['page.html', 'figure.svg', 'figure.png', 'table.xlsx'])
      expect((await run('report', 'saved.json', '--out', out)).code, out).toBe(0)
    const page = await read('page.html')
    expect(page).toContain('offcut compare a.json b.json')
    expect(page).not.toMatch(/(src|href)=|@import|url\(/)
    expect(await read('figure.svg')).toMatch(/^<svg[^>]+viewBox/)
    expect((await readFile(join(folder, 'figure.png'))).subarray(1, 4).toString()).toBe('PNG')
    const three = JSON.parse((await run('compare', 'a.json', 'b.json', 'a.json', '--json')).stdout).result
    expect(three.comparisons).toHaveLength(2)
  })

  test('the page of a scenario answers in a sentence, and names cannot break it', async () => {
    await save('a.json', JSON.stringify(scenario))
    expect((await run('report', 'a.json', '--out', 'scenario.html')).code).toBe(0)
    const page = await read('scenario.html')
    expect(page).toMatch(/The transition (pays|does not)/)
    expect(page).toContain('one &lt;firm&gt;')
  })

  test.each(['path', 'optimum'])('a report of what %s printed asks for the scenario', async (command) => {
    await save('a.json', JSON.stringify(scenario))
    await save('result.json', (await run(command, 'a.json', '--json')).stdout)
    const { stderr, code } = await run('report', 'result.json', '--out', 'x.html')
    expect([code, stderr]).toEqual([2, expect.stringContaining(`result.json is what offcut ${command} --json printed`)])
  })

  test.each([
    [['report', 'a.json', '--out', 'x.pdf'], '.html'],
    [['compare', 'a.json'], 'expected two'],
    [
      ['seek', 'a.json', '--parameter', 'waste.disposal', '--metric', 'profit', '--target', '1', '--from', '0', '--to', '1'],
      'waste.disposalCost',
    ],
    [
      ['seek', 'a.json', '--parameter', 'waste.disposalCost', '--metric', 'proft', '--target', '1', '--from', '0', '--to', '1'],
      'nearest is "profit"',
    ],
  ])('%j is refused', async (args, message) => {
    await save('a.json', JSON.stringify(scenario))
    const { stderr, code } = await run(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('offcut risk, indices and tornado', () => {
  const uncertain = {
    ...starterScenario(),
    uncertainty: {
      parameters: {
        'waste.disposalCost': { distribution: 'uniform', low: 0.5, high: 3 },
        'production.price': { distribution: 'logNormal', median: 1, gsd: 1.2 },
        'production.elasticities[0]': { distribution: 'normal', mean: 0.5, sd: 0.01, low: 0 },
      },
      correlation: {
        paths: ['production.price', 'production.elasticities[0]'],
        matrix: [
          [1, -0.5],
          [-0.5, 1],
        ],
      },
    },
  }
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)
  beforeAll(() => save('u.json', JSON.stringify(uncertain)))

  test('risk: the same bits for any workers, quantiles in order, tails beyond them', async () => {
    const [one, two] = await Promise.all(
      ['0', '2'].map((workers) =>
        json(
          'risk',
          'u.json',
          '--metrics',
          'npv,payback',
          '--when',
          'payback < 6',
          '--within',
          '6.5',
          '--samples',
          '1024',
          '--workers',
          workers,
        ),
      ),
    )
    expect(two.result).toEqual(one.result)
    expect(one).toMatchObject({ command: 'risk', seed: 1, options: { when: ['payback < 6'], samples: 1024 } })
    const { npv, payback } = one.result.metrics
    const quantiles = Object.entries(npv.quantiles)
      .map(([share, value]) => [Number(share), value as number])
      .sort((a, b) => a[0] - b[0])
      .map(([, value]) => value)
    expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b))
    expect(npv.tails['0.95'].low.VaR).toBe(npv.quantiles['0.05'])
    expect(npv.tails['0.95'].low.CVaR).toBeLessThan(npv.tails['0.95'].low.VaR)
    expect(Object.keys(one.result.probability)).toEqual(['payback < 6', 'payback <= 6.5'])
    expect(one.result.probability['payback <= 6.5']).toBeGreaterThanOrEqual(one.result.probability['payback < 6'])
    expect(payback.points).toBe(1024)
    const other = await json('risk', 'u.json', '--metrics', 'npv', '--samples', '1024', '--seed', '2')
    expect(other.result.metrics.npv.mean).not.toBe(npv.mean)
    expect(Math.abs(other.result.metrics.npv.mean - npv.mean)).toBeLessThan(6 * npv.standardError)
  })

  test('risk over time, and decisions over the same draws', async () => {
    await save('d.json', JSON.stringify({ ...starterScenario(), name: 'dearer', investment: { conversionCost: 500 } }))
    const { result } = await json('risk', 'u.json', '--metrics', 'npv', '--samples', '256', '--over-time', '--decisions', 'd.json')
    expect(result.overTime).toHaveLength(101 * 5)
    expect(result.overTime.at(-3)).toEqual({ time: 10, metric: 'npv', quantile: 0.5, value: result.metrics.npv.quantiles['0.5'] })
    expect(result.regret).toMatchObject({ expected: [0, expect.any(Number)], shareBest: [1, 0] })
  })

  test('indices: correlated parameters have one index, and the JSON becomes a page', async () => {
    const { stdout } = await run('indices', 'u.json', '--metrics', 'npv,payback <= 6', '--samples', '256', '--second-order', '--json')
    const { result } = JSON.parse(stdout)
    expect(Object.keys(result.npv.total)).toEqual(['waste.disposalCost', 'production.price + production.elasticities[0]'])
    expect(Object.keys(result.npv.secondOrder)).toEqual(['waste.disposalCost x production.price + production.elasticities[0]'])
    expect(result['payback <= 6'].half.total).toBeDefined()
    await save('indices.json', stdout)
    expect((await run('report', 'indices.json', '--out', 'indices.html')).code).toBe(0)
    const independent = await json('indices', 'u.json', '--metrics', 'npv', '--method', 'morris', '--independent')
    expect(Object.keys(independent.result.npv.muStar)).toEqual(Object.keys(uncertain.uncertainty.parameters))
    expect(independent.result.about.warnings.join()).toContain('correlation is ignored')
  })

  test('tornado: the widest first, all else at the medians', async () => {
    const { result } = await json('tornado', 'u.json', '--metric', 'profit')
    expect(result.bars.map(({ swing }: { swing: number }) => swing)).toEqual(
      result.bars.map(({ swing }: { swing: number }) => swing).toSorted((a: number, b: number) => b - a),
    )
    expect(result.bars.find(({ parameter }: { parameter: string }) => parameter === 'waste.disposalCost').low.value).toBe(0.75)
    expect(result.warnings[0]).toBe('Correlations are ignored: one parameter moves at a time.')
  })

  test.each([
    [['risk', 'a.json', '--metrics', 'npv'], 'no "uncertainty"'],
    [['risk', 'u.json', '--metrics', 'npv', '--samples', '1000'], '512 or 1024 are nearest'],
    [['indices', 'u.json', '--metrics', 'npv', '--method', 'dgsm', '--independent'], 'takes "profit" alone'],
    [['indices', 'u.json', '--metrics', 'profit', '--method', 'morris'], 'are correlated'],
    [['indices', 'u.json', '--metrics', 'payback', '--samples', '64', '--set', 'investment.conversionCost=100000'], '--none-as'],
    [['risk', 'u.json', '--metrics', 'npv', '--when', 'nvp < 0'], 'names no column "nvp"'],
  ])('%j is refused', async (args, message) => {
    await save('a.json', JSON.stringify(starterScenario()))
    const { stderr, code } = await run(...args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})
