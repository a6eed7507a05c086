/** `offcut explain`: every name that a scenario, a result or a file holds has its meaning. */
import { expect, test } from 'vitest'
import { LAW_ENTRIES, MODE_ENTRIES } from '../../bindings/model/laws.ts'
import { METRIC_ENTRIES } from '../../bindings/model/metrics.ts'
import { PARAMETER_ENTRIES } from '../../bindings/model/parameters.ts'
import { explain, overview } from '../../bindings/cli/explain.ts'
import { partOf, SECTIONS, variantsOf } from '../../bindings/cli/sections.ts'
import { runCommand } from '../support/command.ts'

test.each([
  ['waste.disposalCost', [/^waste\.disposalCost: cost of disposing/]],
  ['npv', [/^npv: discounted profit/]],
  // A metric and a section.
  ['waste', [/^waste: waste generated, units\/year$/m, /^waste: the waste production function$/m, /^disposalCost +cost/m]],
  // A parameter and a metric.
  ['level', [/^level \(parameter\): share of the waste.*from 0 to 1$/m, /^level \(metric\): transformation level/m]],
  // A law, with the keys that it takes.
  ['logistic', [/^logistic \(law of the transition\): /, /^law +"logistic"$/m, /^midpoint +time at which half/m]],
  ['adjustment', [/^adjustment \(mode of the resources\): /, /^timescale +/m, /^initial +.*\(may be left out\)$/m]],
  ['grid', [/^grid \(method of a search\): the best of a dense grid/]],
  ['changes', [/^changes: /, /^growth +rate of growth/m, /^process "gbm": /m, /^law "table": /m]],
  ['transformation.law', [/one of constant, linear, .*, invested$/]],
  ['sweep.axes[2].spacing', [/one of linear, log$/]],
  ['uncertainty.parameters[waste.disposalCost]', [/^distribution "normal": /m]],
])('explain %s', (name, expected) => {
  for (const pattern of expected) expect(explain(name)).toMatch(pattern)
})

test('without a name: all of them', () => {
  const names = [PARAMETER_ENTRIES, METRIC_ENTRIES, LAW_ENTRIES, MODE_ENTRIES].flatMap(Object.keys)
  expect(
    overview()
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(expect.arrayContaining([...names, ...SECTIONS]))
})

test('what has no meaning is told what was probably meant', () => {
  for (const [name, hint] of [
    ['disposalCosts', 'waste.disposalCost'],
    ['logistc', 'did you mean "logistic"?'],
    ['foo', 'no parameter, metric, word or section'],
    ['changes[0].nothing', 'changes'],
    // What every object has, and no scenario.
    ['constructor', 'no parameter'],
    ['__proto__', 'no parameter'],
    ['changes.toString', 'no parameter'],
    ['', 'no parameter'],
  ]) {
    expect(() => explain(name)).toThrow(hint)
  }
})

test('every section, law and mode of the schema says what its keys mean', () => {
  for (const name of SECTIONS) {
    const part = partOf(name)
    expect(part?.meaning).toMatch(/./)
    for (const { rows } of part?.variants ?? []) for (const [, meaning] of rows) expect(meaning).toMatch(/^[^(]/)
  }
  for (const law of Object.keys(LAW_ENTRIES)) expect(variantsOf('transformation', law)).toHaveLength(1)
  for (const mode of Object.keys(MODE_ENTRIES)) expect(variantsOf('dynamics', mode)).toHaveLength(1)
})

test('the command prints it', async () => {
  expect(await runCommand('.', ['explain', 'npv'])).toMatchObject({ stdout: `${explain('npv')}\n`, stderr: '', code: 0 })
  expect(await runCommand('.', ['explain', 'foo'])).toMatchObject({ stdout: '', code: 2 })
})
