/** Regressions against references computed with 60 digits. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { createEngine } from '../../bindings/engine.ts'
import { parseScenario, type ScenarioInput } from '../../bindings/scenario/index.ts'
import { calibrate, mergeFragment, parseTable, risk, type Mapping } from '../../bindings/studies/index.ts'
import { blockSeed } from '../../bindings/studies/engine/uncertain.ts'
import { expectClose } from '../support/close.ts'
import reference from '../fixtures/studies/public-calibration.json' with { type: 'json' }
import others from '../fixtures/studies/public-ces-and-fragment.json' with { type: 'json' }

interface Case {
  name: string
  csv: string
  options: Mapping
  expect: { error?: { contains: string[] } } & Record<string, unknown>
}

/** p to 1e-7, levels to 1e-8, columns collinear to 1e-7 to 1e-6, the rest to 1e-9. */
function toleranceOf({ name, options }: Case, key: string): number {
  if (name.includes('nearly collinear')) return 1e-6
  if (key === 'p') return 1e-7
  return options.levels ? 1e-8 : 1e-9
}

describe.each(reference.cases as unknown as Case[])('$name', (one) => {
  test('gives the reference', () => {
    const { error, ...expected } = one.expect
    if (error === undefined) return expectClose(calibrate(parseTable(one.csv), one.options), expected, (key) => toleranceOf(one, key))
    expect.assertions(error.contains.length)
    try {
      calibrate(parseTable(one.csv), one.options)
    } catch (thrown) {
      for (const word of error.contains) expect((thrown as Error).message).toContain(word)
    }
  })
})

const data = parseTable(await readFile(new URL('../../examples/data/cobb-douglas.csv', import.meta.url), 'utf8'))

test('nothing is learned from an output that never changes', () => {
  const table = { year: [1, 2, 3, 4, 5], output: [7, 7, 7, 7, 7], waste: [1, 2, 3, 4, 6], labour: [1, 2, 4, 3, 5] }
  const said =
    /column output, which the equation of output is to explain, is 7 in each of the 5 rows used: .*use rows in which it varies, or/
  for (const options of [{}, { levels: true }, { constantReturns: true }])
    expect(() => calibrate(table, { output: 'output', factors: ['labour'], ...options })).toThrow(said)
  // Rows that are left out do not count; another equation is none the worse.
  const holed = { ...table, output: [7, 7, 7, 7, 8], labour: [1, 2, 4, 3, NaN] }
  expect(() => calibrate(holed, { output: 'output', factors: ['labour'] })).toThrow(/is 7 in each of the 4 rows used/)
  expect(calibrate(table, { waste: 'waste', factors: ['labour'] }).equations.waste!.rSquared).toBeGreaterThan(0.5)
})

test('the profile of the CES function', () => {
  const [{ options, profile }] = others.cases
  const { ces } = calibrate(data, options as Mapping)
  // The reference's places of the minima are good to 5e-8 only; the sums of squares there, which are flat, to 1e-8.
  expectClose(ces!.profile, profile, (key) => (key === 'rss' ? 1e-8 : 5e-8))
  // The root of the slope at 40 digits.
  expectClose([ces!.profile[0].delta, ces!.profile[8].delta], [0.13485380823751955, 0.6536324010605444], () => 1e-11)
  expect(ces!.best.rho).toBe(-0.5)
  expect(ces!.against.p).toBeGreaterThan(0.8)
})

test('the scenario fragment', () => {
  const { production, uncertainty, scaleOfTheMean, shareOutsideTheRange } = others.cases[1]
  const { scenario, fragment, equations, warnings } = calibrate(data, { output: 'output', factors: ['labour', 'capital'], year: 'year' })
  expectClose(scenario, { production, uncertainty }, () => 1e-8)
  expectClose(equations.output!.scale.meanIfNormal, scaleOfTheMean, () => 1e-8)
  expectClose(
    fragment!.cutOff,
    [{ parameter: 'production.elasticities[1]', share: shareOutsideTheRange!['production.elasticities[1] <= 0'] }],
    () => 1e-6,
  )
  expect(fragment!.returns!.atLeastOne).toBeCloseTo(0.67, 2)
  expect(warnings.join('\n')).toContain('with probability 0.671')
})

test('a trend that was estimated is a growth that samples move, through risk and sweeps', async () => {
  const { scenario: fragment, equations } = calibrate(data, { output: 'output', factors: ['labour'], year: 'year', trend: true })
  const growth = equations.output!.terms.at(-1)!
  expect(fragment!.changes).toEqual([{ parameters: ['production.scale'], growth: growth.estimate }])
  expect(fragment!.uncertainty.parameters['changes[0].growth']).toMatchObject({ mean: growth.estimate, sd: growth.standardError })
  const base: ScenarioInput = {
    factors: [{ price: 1, lower: 0.01, upper: 1e6 }],
    production: { scale: 1, elasticities: [0.5], price: 1 },
    waste: { scale: 0.1, elasticities: [0.5], disposalCost: 0.2 },
    recycling: { yield: 1, price: 0.3 },
    transformation: { law: 'linear', from: 0, to: 1, start: 2, duration: 3 },
    horizon: { start: 0, end: 10, samples: 3 },
    changes: [{ parameters: ['waste.disposalCost'], growth: 0.02 }],
  }
  // Behind the one that the scenario has.
  const merged = mergeFragment(parseScenario(base), fragment!) as unknown as ScenarioInput
  const path = 'changes[1].growth'
  expect(merged.changes).toEqual([base.changes![0], ...fragment!.changes!])
  const engine = await createEngine({ workers: 0 })
  const { axes, metrics } = await engine.sweep(merged, { axes: [{ samples: 64 }], metrics: ['npv', 'profit'] }).result()
  const columns = axes[0].columns!
  expect(Object.keys(columns)).toContain(path)
  expect(new Set(columns[path]).size).toBe(64)
  for (const j of [0, 9, 63]) {
    const drawn = structuredClone(merged) as any
    delete drawn.uncertainty
    drawn.production.scale = columns['production.scale'][j]
    drawn.production.elasticities[0] = columns['production.elasticities[0]'][j]
    drawn.changes[1].growth = columns[path][j]
    const alone = await engine.path(drawn)
    expect(metrics.npv[j]).toBe(alone.columns.npv.at(-1))
    expect(metrics.profit[j]).toBe(alone.columns.profit.at(-1))
  }
  // Eight scramblings, each a sweep of its own.
  const study = await risk(engine, merged, { metrics: ['npv'], samples: 64 })
  let sum = 0
  for (let block = 0; block < 8; block++) {
    const part = await engine.sweep(merged, { axes: [{ samples: 8, seed: blockSeed(1, block) }], metrics: ['npv'] }).result()
    for (const npv of part.metrics.npv) sum += npv
  }
  expect(study.metrics.npv.mean! / (sum / 64)).toBeCloseTo(1, 12)
  await engine.close()
})
