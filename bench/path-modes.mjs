// The 64 × 64 time paths of each mode, on which the native program runs too.
import { readFile } from 'node:fs/promises'

export const SIZE = 64
export const METRICS = ['npv', 'advantage']

const example = async (name) => JSON.parse(await readFile(new URL(`../examples/${name}.json`, import.meta.url), 'utf8'))
const axis = (parameter, from, to) => ({ parameter, from, to, points: SIZE })

const workshop = await example('workshop')
const disposalCost = axis('waste.disposalCost', 0.1, 2)
const elasticity = axis('production.elasticities[0]', 0.4, 0.6)
const timescale = axis('dynamics.timescale[0]', 0.5, 5)

/** By name: a scenario and the axes of its sweep; `mode` is its number in native/path.c. */
export const modes = {
  optimum: { mode: 0, scenario: workshop, axes: [disposalCost, elasticity] },
  adjustment: {
    mode: 1,
    scenario: { ...workshop, dynamics: { mode: 'adjustment', timescale: [2] } },
    axes: [disposalCost, timescale],
  },
  'adjustment, two factors': { mode: 2, scenario: await example('adjustment'), axes: [disposalCost, timescale] },
  capitalisation: {
    mode: 3,
    scenario: await example('capitalisation'),
    axes: [disposalCost, axis('dynamics.share[0]', 0.1, 0.6)],
  },
}

/** What parameters that change over time cost: the first mode, with and without. */
export const growing = { ...workshop, changes: [{ parameters: ['production.price'], growth: 0.01 }] }
