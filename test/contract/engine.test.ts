import { availableParallelism } from 'node:os'
import { afterEach, describe, expect, test, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { createEngine } from '../../bindings/engine.ts'
import { ArgumentError, ScenarioError } from '../../bindings/errors.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { starterScenario } from '../../bindings/scenario/schema/starter.ts'
import { writeSweep } from '../../bindings/files/store/sweep-file.ts'
import { VERSION } from '../../bindings/version.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the backend', () => {
  test('is WebAssembly by itself where the host runs SIMD', async () => {
    const { info } = await createEngine()
    expect(info).toEqual({ backend: 'wasm', workers: availableParallelism(), version: VERSION, why: 'This host runs WebAssembly SIMD.' })
  })

  test('is plain JavaScript when asked for', async () => {
    const { info } = await createEngine({ backend: 'js', workers: 0 })
    expect(info).toMatchObject({ backend: 'js', workers: 0, why: 'Plain JavaScript was asked for.' })
  })

  const lacking: [string, () => void, string][] = [
    ['WebAssembly', () => vi.stubGlobal('WebAssembly', undefined), 'the host has no WebAssembly'],
    ['SIMD', () => vi.spyOn(WebAssembly, 'validate').mockReturnValue(false), 'the host has no WebAssembly SIMD'],
    [
      'permission to compile',
      () => vi.spyOn(WebAssembly, 'compile').mockRejectedValue(new WebAssembly.CompileError('refused by Content-Security-Policy.')),
      "the page's content-security policy has no 'wasm-unsafe-eval', or the host forbids compilation",
    ],
  ]
  test.each(lacking)('without %s falls back to plain JavaScript, or refuses', async (_, lack, reason) => {
    lack()
    const { info } = await createEngine()
    expect(info).toMatchObject({ backend: 'js', why: `Plain JavaScript, because WebAssembly cannot run here: ${reason}.` })
    await expect(createEngine({ backend: 'wasm' })).rejects.toThrow(
      `backend "wasm" cannot run here: ${reason}. Use backend "auto" or "js".`,
    )
  })

  test('refuses options it does not know', async () => {
    await expect(createEngine({ backend: 'gpu' as never })).rejects.toThrow('backend is "gpu"; expected "auto", "wasm" or "js"')
    for (const workers of [-1, 1.5, 1e5])
      await expect(createEngine({ workers })).rejects.toThrow(
        `workers is ${workers}; expected "auto" or a whole number up to 1024, 0 for none`,
      )
  })

  test('has the version of the package', () => expect(VERSION).toBe(packageJson.version))
})

describe('an optimum', () => {
  const scenario = starterScenario()

  test('has the names of the model', async () => {
    const engine = await createEngine({ backend: 'js' })
    const optimum = await engine.optimum(scenario, { level: 0.4 })
    expect(Object.keys(optimum).sort()).toEqual(
      [
        'level',
        'factors',
        'regime',
        'output',
        'waste',
        'recycled',
        'discharged',
        'additionalOutput',
        'revenue',
        'cost',
        'profit',
        'profitability',
        'profitOfLevel',
        'valueOfWaste',
        'maximumProfitOfLevel',
        'transactionCost',
        'utility',
        'objectiveOfLevel',
        'breakEvenLevel',
        'breakEvenDirection',
        'status',
      ].sort(),
    )
    expect(optimum).toMatchObject({ level: 0.4, regime: ['interior'], status: 'ok' })
    expect(optimum.recycled + optimum.discharged).toBeCloseTo(optimum.waste, 10)
    expect(optimum.profit).toBeCloseTo(optimum.revenue - optimum.cost, 10)
  })

  test('takes text, an object or a parsed scenario', async () => {
    const engine = await createEngine({ backend: 'js' })
    const best = await engine.optimum(scenario, { level: 0.4 })
    expect(await engine.optimum(JSON.stringify(scenario), { level: 0.4 })).toEqual(best)
    expect(await engine.optimum(parseScenario(scenario), { level: 0.4 })).toEqual(best)
  })

  test('at a time is the optimum at the level of that time', async () => {
    const engine = await createEngine({ backend: 'js' })
    const atTime = await engine.optimum(scenario, { time: 5 })
    expect(await engine.optimum(scenario, { level: atTime.level })).toEqual(atTime)
  })

  test('has sensitivities by parameter when asked', async () => {
    const engine = await createEngine({ backend: 'js' })
    const { sensitivities, output, discharged, profitOfLevel, ...rest } = await engine.optimum(scenario, {
      level: 0.4,
      sensitivities: true,
    })
    expect(sensitivities).toMatchObject({
      'production.price': output,
      'waste.disposalCost': -discharged,
      fixedCost: -1,
      level: profitOfLevel,
    })
    const { sensitivities: none, ...same } = await engine.optimum(scenario, { level: 0.4 })
    expect(none).toBeUndefined()
    expect(same).toEqual({ ...rest, output, discharged, profitOfLevel })
  })

  test('by dense search never beats the exact one', async () => {
    const engine = await createEngine({ backend: 'js' })
    const exact = await engine.optimum(scenario, { level: 0.4 })
    const grid = await engine.optimum(scenario, { level: 0.4, method: 'dense' })
    expect(grid.profit).toBeLessThanOrEqual(exact.profit)
    expect(grid.profit).toBeGreaterThan(0.99 * exact.profit)
  })

  test('rejects bad input with every problem', async () => {
    const engine = await createEngine({ backend: 'js' })
    await expect(engine.optimum({ ...scenario, fixedCost: -1 })).rejects.toThrow(ScenarioError)
    await expect(engine.optimum(scenario, { level: 2 })).rejects.toThrow('level: 2')
    expect(() => engine.sweep({ ...scenario, fixedCost: -1 })).toThrow('fixedCost: -1')
  })
})

test('the axes of a surface, typed arrays, are axes of a sweep', async () => {
  const engine = await createEngine({ backend: 'js', workers: 0 })
  const scenario = starterScenario()
  const values = [0, 0.25, 0.5]
  const { axes, metrics } = await engine.sweep(scenario, { axes: [{ parameter: 'level', values }], metrics: ['profit'] }).result()
  expect((await engine.sweep(scenario, { axes, metrics: ['profit'] }).result()).metrics).toEqual(metrics)
  expect(parseScenario({ ...scenario, sweep: { axes } } as never).sweep!.axes).toEqual([{ parameter: 'level', values }])
  expect(() => engine.sweep(scenario, { axes: [{ parameter: 'level', values: Float64Array.of(0, NaN) }] })).toThrow(
    'sweep.axes[0].values[1]: NaN',
  )
})

describe('an option', () => {
  test('that a call does not have is refused, and the nearest named', async () => {
    await expect(createEngine({ workes: 2 } as never)).rejects.toThrow('createEngine has no option "workes"; the nearest is "workers"')
    await expect(createEngine(4 as never)).rejects.toThrow('the options of createEngine are 4')
    const engine = await createEngine({ backend: 'js', workers: 0 })
    const scenario = starterScenario()
    await expect(engine.optimum(scenario, { lvl: 0.4 } as never)).rejects.toThrow('the nearest is "level"')
    await expect(engine.path(scenario, { tolerence: 1e-8 } as never)).rejects.toThrow('the nearest is "tolerance"')
    expect(() => engine.sweep(scenario, { metric: ['profit'] } as never)).toThrow('the nearest is "metrics"')
    await expect(writeSweep(engine, scenario, 'never.csv', { forse: true } as never)).rejects.toThrow('the nearest is "force"')
  })

  test('of another kind is refused', async () => {
    const engine = await createEngine({ backend: 'js', workers: 0 })
    for (const [options, message] of [
      [{ signal: 4 }, 'signal is 4; expected an AbortSignal'],
      [{ onProgress: 'yes' }, 'onProgress is "yes"'],
    ] as const) {
      expect(() => engine.sweep(starterScenario(), options as never)).toThrow(message)
      expect(() => engine.sweep(starterScenario(), options as never)).toThrow(ArgumentError)
    }
  })
})

test('a closed engine refuses work', async () => {
  const engine = await createEngine({ backend: 'js' })
  await engine[Symbol.asyncDispose]()
  await expect(engine.optimum(starterScenario())).rejects.toThrow('the engine is closed')
  expect(() => engine.sweep(starterScenario())).toThrow('the engine is closed')
  await engine.close()
})
