/** Documents of systems: everything that is wrong is said at once, with its path and a fix. */
import { expect, test } from 'vitest'
import { ScenarioError } from '../../bindings/index.ts'
import { parseSystem, type SystemInput } from '../../bindings/system/index.ts'

const scenario = { factors: [{ price: 1, lower: 1, upper: 10 }], production: { scale: 1, elasticities: [0.5], price: 1 } }
const park = (rest: object): SystemInput => ({ regions: ['a', 'b'], materials: [{ name: 'ore', kind: 'primary' }], ...rest })

function problemsOf(system: unknown, options = {}): { path: string; expected: string; fix: string }[] {
  try {
    parseSystem(system as SystemInput, options)
  } catch (error) {
    if (error instanceof ScenarioError) return [...error.problems]
    throw error
  }
  return []
}

test('every problem is found at once, of the document and of its scenarios', () => {
  const problems = problemsOf(
    park({
      enterprises: [
        {
          name: 'mill',
          region: 'c',
          scenario: { ...scenario, factors: [{ price: 1, volume: 4 }] },
          ports: { 'factors[0]': { material: 'orr' }, 'factors[1]': { material: 'ore' } },
        },
        {
          name: 'mill',
          region: 'a',
          scenario: {
            ...scenario,
            production: { ...scenario.production, scale: -1 },
            waste: { scale: 1, elasticities: [1], disposalCost: 1 },
          },
        },
      ],
      links: [{ name: 'road', material: 'ore', from: 'a', to: 'a', loss: 1 }],
      disruptions: [
        { name: 'flood', probability: 0.7, shares: { 'links[3]': 0 } },
        { name: 'fire', probability: 0.7, shares: { 'markets.ore@a': 0 } },
      ],
    }),
  )
  expect(problems.map(({ path }) => path).toSorted()).toEqual([
    'disruptions',
    'disruptions[0].shares.links[3]',
    'enterprises[0].ports.factors[0]',
    'enterprises[0].ports.factors[0].material',
    'enterprises[0].ports.factors[1]',
    'enterprises[0].region',
    'enterprises[1].level',
    'enterprises[1].name',
    'enterprises[1].scenario.production.scale',
    'links[0].loss',
    'links[0].to',
  ])
  expect(problems.find(({ path }) => path.endsWith('factors[0].material'))!.fix).toBe('did you mean "ore"?')
  for (const { expected, fix } of problems) expect(expected && fix).toBeTruthy()
})

test('scenarios in files are read by load, and only by it', () => {
  const system = park({ enterprises: [{ name: 'mill', region: 'a', scenario: 'mill.json' }] })
  expect(problemsOf(system)[0]).toMatchObject({ path: 'enterprises[0].scenario' })
  const files: Record<string, unknown> = {
    'mill.json': JSON.stringify({ ...scenario, horizon: { start: 0, end: 1, samples: 2 }, discountRate: 0.1 }),
  }
  const warnings: string[] = []
  const parsed = parseSystem(system, { load: (file) => files[file], warn: (text) => warnings.push(text) })
  expect(parsed.enterprises[0]).toMatchObject({
    count: 1,
    exit: false,
    scenario: { waste: { scale: 0 }, recycling: { yield: 0, price: 0 } },
  })
  expect(warnings).toEqual(['discountRate, horizon of the scenarios are ignored: the system has its own'])
  expect(parseSystem(parsed)).toBe(parsed)
})

test('a unit has the mass 1, designs and services none', () => {
  const { materials } = parseSystem(
    park({
      materials: [
        { name: 'ore', kind: 'primary' },
        { name: 'plan', kind: 'design' },
        { name: 'care', kind: 'service' },
        { name: 'car', kind: 'good', mass: 1500 },
      ],
    }),
  )
  expect(materials.map(({ mass }) => mass)).toEqual([1, 0, 0, 1500])
})
