import { readFileSync, readdirSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { scenarioJsonSchema } from '../../bindings/scenario/schema/json-schema.ts'
import { parseScenario } from '../../bindings/scenario/index.ts'
import { starterScenario } from '../../bindings/scenario/schema/starter.ts'
import { changed, oneFactor, twoFactor } from '../support/scenarios.ts'

const schema = scenarioJsonSchema()
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
const examples = new URL('../../examples/', import.meta.url)
const files = readdirSync(examples).filter((name) => name.endsWith('.json') && name !== 'harbour-park.json')

test('there are examples', () => expect(files).toContain('workshop.json'))

describe.each(files)('examples/%s', (name) => {
  const text = readFileSync(new URL(name, examples), 'utf8')
  test('is a scenario, and names its sources', () => {
    const scenario = parseScenario(text)
    expect(scenario.description).toMatch(/chosen/i)
    expect(parseScenario(scenario)).toEqual(scenario)
  })
  test('satisfies the JSON Schema', () => {
    validate(JSON.parse(text))
    expect(validate.errors).toBeNull()
  })
})

test('the starter is a scenario', () => {
  validate(starterScenario())
  expect(validate.errors).toBeNull()
  expect(parseScenario(JSON.stringify(starterScenario())).sweep!.axes).toHaveLength(2)
})

test.each([
  changed(oneFactor(), ['production', 'scale'], 0),
  changed(oneFactor(), ['production', 'prices'], 1),
  changed(oneFactor(), ['waste'], undefined),
  changed(oneFactor(), ['transformation', 'law'], 'logistik'),
  changed(oneFactor(), ['transformation', 'to'], 1.5),
  changed(oneFactor(), ['factors'], [...twoFactor().factors, ...oneFactor().factors]),
  changed(oneFactor(), ['sweep'], { axes: [{ parameter: 'time', values: [1] }], metrics: ['profits'] }),
])('the JSON Schema refuses bad input %#', (input) => {
  expect(validate(oneFactor())).toBe(true)
  expect(validate(input)).toBe(false)
})

test('every key of the JSON Schema is described, but for the names of laws and modes', () => {
  expect(undescribed(schema, '')).toEqual([])
})

function undescribed(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { properties = {}, ...rest } = node as { properties?: Record<string, any> }
  const own = Object.entries(properties).flatMap(([key, property]) => {
    const here = property.description || property.const ? [] : [`${path}.${key}`]
    return [...here, ...undescribed(property, `${path}.${key}`)]
  })
  return [...own, ...Object.values(rest).flatMap((value) => undescribed(value, path))]
}
