/** What the command says of parameters that change, are random, or have units of the user's own. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, mergeShards, writeSweep, type ScenarioInput } from '../../bindings/node.ts'
import { planSweepFile } from '../../bindings/files/store/sweep-file.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { runCommand } from '../support/command.ts'
import { oneFactor } from '../support/scenarios.ts'
import { inFolder } from '../support/sweeps.ts'

const units = { currency: 'EUR', factors: ['hours'], output: 'tonnes', waste: 'm³', time: 'months' }
const changes = [
  { parameter: 'waste.disposalCost', times: [0, 5], values: [7, 80] },
  { parameters: ['factors[0].price', 'recycling.price'], growth: 0.02 },
  { parameters: ['fixedCost'], growth: -0.1 },
  { name: 'lean manufacturing', law: 'linear', start: 0, duration: 5, effects: { 'waste.scale': 0.8 } },
]
const random = { parameter: 'production.price', process: 'gbm', volatility: 0.2 }

async function run(scenario: object, args: string[]) {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'scenario.json'), JSON.stringify({ ...oneFactor(), ...scenario }))
    return runCommand(folder, args)
  })
}

describe('offcut path', () => {
  test('names what changes', async () => {
    const { stdout, code } = await run({ changes }, ['path', 'scenario.json'])
    expect(code).toBe(0)
    expect(stdout).toContain(
      'Meanwhile waste.disposalCost follows a schedule, from 7 in 0 to 80 in 5; factors[0].price and recycling.price grow by 2 % a year; fixedCost shrinks by 10 % a year; and lean manufacturing spreads and moves waste.scale.',
    )
  })

  test('draws a sample of a random price, and says where it does not', async () => {
    const still = await run({ changes: [random] }, ['path', 'scenario.json'])
    expect(still.stderr.match(/changes\[0\]\.process is "gbm"; expected a sample to be drawn/g)).toHaveLength(1)
    expect(still.stdout).toContain('production.price is random in time, and left as it is expected without a sample.')
    const drawn = await run({ changes: [random] }, ['path', 'scenario.json', '--sample', '3', '--seed', '8', '--json'])
    expect(drawn.stderr).toBe('')
    const engine = await createEngine({ workers: 0 })
    const path = await engine.path({ ...oneFactor(), changes: [random] } as ScenarioInput, { sample: 3, seed: 8 })
    await engine.close()
    expect(JSON.parse(drawn.stdout).columns.npv).toEqual(Array.from(path.columns.npv))
    const words = await run({ changes: [random] }, ['path', 'scenario.json', '--sample', '3', '--seed', '8'])
    expect(words.stdout).toContain('production.price is random in time, here sample 3 of seed 8.')
    const optimum = await run({ changes: [random] }, ['optimum', 'scenario.json', '--sample', '3', '--time', '4'])
    expect([optimum.code, optimum.stderr]).toEqual([0, ''])
    expect((await run({}, ['path', 'scenario.json', '--sample', '3'])).code).toBe(2)
  })

  test('prints units in the words of the scenario', async () => {
    const { stdout } = await run({ units }, ['path', 'scenario.json'])
    expect(stdout).toMatch(
      /^time, months +level +factors\[0\], hours\/month +output, tonnes\/month +waste, m³\/month +profit, EUR\/month +npv, EUR/m,
    )
    expect(stdout).toContain('profit, EUR/month from 0 to 10')
    const optimum = await run({ units }, ['optimum', 'scenario.json'])
    expect(optimum.stdout).toMatch(/^output +\S+ +tonnes\/month/m)
    expect(optimum.stdout).toMatch(/^factors\[0\] +\S+ +hours\/month/m)
    const sweep = { axes: [{ parameter: 'waste.disposalCost', values: [1, 2] }], metrics: ['profit'] }
    const surface = await run({ units, sweep }, ['sweep', 'scenario.json', '--out', 'a.csv'])
    expect(surface.stdout).toMatch(/^profit, EUR\/month /m)
    expect(surface.stdout).toContain('profit, EUR/month against waste.disposalCost, EUR/m³')
  })
})

test('a number that a schedule replaces is said to be ignored, once', async () => {
  const { stderr } = await run({ changes }, ['path', 'scenario.json'])
  expect(stderr.match(/waste\.disposalCost is 1; expected no number: changes\[0\] replaces it/g)).toHaveLength(1)
  const agreeing = [{ ...changes[0], times: [0, 5], values: [2, 4], scale: 0.5 }]
  expect((await run({ changes: agreeing }, ['path', 'scenario.json'])).stderr).toBe('')
  const { disposalCost: _, ...waste } = oneFactor().waste as { disposalCost: number }
  expect((await run({ changes, waste }, ['path', 'scenario.json'])).stderr).toBe('')
})

test('a distribution of what a schedule replaces is an error that names what may vary', () => {
  const uncertainty = { parameters: { 'waste.disposalCost': { distribution: 'uniform', low: 1, high: 2 } } }
  expect(() => parseScenario({ ...oneFactor(), changes, uncertainty } as unknown as ScenarioInput)).toThrow(
    /uncertainty\.parameters[\s\S]*changes\[0\] replaces waste\.disposalCost[\s\S]*vary changes\[0\]\.scale/,
  )
})

describe('files', () => {
  const uncertainty = { parameters: { fixedCost: { distribution: 'uniform', low: 1, high: 2 } } }
  const sampled = (samples: number, design?: string) =>
    ({
      ...oneFactor(),
      units,
      uncertainty,
      changes: [random],
      sweep: { axes: [{ samples, design }], metrics: ['npv', 'profit'] },
    }) as unknown as ScenarioInput

  test('say the units of their columns', async () => {
    await inFolder(async (folder) => {
      const engine = await createEngine({ workers: 0 })
      const out = join(folder, 'a.parquet')
      await writeSweep(engine, sampled(64), out)
      await engine.close()
      const { asyncBufferFromFile, parquetMetadataAsync } = await import('hyparquet')
      const metadata = await parquetMetadataAsync(await asyncBufferFromFile(out))
      const entry = metadata.key_value_metadata!.find(({ key }) => key === 'offcut.units')!
      expect(JSON.parse(entry.value!)).toEqual({ fixedCost: 'EUR/month', npv: 'EUR', profit: 'EUR/month' })
    })
  })

  test('of samples of random paths are the same resumed, and merged from shards', async () => {
    await inFolder(async (folder) => {
      const engine = await createEngine({ workers: 0 })
      const name = (of: string) => join(folder, `${of}.csv`)
      // More rows than a batch of the file.
      const times = { parameter: 'time', from: 0, to: 10, points: 101 }
      const scenario = { ...sampled(400), sweep: { axes: [{ samples: 400 }, times], metrics: ['npv', 'profit'] } } as ScenarioInput
      await writeSweep(engine, scenario, name('whole'), { chunkSize: 505 })
      const stop = new AbortController()
      const plan = await planSweepFile(engine, parseScenario(scenario), name('resumed'), { chunkSize: 7, signal: stop.signal })
      let batches = 0
      await expect(plan.write({ onBatch: () => ++batches === 2 && stop.abort(new Error('stopped')) })).rejects.toThrow('stopped')
      await writeSweep(engine, scenario, name('resumed'), { resume: true })
      const shards: string[] = []
      for (const index of [1, 2, 3]) {
        const { path } = await writeSweep(engine, scenario, name('part'), { shard: { index, count: 3 } })
        shards.push(path)
      }
      await mergeShards(shards, name('merged'))
      await engine.close()
      const whole = await readFile(name('whole'), 'utf8')
      expect(new Set(whole.split('\n').map((line) => line.split(',')[3])).size).toBeGreaterThan(39_000)
      expect(await readFile(name('resumed'), 'utf8')).toBe(whole)
      expect(await readFile(name('merged'), 'utf8')).toBe(whole)
    })
  })

  test('a share of a Latin hypercube, and a longer one, are refused with what to do', async () => {
    await inFolder(async (folder) => {
      const engine = await createEngine({ workers: 0 })
      const out = join(folder, 'a.csv')
      await expect(writeSweep(engine, sampled(64, 'latinHypercube'), out, { shard: { index: 1, count: 2 } })).rejects.toThrow(
        /"latinHypercube"; expected "sobol" or "random"/,
      )
      await writeSweep(engine, sampled(64, 'latinHypercube'), out)
      await expect(writeSweep(engine, sampled(128, 'latinHypercube'), out, { resume: true })).rejects.toThrow(
        /samples: 64, now 128[\s\S]*a Latin hypercube of another length has other points/,
      )
      await engine.close()
      await writeFile(join(folder, 'scenario.json'), JSON.stringify(sampled(64, 'latinHypercube')))
      for (const more of [[], ['--out', 'a.json']]) {
        const reduced = await runCommand(folder, ['sweep', 'scenario.json', '--reduce', '--shard', '1/2', ...more])
        expect([reduced.code, reduced.stdout]).toEqual([2, ''])
        expect(reduced.stderr).toContain('"latinHypercube"; expected "sobol" or "random" for a sweep in shards')
      }
    })
  })
})
