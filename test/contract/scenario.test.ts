import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { METRICS, PARAMETERS, SENSITIVITY, TABLE_SLOT } from '../../bindings/model/layout.ts'
import { ScenarioError } from '../../bindings/errors.ts'
import { parameterBlock, parameterSlot, planAxis, taskAxis, taskMetric } from '../../bindings/plan/parameters.ts'
import { parsePoint, parseScenario, parseSweep } from '../../bindings/scenario/index.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const slot = (path: string) => PARAMETERS.indexOf(path as never)

describe('parseScenario', () => {
  test('fills in every default', () => {
    const { factors, recycling, ...rest } = parseScenario(oneFactor())
    expect(factors[0].costExponent).toBe(1)
    expect(recycling).toEqual({ yield: 1, exponent: 1, price: 1, processingCost: 0 })
    expect(rest).toMatchObject({
      fixedCost: 0,
      discountRate: 0,
      investment: { conversionCost: 0 },
      dynamics: { mode: 'optimum', tolerance: 1e-10 },
    })
    expect(rest).not.toHaveProperty('sweep')
  })

  test('accepts JSON text, with a byte order mark too', () => {
    const text = JSON.stringify(oneFactor())
    expect(parseScenario(text)).toEqual(parseScenario(oneFactor()))
    expect(parseScenario(`\uFEFF${text}`)).toEqual(parseScenario(text))
  })

  test('needs neither names nor a transformation nor a horizon', () => {
    const { transformation, horizon, ...rest } = oneFactor()
    expect(() => parseScenario(rest)).not.toThrow()
  })

  test('checks what it returned again where that was changed since, and returns a copy where not', () => {
    const scenario = parseScenario(twoFactor())
    const again = parseScenario(scenario)
    expect(again).toEqual(scenario)
    again.factors[0].price *= 2
    expect(scenario).toEqual(parseScenario(twoFactor()))
    expect(parseScenario(again).factors[0].price).toBe(2 * scenario.factors[0].price)
    for (const wrong of [-1, NaN, 1n, { scenario: again }] as unknown as number[]) {
      again.factors[0].costExponent = wrong
      expect(() => parseScenario(again)).toThrow(ScenarioError)
    }
    const more = Object.assign(parseScenario(scenario), { extra: undefined, more: 1 })
    expect(() => parseScenario(more)).toThrow(/more/)
  })

  test('accepts what it returned, and does not change what it was given', () => {
    const input = { ...twoFactor(), sweep: { axes: [{ parameter: 'time', from: 0, to: 1, points: 2 }] } }
    const before = structuredClone(input)
    const scenario = parseScenario(input)
    expect(input).toEqual(before)
    expect(parseScenario(scenario)).toEqual(scenario)
    expect(parseScenario(JSON.stringify(scenario))).toEqual(scenario)
  })

  test.each(['public-static', 'public-paths'])('accepts every case of %s', (name) => {
    const { cases } = JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))
    expect(cases.length).toBeGreaterThan(5)
    for (const { scenario } of cases) expect(parseScenario(scenario)).toMatchObject(scenario)
  })

  test('accepts one sample, a horizon without length and equal table levels', () => {
    const scenario = { ...oneFactor(), horizon: { start: 3, end: 3, samples: 1 } }
    scenario.transformation = { law: 'table', times: [0, 1, 2], levels: [0.5, 0.5, 0.5] }
    expect(() => parseScenario(scenario)).not.toThrow()
  })

  test.each([
    [oneFactor(), ['profit', 'factors[0]', 'output', 'waste']],
    [twoFactor(), ['profit', 'factors[0]', 'factors[1]', 'output', 'waste']],
  ])('sweeps profit, factors, output and waste by default', (input, metrics) => {
    const sweep = { axes: [{ parameter: 'level', values: [0, 1] }] }
    expect(parseScenario({ ...input, sweep }).sweep).toEqual({ ...sweep, metrics })
  })
})

describe('parseSweep', () => {
  const axes = [{ parameter: 'fixedCost', from: 0, to: 1, points: 3 }]

  test('replaces what it is given and keeps the rest', () => {
    const scenario = parseScenario({ ...oneFactor(), sweep: { axes, metrics: ['cost'] } })
    expect(parseSweep(scenario)).toEqual(scenario.sweep)
    const sweep = parseSweep(scenario, { axes: [{ parameter: 'level', values: [0.5] }] })
    expect(sweep).toEqual({ axes: [{ parameter: 'level', values: [0.5] }], metrics: ['cost'] })
  })

  test('obeys the rules of a scenario file', () => {
    const scenario = parseScenario(oneFactor())
    expect(() => parseSweep(scenario, { axes: [{ parameter: 'fixedCosts', values: [0.5] }] })).toThrow('did you mean "fixedCost"?')
    expect(() => parseSweep(scenario)).toThrow(/sweep\.axes: missing/)
  })
})

describe('parsePoint', () => {
  const scenario = parseScenario({ ...oneFactor(), horizon: { start: 2, end: 3, samples: 2 } })
  const { transformation, horizon, ...withoutLaw } = oneFactor()

  test('is a level, a time, or the start of the horizon', () => {
    expect(parsePoint(scenario, { level: 0 })).toEqual({ level: 0 })
    expect(parsePoint(scenario, { time: -7 })).toEqual({ time: -7 })
    expect(parsePoint(scenario, {})).toEqual({ time: 2 })
    expect(parsePoint(parseScenario({ ...withoutLaw, transformation }), {})).toEqual({ time: 0 })
  })

  test('is the level at the start of an invested transformation', () => {
    const invested = { ...oneFactor(), investment: { conversionCost: 1 } }
    invested.transformation = { law: 'invested', from: 0.2, share: 0.1 }
    expect(parsePoint(parseScenario(invested), {})).toEqual({ level: 0.2 })
    expect(() => parsePoint(parseScenario(invested), { time: 1 })).toThrow('give a level from 0 to 1 instead of a time')
  })

  test.each([
    [{ level: 1.2 }, 'level', 'from 0 to 1'],
    [{ level: NaN }, 'level', 'from 0 to 1'],
    [{ level: '0.4' as never }, 'level', 'from 0 to 1'],
    [{ time: Infinity }, 'time', 'finite'],
    [{ level: 0.5, time: 1 }, 'level', 'not both'],
  ])('refuses %j', (options, path, expected) => {
    expect(problemsOf(() => parsePoint(scenario, options))).toEqual([
      expect.objectContaining({ path, expected: expect.stringContaining(expected) }),
    ])
  })

  test('asks for a level where no law gives one', () => {
    expect(problemsOf(() => parsePoint(parseScenario(withoutLaw), {}))[0].fix).toContain('give a level from 0 to 1')
    expect(problemsOf(() => parsePoint(parseScenario(withoutLaw), { time: 3 }))[0].path).toBe('transformation')
  })
})

describe('parameterBlock', () => {
  test('has each number in its slot and 0 in the slots that are not used', () => {
    const block = parameterBlock(parseScenario(twoFactor()))
    expect(block).toHaveLength(TABLE_SLOT)
    expect(block[slot('factors[1].upper')]).toBe(2000)
    expect(block[slot('waste.elasticities[1]')]).toBe(0.5)
    expect(block[slot('transformation.duration')]).toBe(10)
    expect(block[slot('dynamics.tolerance')]).toBe(1e-10)
    expect(block[slot('transformation.midpoint')]).toBe(0)
    expect(parameterBlock(parseScenario(oneFactor()))[slot('factors[1].price')]).toBe(0)
  })

  test('marks an initial volume that is not given', () => {
    const dynamics = { mode: 'adjustment', timescale: [1, 2] } as const
    const block = parameterBlock(parseScenario({ ...twoFactor(), dynamics: { ...dynamics, timescale: [1, 2] } }))
    expect(block[slot('dynamics.timescale[1]')]).toBe(2)
    expect(block[slot('dynamics.initial[0]')]).toBeNaN()
    expect(block[slot('dynamics.initial[1]')]).toBeNaN()
    const given = parameterBlock(parseScenario({ ...oneFactor(), dynamics: { mode: 'adjustment', timescale: [1], initial: [7] } }))
    expect(given[slot('dynamics.initial[0]')]).toBe(7)
  })

  test('puts the knots of a table behind the parameters', () => {
    const scenario = parseScenario(changed(oneFactor(), ['transformation'], { law: 'table', times: [1, 2, 4], levels: [0.1, 0.3, 0.5] }))
    const block = parameterBlock(scenario)
    expect([...block.slice(TABLE_SLOT)]).toEqual([1, 2, 4, 0.1, 0.3, 0.5])
    expect(block[parameterSlot(scenario, 'transformation.times[2]')]).toBe(4)
    expect(block[parameterSlot(scenario, 'transformation.levels[0]')]).toBe(0.1)
    expect(parameterSlot(scenario, 'transformation.levels[3]')).toBe(-1)
  })
})

test('axes and metrics become what the kernels take', () => {
  const axes = [
    { parameter: 'time', from: 0, to: 4, points: 5 },
    { parameter: 'waste.disposalCost', values: [1, 3, 2] },
  ]
  const scenario = parseScenario({ ...oneFactor(), sweep: { axes, metrics: ['profit', 'sensitivity:waste.scale'] } })
  expect(scenario.sweep!.axes.map((axis) => taskAxis(scenario, planAxis(scenario, axis)))).toEqual([
    { slot: slot('time'), values: { spacing: 'linear', from: 0, to: 4, points: 5 } },
    { slot: slot('waste.disposalCost'), values: { spacing: 'values', values: Float64Array.of(1, 3, 2), points: 3 } },
  ])
  expect(scenario.sweep!.metrics.map((name) => taskMetric(scenario, name))).toEqual([
    { code: METRICS.indexOf('profit'), slot: 0 },
    { code: SENSITIVITY, slot: slot('waste.scale') },
  ])
})

function problemsOf(call: () => unknown) {
  try {
    call()
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems
    throw error
  }
  throw new Error('nothing was refused')
}
