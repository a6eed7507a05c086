// Searches for systems of enterprises whose equilibrium is not found, or breaks a condition of the definition. Needs a build.
//
//     node scripts/attack-systems.mjs --cases 2000 --seed 1
//     node scripts/attack-systems.mjs --welfare --cases 60     also compares the welfare with that of plans of a grid (half a second a system)
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { createEngine } from '../dist/node.js'
import { parseSystem, solveSystem } from '../dist/node/system.js'

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, welfare: { type: 'boolean' } },
})
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { randomSystem, ringSystem } = await load('test/support/random-systems.ts')
const { faultsOf, moneyOf } = await load('test/support/equilibrium-conditions.ts')
const { welfareOfGrid } = await load('test/support/discretised-system.ts')

const engine = await createEngine({ workers: 0 })
const first = Number(values.seed)
let faulty = 0
for (let seed = first; seed < first + Number(values.cases); seed++) {
  await attack(`seed ${seed}`, randomSystem(seed))
  await attack(`ring of seed ${seed}`, ringSystem(seed))
  if (values.welfare) await compare(`seed ${seed}`, randomSystem(seed))
}
await engine.close()
console.log(`${2 * Number(values.cases)} systems, ${faulty} with faults`)
process.exitCode = faulty > 0 ? 1 : 0

async function attack(name, drawn) {
  const system = parseSystem(drawn)
  const faults = await solveSystem(engine, system).then(
    (result) => (result.status === 'notConverged' ? [result.status] : faultsOf(engine, system, result)),
    (error) => [error.message],
  )
  if (faults.length === 0) return
  faulty++
  console.log(`${name}: ${faults.join('; ')}`)
}

/** The welfare without tariffs is no less than on a grid of plans, and no more than what lies between them adds. */
async function compare(name, { links = [], ...rest }) {
  const system = parseSystem({ ...rest, links: links.map((link) => ({ ...link, tariff: 0 })) })
  const result = await solveSystem(engine, system)
  if (result.status === 'notConverged') return
  const money = moneyOf(system, result)
  const { least, slack } = welfareOfGrid(system, 1e-6 * money)
  const isFine = system.enterprises.every(({ scenario }) => scenario.factors.length === 1)
  const more = (result.welfare - least) / money
  if (more >= -slack / money - 1e-6 && more < (isFine ? 2e-5 : 1e-3)) return
  faulty++
  console.log(`${name}: welfare ${result.welfare}, on a grid of plans ${least - slack} to ${least}`)
}
