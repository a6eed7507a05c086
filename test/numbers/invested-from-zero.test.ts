import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import { growing } from '../support/paths.ts'

const firm = growing()
const from0 = {
  ...firm,
  recycling: { ...firm.recycling, exponent: 0.5 },
  transformation: { law: 'invested' as const, from: 0, share: 0.2 },
  horizon: { start: 0, end: 30, samples: 4 },
}

describe.each(['js', 'wasm'] as const)('a level paid for by profit, from 0 at a recycling exponent below 1, %s,', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test('stays at 0 while there is no profit', async () => {
    const { status, columns, time } = await engine.path({
      ...from0,
      dynamics: { mode: 'capitalisation', share: [0.3], unitCost: [2], depreciation: [0.08], initial: [3] },
    })
    expect(status).toBe('ok')
    expect(columns.level).toEqual(new Float64Array(4))
    for (const [k, t] of time.entries()) expect(columns['factors[0]']![k]).toBeCloseTo(3 * Math.exp(-0.08 * t), 9)
  })

  test.each(['capitalisation', 'optimum'] as const)('leaves 0 in mode %s', async (mode) => {
    const { status, columns } = await engine.path({ ...from0, dynamics: mode === 'optimum' ? { mode } : firm.dynamics! })
    expect(status).toBe('ok')
    for (let k = 1; k < 4; k++) expect(columns.level![k]).toBeGreaterThan(columns.level![k - 1]!)
  })
})
