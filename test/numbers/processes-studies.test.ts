/** Studies over random processes. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine, type ScenarioInput } from '../../bindings/node.ts'
import { indices, risk, type SobolIndices } from '../../bindings/studies/index.ts'
import { processes } from '../support/reference-processes.ts'

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }
afterAll(() => Promise.all(Object.values(engines).map((engine) => engine.close())))

/** How many standard errors apart a fair sample may be. */
const Z = 4.5

describe('studies', () => {
  const { scenario: own, npv } = processes[0]
  const annuity = (1 - Math.exp(-0.5)) / 0.05
  // As much variance from the fixed cost as from the price.
  const half = (Math.sqrt(3) * Math.sqrt(npv.variance)) / annuity
  const uncertainty = { parameters: { fixedCost: { distribution: 'uniform', low: 0, high: 2 * half } } }
  const both = { ...own, uncertainty } as unknown as ScenarioInput

  test('risk takes a process alone, and beside what is uncertain', async () => {
    const alone = (await risk(engines.wasm, own, { metrics: ['npv'], samples: 2048 })).metrics.npv
    expect(Math.abs(alone.mean! - npv.mean)).toBeLessThan(Z * Math.sqrt(npv.variance / 2048))
    const beside = (await risk(engines.wasm, both, { metrics: ['npv'], samples: 2048, overTime: true })).metrics.npv
    expect(Math.abs(beside.mean! - npv.mean + (half - 5) * annuity)).toBeLessThan(Z * Math.sqrt((2 * npv.variance) / 2048))
    expect(beside.quantiles['0.05']).toBeLessThan(alone.quantiles['0.05'] - (half - 5) * annuity)
  })

  test('the path of a process has indices as one input: variances of a sum add up', async () => {
    const study = await indices(engines.wasm, both, { metrics: ['npv'], samples: 4096 })
    const { firstOrder, total } = study.metrics.npv as SobolIndices
    expect(study.parameters).toEqual(['fixedCost', 'changes[0]'])
    for (const of of [firstOrder, total]) {
      expect(Math.abs(of.fixedCost! - 0.5)).toBeLessThan(0.06)
      expect(Math.abs(of['changes[0]']! - 0.5)).toBeLessThan(0.06)
    }
    expect(study.warnings.join()).toMatch(/whole path/)
    const only = await indices(engines.wasm, own, { metrics: ['npv'], samples: 512 })
    expect((only.metrics.npv as SobolIndices).total['changes[0]']).toBeCloseTo(1, 1)
    await expect(indices(engines.wasm, both, { metrics: ['npv'], method: 'morris' })).rejects.toThrow(/changes\[0\].*--method sobol/)
  })

  test('an axis picks paths by their number', async () => {
    const numbers = [41, 0, 2 ** 32 + 3]
    const { metrics } = await engines.wasm
      .sweep(own, { axes: [{ parameter: 'changes[0].sample', values: numbers }], metrics: ['npv'] })
      .result()
    const of = async (sample: number, seed: number) => (await engines.wasm.path(own, { sample, seed })).columns.npv[10]
    expect([...metrics.npv]).toEqual([await of(41, 1), await of(0, 1), await of(3, 2)])
    const plain = await engines.js
      .sweep(own, { axes: [{ parameter: 'changes[0].sample', from: 0, to: 5, points: 6 }], metrics: ['npv'] })
      .result()
    expect(plain.metrics.npv[0]).toBeCloseTo(metrics.npv[1], 8)
    expect(() => engines.wasm.sweep(own, { axes: [{ samples: 5 }, { parameter: 'changes[0].sample', values: [1] }] })).toThrow(
      /one axis only/,
    )
    expect(() => engines.wasm.sweep(own, { axes: [{ parameter: 'changes[0].sample', values: [-1] }] })).toThrow(
      /a number from 0 .*changes\[0\]\.sample/,
    )
  })
})
