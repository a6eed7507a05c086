import { expect, test } from 'vitest'
import { METRIC_ENTRIES } from '../../bindings/model/metrics.ts'
import { PARAMETER_ENTRIES } from '../../bindings/model/parameters.ts'
import { unitText, withUnit, type Unit } from '../../bindings/model/units.ts'

test.each<[Unit, string]>([
  ['money/year', 'money/year'],
  ['output/year', 'units/year'],
  ['money/waste', 'money/unit'],
  ['product/waste', 'units/unit'],
  ['years', 'years'],
  ['time', 'years'],
  ['1/year', '1/year'],
  ['share', 'share'],
  ['', ''],
])('%s in general words', (unit, words) => expect(unitText(unit)).toBe(words))

test.each<[Unit, string]>([
  ['money/year', '€/a'],
  ['output/year', 't/a'],
  ['money/waste', '€/m³'],
  ['product/waste', 'units/m³'],
  ['years', 'a'],
  ['1/year', '1/a'],
  ['share', 'share'],
])('%s in words of one’s own', (unit, words) => {
  expect(unitText(unit, { money: '€', output: 't', waste: 'm³', years: 'a', year: 'a' })).toBe(words)
})

test('a meaning has its unit behind it, but a share, which says so itself', () => {
  expect(withUnit('fixed cost', 'money/year')).toBe('fixed cost, money/year')
  expect(withUnit('share of the waste', 'share')).toBe('share of the waste')
})

test('every unit of the registry has words', () => {
  const units = [...Object.values(PARAMETER_ENTRIES), ...Object.values(METRIC_ENTRIES)].map(({ unit }) => unit)
  for (const unit of units) expect(unitText(unit)).toMatch(/^(|1\/year|share|years|money|units|(money|units)\/(unit|year))$/)
})
