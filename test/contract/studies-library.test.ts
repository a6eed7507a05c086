/** Studies as functions of the library: where they run, how they are stopped and followed, and that workers change nothing. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, starterScenario, type ScenarioInput } from '../../bindings/index.ts'
import { compare, indices, risk, seek, tornado, type StudyProgress } from '../../bindings/studies/index.ts'

const alone = await createEngine({ workers: 0 })
afterAll(() => alone.close())

const scenario = {
  ...starterScenario(),
  uncertainty: {
    parameters: {
      'waste.disposalCost': { distribution: 'uniform', low: 0.5, high: 3 },
      'production.price': { distribution: 'logNormal', median: 1, gsd: 1.1 },
    },
  },
} as ScenarioInput

test.each(['studies', 'system'])('offcut/%s touches no module of Node', async (entry) => {
  const seen = new Set<string>()
  const outside = new Set<string>()
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return
    seen.add(path)
    const source = await readFile(path, 'utf8')
    for (const [, name] of source.matchAll(/^(?:import|export)\b[^'"]*?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm)) {
      if (name?.startsWith('.')) await visit(join(path, '..', name))
      else if (name !== undefined) outside.add(name)
    }
  }
  await visit(fileURLToPath(new URL(`../../dist/${entry}/index.js`, import.meta.url)))
  expect([...outside].filter((name) => name.startsWith('node:') || name.endsWith('/node'))).toEqual([])
  expect(seen.size).toBeGreaterThan(10)
})

describe('a signal', () => {
  const other = { ...scenario, waste: { ...starterScenario().waste, disposalCost: 2 } } as ScenarioInput
  const studies: [string, (signal: AbortSignal) => Promise<unknown>][] = [
    ['risk', (signal) => risk(alone, scenario, { metrics: ['npv'], samples: 64, signal })],
    ['indices', (signal) => indices(alone, scenario, { metrics: ['npv'], samples: 64, signal })],
    ['tornado', (signal) => tornado(alone, scenario, { metric: 'npv', signal })],
    ['seek', (signal) => seek(alone, scenario, { parameter: 'waste.disposalCost', metric: 'npv', target: 1, from: 1, to: 2, signal })],
    ['compare', (signal) => compare(alone, scenario, other, { signal })],
  ]

  test.each(studies)('that has been aborted ends %s with its reason', async (_, study) => {
    const reason = new Error('enough')
    await expect(study(AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  test.each([
    ['risk', (options: object) => risk(alone, scenario, { metrics: ['npv'], samples: 128, ...options })],
    ['indices', (options: object) => indices(alone, scenario, { metrics: ['npv'], samples: 128, ...options })],
  ])('that is aborted in the middle ends %s, and the engine still computes', async (_, study) => {
    const controller = new AbortController()
    const reason = new Error('seen enough')
    let calls = 0
    const onProgress = () => {
      if (++calls === 2) controller.abort(reason)
    }
    await expect(study({ signal: controller.signal, onProgress })).rejects.toBe(reason)
    expect(calls).toBeLessThan(5)
    expect((await alone.optimum(scenario, { level: 0.5 })).status).toBe('ok')
  })
})

test.each([
  ['risk', (onProgress: (progress: StudyProgress) => void) => risk(alone, scenario, { metrics: ['npv'], samples: 64, onProgress }), 64],
  [
    'indices',
    (onProgress: (progress: StudyProgress) => void) => indices(alone, scenario, { metrics: ['npv'], samples: 64, onProgress }),
    64 * 4,
  ],
] as const)('progress of %s rises to all of its points', async (_, study, total) => {
  const steps: StudyProgress[] = []
  await study((progress) => steps.push(progress))
  expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b))
  expect(steps.at(-1)).toEqual({ done: total, total })
})

test('one worker, two, and none give the same bits', async () => {
  const results = []
  for (const workers of [0, 1, 2]) {
    const engine = workers === 0 ? alone : await createEngine({ workers })
    results.push(
      JSON.stringify([
        await risk(engine, scenario, { metrics: ['npv', 'profit'], when: ['payback <= 5'], samples: 128, overTime: true }),
        await indices(engine, scenario, { metrics: ['npv', 'payback <= 5'], samples: 64 }),
        await indices(engine, scenario, { metrics: ['profit'], samples: 64, method: 'dgsm' }),
        await tornado(engine, scenario, { metric: 'profit' }),
      ]),
    )
    if (workers > 0) await engine.close()
  }
  expect(results[1]).toBe(results[0])
  expect(results[2]).toBe(results[0])
})
