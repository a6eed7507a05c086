// Runs the benchmarks of optima and paths, each in a process of its own, and prints their tables.
//   node bench/run.mjs [--json file]     writes the numbers into one file instead, which bench/compare.mjs compares
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: { json: file } } = parseArgs({ options: { json: { type: 'string' } } })

function run(name, ...options) {
  return execFileSync(process.execPath, [fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), ...options], {
    encoding: 'utf8',
    stdio: ['ignore', file === undefined ? 'inherit' : 'pipe', 'inherit'],
  })
}

if (file === undefined) {
  run('optimum')
  console.log()
  run('paths')
} else {
  const machine = { processor: cpus()[0].model, cores: cpus().length, node: process.version, v8: process.versions.v8 }
  const measures = { ...JSON.parse(run('optimum', '--json')), ...ofPaths(JSON.parse(run('paths', '--json'))) }
  writeFileSync(file, `${JSON.stringify({ machine, measures }, null, 1)}\n`)
}

/** Paths per second as nanoseconds a path: one value, without its rounds. */
function ofPaths(results) {
  return Object.fromEntries(
    results.flatMap(({ mode, js, wasm }) => [
      [`paths, ${mode}: WebAssembly`, { nanoseconds: [1e9 / wasm] }],
      [`paths, ${mode}: JavaScript`, { nanoseconds: [1e9 / js] }],
    ]),
  )
}
