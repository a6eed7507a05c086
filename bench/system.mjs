// Prints what equilibria of systems of enterprises take, in processor time, medians of rounds: one anew, and a hundred in a sweep.
//   node bench/system.mjs [--json]
import { parseArgs } from 'node:util'
import { createEngine } from '../dist/index.js'
import { parseSystem, solveSystem, sweepSystem } from '../dist/node/system.js'
import { digits, measure, median } from './measure.mjs'

const {
  values: { json },
} = parseArgs({ options: { json: { type: 'boolean' } } })

const engine = await createEngine({ workers: 0 })
const park = parseSystem(system(24, 5, 1))
const row = parseSystem({
  ...system(24, 5, 1),
  sweep: { axes: [{ parameter: 'demands[0].intercept', from: 2, to: 4, points: 100 }], metrics: ['welfare'] },
})
const ring = parseSystem(system(24, 5, 1, true))
const world = parseSystem(system(200, 5, 8))

const samples = await measure(
  {
    'equilibrium of 24 enterprises in 5 markets': { points: 1, async: true, run: () => solveSystem(engine, park) },
    '100 of them in a sweep': { points: 1, async: true, run: () => sweepSystem(engine, row).result() },
    'equilibrium of 24 in a ring of 5 markets': { points: 1, async: true, run: () => solveSystem(engine, ring) },
    'equilibrium of 200 enterprises in 40 markets of 8 regions': { points: 1, async: true, run: () => solveSystem(engine, world) },
  },
  { rounds: 7 },
)
await engine.close()

if (json) console.log(JSON.stringify(samples))
else
  for (const [name, { nanoseconds }] of Object.entries(samples))
    console.log(`${name.padEnd(60)}${digits(median(nanoseconds) / 1e6).padStart(10)} ms`)

/** Enterprises that each buy one material and sell the next, in a ring or not, curves at every market, and links between all neighbours. */
function system(count, kinds, places, isRing = false) {
  let state = 7
  const random = (low, high) => low + (high - low) * ((state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x80000000)
  const regions = Array.from({ length: places }, (_, i) => `region ${i}`)
  const materials = Array.from({ length: kinds }, (_, i) => ({ name: `material ${i}`, kind: i === 0 ? 'primary' : 'good' }))
  const markets = materials.flatMap(({ name }) => regions.map((region) => ({ material: name, region })))
  const enterprises = Array.from({ length: count }, (_, i) => {
    const bought = Math.floor(random(0, isRing ? kinds : kinds - 1))
    return {
      name: `enterprise ${i}`,
      region: regions[i % places],
      exit: i % 3 === 0,
      scenario: {
        factors: [{ price: 1, lower: 1e-3, upper: 1e6 }],
        production: { scale: random(5, 20), elasticities: [random(0.4, 0.8)], price: 1 },
        fixedCost: i % 3 === 0 ? random(1, 20) : 0,
      },
      ports: { 'factors[0]': { material: materials[bought].name }, output: { material: materials[(bought + 1) % kinds].name } },
    }
  })
  const demands = markets.map((market, i) => ({
    name: `demand ${i}`,
    ...market,
    curve: 'linear',
    intercept: random(2, 4),
    slope: random(0.002, 0.02),
  }))
  const supplies = markets.map((market, i) => ({
    name: `supply ${i}`,
    ...market,
    curve: 'linear',
    intercept: random(0.2, 1.5),
    slope: random(0.002, 0.02),
  }))
  const links = materials.flatMap(({ name }) =>
    regions.flatMap((from, i) =>
      places === 1 ? [] : [{ name: `${name} from ${i}`, material: name, from, to: regions[(i + 1) % places], cost: random(0.05, 0.3) }],
    ),
  )
  return { regions, materials, enterprises, supplies, demands, links }
}
