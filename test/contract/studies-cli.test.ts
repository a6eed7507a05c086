/** The built commands of the studies. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { starterScenario } from '../../bindings/index.ts'
import { runCommand } from '../support/command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
})
afterAll(() => rm(folder, { recursive: true }))

const run = (...args: string[]) => runCommand(folder, args)
const save = (name: string, content: string) => writeFile(join(folder, name), content)
const read = (name: string) => readFile(join(folder, name), 'utf8')

/** The rows of a table's file by another's reader. */

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

  test('what rounding leaves of a target of 0 is 0 in the table', async () => {
    await save('seek.json', JSON.stringify(starterScenario()))
    const goal = ['--parameter', 'investment.conversionCost', '--metric', 'advantage', '--target', '0', '--from', '0', '--to', '10000']
    const { stdout } = await run('seek', 'seek.json', ...goal)
    expect(stdout).toMatch(/\nroot +[\d.]+ +0\n/)
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
