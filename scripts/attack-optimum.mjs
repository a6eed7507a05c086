// Searches for enterprises whose optimum is wrong: round numbers, optima where a search cuts the box, ties; with --signs prices of any sign,
// all 72 patterns of them, prices of zero. Each backend's optimum is
// judged by a dense search with polish, and the two are compared.
//
//     node scripts/attack-optimum.mjs --cases 20000 --seed 1
//     node scripts/attack-optimum.mjs --signs --cases 5000 --first 10000 --seed 1
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    signs: { type: 'boolean', default: false },
  },
})
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { attack } = await load('test/support/attack.ts')
const { signedEnterprise } = await load('test/support/any-signs.ts')

const drawOf = values.signs ? signedEnterprise : undefined
const { faults, slowest } = attack(Number(values.seed), Number(values.cases), drawOf, Number(values.first))
for (const { what, scenario, level } of faults.slice(0, 40)) console.log(`${what}\n  level ${level}, ${JSON.stringify(scenario)}`)
console.log(`${values.cases} enterprises, ${faults.length} faults; the slowest optimum took ${slowest.toFixed(1)} ms of processor time`)
process.exitCode = faults.length > 0 ? 1 : 0
