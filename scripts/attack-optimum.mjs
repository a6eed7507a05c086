// Searches for enterprises whose optimum is wrong: round numbers, optima where a search cuts the box, ties. Each backend's optimum is
// judged by a dense search with polish, and the two are compared.
//
//     node scripts/attack-optimum.mjs --cases 20000 --seed 1
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const { values } = parseArgs({ options: { cases: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { attack } = await load('test/support/attack.ts')

const { faults, slowest } = attack(Number(values.seed), Number(values.cases))
for (const { what, scenario, level } of faults.slice(0, 40)) console.log(`${what}\n  level ${level}, ${JSON.stringify(scenario)}`)
console.log(`${values.cases} enterprises, ${faults.length} faults; the slowest optimum took ${slowest.toFixed(1)} ms of processor time`)
process.exitCode = faults.length > 0 ? 1 : 0
