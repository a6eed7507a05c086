import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import fixtures from '../fixtures/public-paths.json' with { type: 'json' }

const RELATIVE = 1e-8
const PAYBACK = 1e-6

describe.each(['js', 'wasm'] as const)('the reference paths, %s', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test.each(fixtures.cases.map((each) => [each.id, each] as const))('%s', async (_, { scenario, reference }) => {
    const { time, columns, payback, status } = await engine.path(scenario as never)
    expect(status).toBe('ok')
    expect(time).toEqual(Float64Array.from(reference.path, (sample) => sample.time))
    for (const [name, values] of Object.entries(columns)) {
      const expected = reference.path.map((sample) => valueOf(sample, name))
      expected.forEach((value, i) => {
        if (value === undefined) return
        // The reference's own advantage is a difference of two sums.
        const slack = name === 'advantage' ? 1e-13 * Math.abs(reference.path[i].npv) : 0
        expect(Math.abs(values[i] - value), `${name} at ${time[i]}`).toBeLessThanOrEqual(RELATIVE * Math.abs(value) + slack)
      })
    }
    if (reference.payback === null) expect(payback).toBeNull()
    else expect(Math.abs(payback! - reference.payback)).toBeLessThanOrEqual(PAYBACK)
  })
})

function valueOf(sample: { factors: number[] } & Record<string, unknown>, name: string): number | undefined {
  const factor = /^factors\[(\d)\]$/.exec(name)
  return factor ? sample.factors[Number(factor[1])] : (sample[name] as number | undefined)
}
