/** Paths of round numbers against the definition, integrated by other means. scripts/attack-paths.mjs does the same at full size. */
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/node.ts'
import { pathFaults } from '../support/path-reference.ts'
import { roundPath } from '../support/round-paths.ts'

describe.each(['wasm', 'js'] as const)('%s', async (backend) => {
  const engine = await createEngine({ backend, workers: 0 })
  afterAll(() => engine.close())

  test('follows 16 enterprises as the definition says', async () => {
    let told = 0
    for (let index = 0; index < 16; index++) {
      const scenario = roundPath(11, index)
      const faults = await pathFaults(engine, scenario)
      if (faults) told++
      expect(faults ?? [], `#${index} ${JSON.stringify(scenario)}`).toEqual([])
    }
    expect(told).toBeGreaterThan(12)
  })
})
