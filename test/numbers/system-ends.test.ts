/** Systems at their ends: without an equilibrium, without trade, with materials that cost nothing. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../bindings/node.ts'
import { solveSystem, type SystemInput } from '../../bindings/system/index.ts'
import { fixed, grain, linear, rail, workshop } from '../support/grain.ts'

let engine: Engine
const { cases } = JSON.parse(await readFile(new URL('../fixtures/systems/public.json', import.meta.url), 'utf8')) as {
  cases: { system: SystemInput }[]
}

beforeAll(async () => {
  engine = await createEngine({ workers: 0 })
})
afterAll(() => engine.close())

describe('systems without an equilibrium', () => {
  test('what pays without limit names supply, link and demand', async () => {
    const system = grain(['a', 'b'], {
      supplies: [fixed('mine', 'a', 1, null)],
      demands: [fixed('town', 'b', 3, null)],
      links: [rail('a', 'b', 1)],
    })
    await expect(solveSystem(engine, system)).rejects.toMatchObject({
      name: 'SystemError',
      reason: 'unbounded',
      names: ['mine', 'a to b', 'town'],
    })
  })

  test('a market that nobody can clear is named', async () => {
    const { fixedCost: _, ...scenario } = { ...workshop, factors: [{ price: 1, lower: 1, upper: 100 }] }
    const enterprises = [{ name: 'maker', region: 'a', scenario, ports: { output: { material: 'grain' } } }]
    await expect(solveSystem(engine, grain(['a'], { enterprises }))).rejects.toMatchObject({ reason: 'infeasible', names: ['grain@a'] })
    await expect(solveSystem(engine, grain(['a'], { enterprises, demands: [fixed('town', 'a', 3, 1)] }))).rejects.toMatchObject({
      reason: 'infeasible',
      names: ['grain@a'],
    })
  })

  test('all markets that nobody can clear are named: without ore there is too little slag for the kiln, too', async () => {
    const park = cases.find(({ system }) => system.name === 'harbour industrial park')
    await expect(solveSystem(engine, park?.system ?? '', { state: 'strait closed' })).rejects.toMatchObject({
      reason: 'infeasible',
      names: ['slag@harbour', 'ore@harbour'],
    })
  })
})

describe('a market that nobody can clear is named', () => {
  const demand = { name: 'town', material: 'grain', region: 'a', curve: 'constantElasticity' as const, price: 1, quantity: 10 }
  const mill = {
    name: 'mill',
    region: 'a',
    scenario: { ...workshop, factors: [{ price: 1, lower: 10, upper: 100 }], fixedCost: 0 },
    ports: { 'factors[0]': { material: 'grain' } },
  }
  test.each<[string, Partial<SystemInput>]>([
    [
      'an enterprise that cannot do without a thousandth more than there is',
      { enterprises: [mill], supplies: [fixed('farms', 'a', 1, 9.999)] },
    ],
    ['a demand that falls with the price without end, and nobody who sells', { demands: [{ ...demand, elasticity: 0.8 }] }],
    ['one that falls faster', { demands: [{ ...demand, elasticity: 2 }] }],
    ['two who share too little', { enterprises: [mill, { ...mill, name: 'other' }], supplies: [fixed('farms', 'a', 1, 15)] }],
    ['a link too small', { enterprises: [mill], supplies: [fixed('farms', 'b', 1, null)], links: [rail('b', 'a', 1, { capacity: 9 })] }],
  ])('%s', async (_, rest) => {
    await expect(solveSystem(engine, grain(['a', 'b'], rest))).rejects.toMatchObject({ reason: 'infeasible', names: ['grain@a'] })
  })

  test('but where there is exactly enough, only the price has no end', async () => {
    const { status, priceRanges } = await solveSystem(engine, grain(['a'], { enterprises: [mill], supplies: [fixed('farms', 'a', 1, 10)] }))
    expect(status).toBe('ok')
    expect(priceRanges).toEqual({ 'grain@a': [expect.closeTo(1, 12), null] })
  })
})

test('where nobody trades, prices have the ends at which somebody would', async () => {
  // The chain earns less than its fixed costs while p ≥ g² and o ≥ p², and nobody buys grain at 5 or more.
  const link = (name: string, bought: string, sold: string) => ({
    name,
    region: 'a',
    exit: true,
    scenario: { ...workshop, fixedCost: 1 },
    ports: { 'factors[0]': { material: bought }, output: { material: sold } },
  })
  const { prices, priceRanges, gap } = await solveSystem(engine, {
    regions: ['a'],
    materials: ['ore', 'meal', 'grain'].map((name) => ({ name, kind: 'good' })),
    enterprises: [link('mine', 'ore', 'meal'), link('mill', 'meal', 'grain')],
    demands: [linear('town', 'a', 5, 0.1)],
  })
  expect(priceRanges).toEqual({
    'grain@a': [expect.closeTo(5, 8), null],
    'meal@a': [expect.closeTo(25, 7), null],
    'ore@a': [expect.closeTo(625, 5), null],
  })
  expect(Math.abs(gap)).toBeLessThan(1e-15)
  for (const [market, [low]] of Object.entries(priceRanges)) expect(prices[market]).toBeLessThan(2 * low!)
})

test('materials that a loop yields without end cost nothing', async () => {
  // Two that turn x into 20 √x of each other's material: at prices above 0 they would make more than the demand of 100 takes.
  const maker = (name: string, bought: string, sold: string) => ({
    name,
    region: 'a',
    scenario: { ...workshop, production: { scale: 20, elasticities: [0.5], price: 1 }, fixedCost: 0 },
    ports: { 'factors[0]': { material: bought }, output: { material: sold } },
  })
  const result = await solveSystem(engine, {
    regions: ['a'],
    materials: [
      { name: 'grain', kind: 'good' },
      { name: 'meal', kind: 'good' },
    ],
    enterprises: [maker('mill', 'grain', 'meal'), maker('farm', 'meal', 'grain')],
    supplies: [linear('shop', 'a', 1, 0.1)],
    demands: [linear('town', 'a', 2, 0.02)],
  })
  expect(result.prices).toEqual({ 'grain@a': 0, 'meal@a': 0 })
  expect(result.demands.town.quantity).toBeCloseTo(100, 9)
  expect(result.supplies.shop.quantity).toBe(0)
  expect(result.welfare).toBeCloseTo(100, 9) // the whole triangle under the demand
})
