// Searches for systems of enterprises whose equilibrium is not found, or breaks a condition of the definition. Needs a build.
//
//     node scripts/attack-systems.mjs --cases 2000 --seed 1
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { createEngine } from '../dist/node.js'
import { parseSystem, solveSystem } from '../dist/node/system.js'

const { values } = parseArgs({ options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { randomSystem, ringSystem } = await load('test/support/random-systems.ts')
const { faultsOf } = await load('test/support/equilibrium-conditions.ts')

const engine = await createEngine({ workers: 0 })
const first = Number(values.seed)
let faulty = 0
for (let seed = first; seed < first + Number(values.cases); seed++) {
  await attack(`seed ${seed}`, randomSystem(seed))
  await attack(`ring of seed ${seed}`, ringSystem(seed))
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
