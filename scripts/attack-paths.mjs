// Searches for enterprises whose path is wrong: round numbers, events on samples and at the ends of the horizon, every law, mode and kind of
// change. Each backend's path is judged by the definition, integrated by other means.
//
//     node scripts/attack-paths.mjs --cases 2000 --seed 1
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
})
const root = fileURLToPath(new URL('../', import.meta.url))
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: 'warn' })).module
const { createEngine } = await import('../dist/node.js')
const { pathFaults } = await load('test/support/path-reference.ts')
const { roundPath } = await load('test/support/round-paths.ts')

let [faulty, untold] = [0, 0]
for (const backend of ['wasm', 'js']) {
  const engine = await createEngine({ backend, workers: 0 })
  const indices = values.only === undefined ? Array.from({ length: Number(values.cases) }, (_, index) => index) : [Number(values.only)]
  for (const index of indices) {
    const scenario = roundPath(Number(values.seed), index)
    const faults = await pathFaults(engine, scenario).catch((error) => [String(error)])
    if (faults === undefined) untold++
    else if (faults.length > 0) {
      faulty++
      if (faulty <= 40) console.log(`#${index} ${backend}: ${faults.slice(0, 3).join('; ')}\n  ${JSON.stringify(scenario)}`)
    }
  }
  await engine.close()
}
console.log(`${values.cases} enterprises on two backends: ${faulty} faults; ${untold} that the definition's own integration cannot tell`)
process.exitCode = faulty > 0 ? 1 : 0
