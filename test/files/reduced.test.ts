/** Statistics of a sweep that shard, resume and merge like files. */
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEngine, starterScenario, type ScenarioInput } from '../../bindings/node.ts'
import { Statistics } from '../../bindings/cli/statistics.ts'
import { mergeReduced, reduceToFile } from '../../bindings/files/store/reduced.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { runCommand } from '../support/command.ts'
import { inFolder } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = parseScenario({
  ...starterScenario(),
  sweep: {
    axes: [
      { parameter: 'time', from: 0, to: 10, points: 101 },
      { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: 97, spacing: 'log' },
    ],
    metrics: ['profit', 'waste', 'regime[0]'],
  },
} as ScenarioInput)
const statistics = () => new Statistics(engine.sweep(scenario))
const resultOf = async (path: string) => JSON.parse(await readFile(path, 'utf8')).result

test('shards give what one run gives, to the bit, in whatever order they are named', () =>
  inFolder(async (folder) => {
    const [whole, out] = [join(folder, 'whole.json'), join(folder, 's.json')]
    const report = await reduceToFile(engine, scenario, whole, {}, statistics())
    const shards: string[] = []
    for (let index = 1; index <= 5; index++)
      shards.push((await reduceToFile(engine, scenario, out, { shard: { index, count: 5 } }, statistics())).path)
    const merged = await mergeReduced(
      [3, 0, 4, 1, 2].map((i) => shards[i]),
      out,
      {},
      (grid) => new Statistics(grid),
    )
    expect(merged.report).toMatchObject({ path: out, points: report.points, failed: 0 })
    expect(await resultOf(out)).toEqual(await resultOf(whole))
    expect(merged.gatherer.result()).toEqual(JSON.parse(JSON.stringify(await resultOf(whole))))
    await expect(mergeReduced(shards.slice(1), join(folder, 't.json'), {}, (grid) => new Statistics(grid))).rejects.toThrow(
      'of 5 shards, 1 is missing',
    )
    await expect(mergeReduced(shards, shards[2], { force: true }, (grid) => new Statistics(grid))).rejects.toThrow('which is to be read')
    expect((await readdir(folder)).filter((name) => name.endsWith('unfinished'))).toEqual([])
  }))

test('a run that is stopped goes on where it was, and ends with the same statistics', () =>
  inFolder(async (folder) => {
    const [whole, path] = [join(folder, 'whole.json'), join(folder, 's.json')]
    await reduceToFile(engine, scenario, whole, {}, statistics())
    const controller = new AbortController()
    const stopping = statistics()
    const merge = stopping.merge.bind(stopping)
    let chunks = 0
    stopping.merge = (state) => {
      merge(state)
      if (++chunks === 3) controller.abort(new Error('enough'))
    }
    await expect(reduceToFile(engine, scenario, path, { signal: controller.signal }, stopping)).rejects.toThrow('enough')
    await expect(reduceToFile(engine, scenario, path, {}, statistics())).rejects.toThrow('an unfinished run of it is in')
    const other = { ...scenario, fixedCost: 7 }
    await expect(reduceToFile(engine, other, path, { resume: true }, statistics())).rejects.toThrow('fixedCost: 0, now 7')
    const report = await reduceToFile(engine, scenario, path, { resume: true }, statistics())
    expect(report.resumed).toBeGreaterThan(0)
    expect(report).toMatchObject({ points: 101 * 97, failed: 0 })
    expect(await resultOf(path)).toEqual(await resultOf(whole))
    const again = statistics()
    expect(await reduceToFile(engine, scenario, path, { resume: true }, again)).toMatchObject({ resumed: 101 * 97 })
    expect(JSON.parse(JSON.stringify(again.result()))).toEqual(await resultOf(whole))
    expect((await readdir(folder)).sort()).toEqual(['s.json', 'whole.json'])
  }))

test('a file of statistics that has been changed is refused', () =>
  inFolder(async (folder) => {
    const paths: string[] = []
    for (let index = 1; index <= 2; index++)
      paths.push((await reduceToFile(engine, scenario, join(folder, 's.json'), { shard: { index, count: 2 } }, statistics())).path)
    const json = await readFile(paths[1], 'utf8')
    for (const [from, to] of [
      [/"points": \d+/, '"points": 4000'],
      [/"state": "./, '"state": "A'],
      [/"count": \d+/, '"count": 1'],
    ] as const) {
      await writeFile(paths[1], json.replace(from, to))
      await expect(mergeReduced(paths, join(folder, 'out.json'), {}, (grid) => new Statistics(grid))).rejects.toThrow('it is damaged')
    }
  }))

test('a job array’s tasks gather a share each, and print it', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'scenario.json'), JSON.stringify(scenario))
    const run = (args: string[], environment = {}) => runCommand(folder, args, '', environment)
    const array = { SLURM_ARRAY_TASK_COUNT: '2', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_MAX: '2', SLURM_ARRAY_TASK_STEP: '1' }
    for (const id of ['1', '2']) {
      const share = await run(['sweep', 'scenario.json', '--reduce', '--out', 's.json', '--resume'], { ...array, SLURM_ARRAY_TASK_ID: id })
      expect(share).toMatchObject({
        code: 0,
        stderr: expect.stringContaining(`shard ${id} of 2, by SLURM_ARRAY_TASK_ID: s.${id}-of-2.json`),
      })
      expect(share.stdout).toMatch(id === '1' ? /^4,899 points/ : /^4,898 points/)
    }
    const printed = await run(['sweep', 'scenario.json', '--reduce'], { ...array, SLURM_ARRAY_TASK_ID: '2' })
    expect(printed).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('shard 2 of 2'),
      stdout: expect.stringMatching(/^4,898 points/),
    })
    const merged = await run(['merge', 's.1-of-2.json', 's.2-of-2.json', '--out', 's.json'])
    const whole = await run(['sweep', 'scenario.json', '--reduce'])
    expect(merged).toMatchObject({ code: 0, stderr: '', stdout: `${whole.stdout}\nWritten to s.json\n` })
    expect(await run(['sweep', 'scenario.json', '--reduce', '--out', 's.csv'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ends in .json'),
    })
    expect(await run(['sweep', 'scenario.json', '--reduce', '--resume'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('give --reduce one with --out'),
    })
  }))
