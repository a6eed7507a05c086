import { describe, expect, test } from 'vitest'
import { ScenarioError } from '../../bindings/errors.ts'
import { ignoredIn, parseScenario, scenarioWarnings } from '../../bindings/scenario/index.ts'
import { expectOnly, only, pathText, problems } from '../support/problems.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

describe('numbers', () => {
  test.each([
    [['factors', 0, 'price'], '1.5', 'write 1.5, without quotes'],
    [['factors', 0, 'costExponent'], 0, 'above 0'],
    [['factors', 0, 'lower'], 0, 'above 0'],
    [['production', 'scale'], -1, 'above 0'],
    [['production', 'price'], NaN, 'write a finite number'],
    [['production', 'elasticities', 0], 0, 'above 0'],
    [['waste', 'scale'], -1e-9, '0 or above'],
    [['waste', 'elasticities', 0], -0.5, 'raise it to at least 0'],
    [['waste', 'disposalCost'], Infinity, 'write a finite number'],
    [['recycling', 'yield'], -1, '0 or above'],
    [['recycling', 'exponent'], 0, 'above 0 and at most 1'],
    [['recycling', 'exponent'], 1.01, 'lower it to at most 1'],
    [['recycling', 'price'], null, 'finite number'],
    [['recycling', 'processingCost'], true, 'finite number'],
    [['fixedCost'], -Infinity, 'write a finite number'],
    [['discountRate'], -0.01, '0 or above'],
    [['investment', 'adjustmentCost'], -1, '0 or above'],
    [['transformation', 'from'], -0.1, 'from 0 to 1'],
    [['transformation', 'to'], 1.1, 'lower it to at most 1'],
    [['transformation', 'duration'], 0, 'above 0'],
    [['horizon', 'samples'], 0, 'raise it to at least 1'],
    [['horizon', 'samples'], 2.6, 'round it to 3'],
    [['dynamics'], { mode: 'optimum', tolerance: 0 }, 'from 1e-14 to 0.01', 'dynamics.tolerance'],
  ] as const)('%j = %s is refused', (path, value, words, at?: string) => {
    expectOnly(changed(oneFactor(), path, value), at ?? pathText(path), words)
  })

  test('a number beyond the range of doubles is infinite', () => {
    const text = JSON.stringify(oneFactor()).replace('"scale":50', '"scale":1e999')
    expect(only(text)).toMatchObject({ path: 'production.scale', value: Infinity })
  })
})

describe('fixes that fix', () => {
  const axis = (rest: object) => ({ axes: [{ parameter: 'fixedCost', ...rest }] })
  test.each([
    [['production', 'form'], 'CES', 'production.form', 'production functions are power functions'],
    [['production', 'elasticities'], 0.5, 'production.elasticities', 'write [0.5]'],
    [['production', 'elasticities'], '0,5', 'production.elasticities', 'write [0.5]'],
    [['factors'], { price: 1, lower: 1, upper: 2 }, 'factors', 'put it into a list'],
    [['factors', 0, 'cost'], 1, 'factors[0].cost', 'change "price" instead, which is there already'],
    [['recycling', 'efficiency'], 1, 'recycling.efficiency', 'remove it, and change "yield" instead, which is there already'],
    [['discountRate'], '7%', 'discountRate', 'write 0.07, the share that 7% is'],
    [['discountRate'], '7,5 %', 'discountRate', 'write 0.075'],
    [['fixedCost'], '1,000', 'fixedCost', 'write 1000, or 1 if the comma is a decimal one'],
    [['fixedCost'], '1.234.567,8', 'fixedCost', 'write 1234567.8'],
    [['fixedCost'], '1 000', 'fixedCost', 'write 1000'],
    [['fixedCost'], '0,5', 'fixedCost', 'write 0.5'],
    [['fixedCost'], 'a lot', 'fixedCost', 'replace it'],
    [['transformation', 'law'], 'sigmoid', 'transformation.law', 'write "logistic"'],
    [['transformation', 'law'], 'S-curve', 'transformation.law', 'write "logistic"'],
    [['transformation'], 'sigmoid', 'transformation', 'an object with "law"'],
    [['dynamics'], 5, 'dynamics', 'an object with "mode"'],
    [
      ['sweep'],
      axis({ values: [1], from: 0, to: 1, points: 2 }),
      'sweep.axes[0].values',
      'either values, or from, to and points; remove it, or remove from, to, points and spacing',
    ],
    [['sweep'], axis({ values: [1, 2], from: 0 }), 'sweep.axes[0].from', 'remove it, or remove values'],
    [['sweep'], axis({ values: 5 }), 'sweep.axes[0].values', 'write [5]'],
    [['sweep'], { ...axis({ values: [5] }), metrics: 'profit' }, 'sweep.metrics', 'write ["profit"]'],
    [['sweep'], { ...axis({ values: [5] }), metrics: ['sales'] }, 'sweep.metrics[0]', 'write "revenue"'],
    [['sweep'], axis({ from: 1, to: 2, points: 2, spacing: 'geometric' }), 'sweep.axes[0].spacing', 'write "log"'],
  ] as const)('%j = %j', (path, value, at, words) => expectOnly(changed(oneFactor(), path, value), at, words))
})

describe('limits', () => {
  const axes = (count: number) => Array.from({ length: count }, () => ({ parameter: 'fixedCost', values: [1] }))

  test('of axes: more than 64 are one problem, whatever else is wrong with them', () => {
    expectOnly(changed(oneFactor(), ['sweep'], { axes: axes(100_000) }), 'sweep.axes', 'at most 64 axes; sweep over fewer parameters')
    expect(problems(changed(oneFactor(), ['sweep'], { axes: axes(64) }))).toHaveLength(63)
  })

  test('of knots: a million are read, more are refused', () => {
    const knots = (count: number) => {
      const times = Array.from({ length: count }, (_, i) => i)
      return changed(oneFactor(), ['transformation'], { law: 'table', times, levels: times.map(() => 0.5) })
    }
    expect(problems(knots(1_000_000))).toEqual([])
    expect(problems(knots(1_000_001)).map(({ path, expected }) => [path, expected])).toEqual([
      ['transformation.times', 'at most 1000000 knots'],
      ['transformation.levels', 'at most 1000000 knots'],
    ])
  })

  test('of keys there is none: 100,000 repeated ones are reported, each with its places', () => {
    const text = JSON.stringify(oneFactor()).replace('{', `{${'\n"fixedCost":0,'.repeat(100_000)}`)
    const found = problems(text)
    expect(found).toHaveLength(99_999)
    expect(found.at(-1)!.fix).toBe('remove one of the two, at line 2, column 1 or at line 100001, column 1')
  })
})

test('a number that a schedule replaces counts for nothing, and is reported where it is not the first of the schedule', () => {
  const withTax = (disposalCost: number) =>
    ignoredIn(
      JSON.stringify({
        ...oneFactor(),
        waste: { ...oneFactor().waste, disposalCost },
        changes: [{ parameter: 'waste.disposalCost', times: [0, 1], values: [7, 8], scale: 0.05 }],
      }),
      [],
    )
  // 7 · 0.05 is 0.35 but for rounding.
  expect(withTax(0.35)).toEqual([])
  expect(withTax(0.36)).toMatchObject([{ path: 'waste.disposalCost', value: 0.36 }])
})

describe('what is allowed and probably not meant', () => {
  const ramp = (start: number, duration: number) =>
    changed(oneFactor(), ['transformation'], { law: 'linear', from: 0, to: 1, start, duration })
  test.each([
    [changed(oneFactor(), ['discountRate'], 7), ['discountRate: write 0.07 for 7 %']],
    [changed(oneFactor(), ['discountRate'], 0.3), []],
    [ramp(-10, 5), ['transformation.start: use years of one kind in both, either calendar years or years from the start']],
    [ramp(2020, 5), ['transformation.start: use years of one kind in both, either calendar years or years from the start']],
    [ramp(-10, 11), []],
    [
      changed(oneFactor(), ['transformation'], { law: 'table', times: [-5, 0], levels: [0, 1] }),
      ['transformation.times: use years of one kind in both, either calendar years or years from the start'],
    ],
    [
      changed(oneFactor(), ['transformation'], { law: 'logistic', from: 0, to: 1, midpoint: 2025, timescale: 1 }),
      ['transformation.midpoint: use years of one kind in both, either calendar years or years from the start'],
    ],
    [changed(oneFactor(), ['transformation'], { law: 'constant', level: 1 }), []],
  ])('case %#', (input, expected) =>
    expect(scenarioWarnings(parseScenario(input as never)).map(({ path, fix }) => `${path}: ${fix}`)).toEqual(expected),
  )

  test('a random process rests where no sample is drawn, which is said when it is asked', () => {
    const growth = { parameters: ['recycling.price'], growth: 0.01 }
    const process = { parameter: 'production.price', process: 'ou', reversion: 1, volatility: 0.2 }
    const scenario = parseScenario(changed(oneFactor(), ['changes'], [growth, process]) as never)
    expect(scenarioWarnings(scenario)).toEqual([])
    expect(scenarioWarnings(scenario, { undrawn: true })).toEqual([
      expect.objectContaining({ path: 'changes[1].process', value: 'ou', fix: expect.stringContaining('"sample" and "seed"') }),
    ])
    expect(scenarioWarnings(parseScenario(changed(oneFactor(), ['changes'], [growth]) as never), { undrawn: true })).toEqual([])
  })
})

describe('structure', () => {
  test.each([
    [['production'], 'add "production"'],
    [['production', 'scale'], 'add "scale" to production'],
    [['factors'], 'add "factors"'],
    [['factors', 0, 'upper'], 'add "upper" to factors[0]'],
    [['transformation', 'law'], 'add "law"'],
  ] as const)('%j is missing', (path, fix) => expectOnly(changed(oneFactor(), path, undefined), pathText(path), fix))

  test.each([
    [['production', 'prices'], 'remove it, and change "price" instead, which is there already'],
    [['recycling', 'procesingCost'], 'rename it to "processingCost"'],
    [['fixedcost'], 'rename it to "fixedCost"'],
    [['factors', 0, 'costexponent'], 'rename it to "costExponent"'],
    [['transformation', 'timescale'], 'one of the keys law, from, to, start, duration'],
  ] as const)('%j is no key', (path, fix) => expectOnly(changed(oneFactor(), path, 1), pathText(path), fix))

  test('keys of the prototype are no keys', () => {
    expectOnly(`{"__proto__":{},${JSON.stringify(oneFactor()).slice(1)}`, '__proto__', 'one of the keys')
  })

  test.each([
    ['logistik', 'did you mean "logistic"?'],
    ['sigmoid curve', '"gompertz"'],
    [3, 'choose one of these'],
  ])('the law %j does not exist', (law, words) =>
    expectOnly(changed(oneFactor(), ['transformation', 'law'], law), 'transformation.law', words),
  )

  test('a mode that does not exist', () => {
    expectOnly(changed(oneFactor(), ['dynamics', 'mode'], 'optimal'), 'dynamics.mode', 'did you mean "optimum"?')
  })

  test('no factor, three factors', () => {
    expectOnly(changed(oneFactor(), ['factors'], []), 'factors', 'one factor or two')
    const [first] = oneFactor().factors
    expectOnly(changed(oneFactor(), ['factors'], [first, first, first]), 'factors', 'join the resources')
  })

  test('everything wrong is reported at once', () => {
    let input = changed(twoFactor(), ['production', 'scale'], -1)
    input = changed(input, ['waste', 'elasticities'], [0.5])
    input = changed(input, ['factors', 1, 'lower'], 5000)
    input = changed(input, ['transformation', 'law'], 'x')
    input = changed(input, ['nme'], 'x')
    input = changed(input, ['sweep'], { axes: [{ parameter: 'productio.price', values: [1] }], metrics: ['profits'] })
    const error = new ScenarioError(problems(input))
    const paths = [
      'production.scale',
      'transformation.law',
      'sweep.metrics[0]',
      'nme',
      'factors[1].upper',
      'waste.elasticities',
      'sweep.axes[0].parameter',
    ]
    expect(error.problems.map(({ path }) => path).sort()).toEqual([...paths].sort())
    expect(error.message).toContain('the scenario has 7 problems')
    for (const path of paths) expect(error.message).toContain(`\n  ${path}: `)
  })

  test('a long list of problems is described in part and kept in full', () => {
    const error = new ScenarioError(problems(changed(oneFactor(), ['sweep'], { axes: [], metrics: Array(500).fill('x') })))
    expect(error.problems.length).toBeGreaterThan(500)
    expect(error.message.split('\n').length).toBeLessThan(100)
    expect(error.message).toMatch(/and \d+ more$/)
  })
})

describe('rules that join keys', () => {
  test.each([
    [changed(oneFactor(), ['factors', 0, 'upper'], 0.001), 'factors[0].upper', 'above factors[0].lower, which is 0.001'],
    [changed(oneFactor(), ['horizon', 'end'], -1), 'horizon.end', 'at least horizon.start'],
    [changed(oneFactor(), ['production', 'elasticities'], [0.5, 0.2]), 'production.elasticities', 'one number, for the one factor'],
    [changed(twoFactor(), ['waste', 'elasticities'], [0.5]), 'waste.elasticities', 'two numbers'],
    [changed(twoFactor(), ['waste', 'elasticities'], [0.5, 1, 2]), 'waste.elasticities', 'as many entries as there are factors'],
    [changed(twoFactor(), ['dynamics'], { mode: 'adjustment', timescale: [1] }), 'dynamics.timescale', 'two numbers'],
    [changed(oneFactor(), ['dynamics'], { mode: 'adjustment', timescale: [1], initial: [1, 1] }), 'dynamics.initial', 'one number'],
    [table([0, 1, 1], [0, 0, 1]), 'transformation.times[2]', 'above transformation.times[1], which is 1'],
    [table([0, 1], [0, 0.5, 1]), 'transformation.levels', 'add 1 to times, or remove as many from levels'],
    [table([0, 1], [0, 1.5]), 'transformation.levels[1]', 'from 0 to 1'],
    [table([0], []), 'transformation.levels', 'at least one number'],
    [changed(oneFactor(), ['transformation'], { law: 'invested', from: 0, share: 0.1 }), 'investment.conversionCost', 'above 0'],
  ])('case %#', (input, path, words) => expectOnly(input, path, words))

  const capitalisation = { mode: 'capitalisation', share: [0.1], unitCost: [1], depreciation: [0.1], initial: [1] }
  test.each([
    ['share', -0.1, '0 or above'],
    ['unitCost', 0, 'above 0'],
    ['depreciation', -0.1, '0 or above'],
    ['initial', 0, 'above 0'],
  ])('capitalisation with a bad %s', (key, value, words) => {
    expect(problems(changed(oneFactor(), ['dynamics'], capitalisation))).toEqual([])
    expectOnly(changed(oneFactor(), ['dynamics'], { ...capitalisation, [key]: [value] }), `dynamics.${key}[0]`, words)
    expectOnly(changed(oneFactor(), ['dynamics'], { ...capitalisation, [key]: [1, 1] }), `dynamics.${key}`, 'one number')
  })

  test.each([
    [{ law: 'exponential', from: 0, to: 1, start: 0, timescale: 0 }, 'timescale'],
    [{ law: 'logistic', from: 0, to: 1, midpoint: NaN, timescale: 1 }, 'midpoint'],
    [{ law: 'gompertz', from: 0, to: 1, inflection: '2', timescale: 1 }, 'inflection'],
    [{ law: 'bass', from: 0, to: 1, start: 0, innovation: 0, imitation: 0.3 }, 'innovation'],
    [{ law: 'bass', from: 0, to: 1, start: 0, innovation: 0.1, imitation: -0.3 }, 'imitation'],
    [{ law: 'constant', level: 1.5 }, 'level'],
  ])('the law %j', (law, key) => {
    expect(only(changed(oneFactor(), ['transformation'], law)).path).toBe(`transformation.${key}`)
  })
})

function table(times: number[], levels: number[]) {
  return changed(oneFactor(), ['transformation'], { law: 'table', times, levels })
}
