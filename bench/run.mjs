// Runs the benchmarks of optima, paths, samples, workers, files, systems, timing, studies and starts, each in a process of its own, and prints their tables.
//   node bench/run.mjs [--json file]     writes the numbers into one file instead, which bench/compare.mjs compares
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const {
  values: { json: file },
} = parseArgs({ options: { json: { type: 'string' } } })

const NAMES = ['optimum', 'paths', 'samples', 'pool', 'files', 'system', 'timing', 'studies', 'start']

function run(name, ...options) {
  return execFileSync(process.execPath, [fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), ...options], {
    encoding: 'utf8',
    stdio: ['ignore', file === undefined ? 'inherit' : 'pipe', 'inherit'],
  })
}

if (file === undefined) {
  for (const name of NAMES) {
    run(name)
    console.log()
  }
} else {
  const machine = { processor: cpus()[0].model, cores: cpus().length, node: process.version, v8: process.versions.v8 }
  const [optimum, paths, samples, pool, files, system, timing, studies, start] = NAMES.map((name) => JSON.parse(run(name, '--json')))
  const measures = { ...optimum, ...ofPaths(paths), ...samples, ...pool, ...ofFiles(files), ...system, ...timing, ...studies, ...start }
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

/** Time on the wall of a sweep into each kind of file. */
function ofFiles({ results }) {
  return Object.fromEntries(Object.entries(results).map(([name, { wall }]) => [`files: ${name}`, { nanoseconds: wall }]))
}
