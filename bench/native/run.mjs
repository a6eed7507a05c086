// Builds the native yardstick, checks that it finds the optima that offcut finds, and prints what a point costs in it, in
// WebAssembly and in plain JavaScript: medians of alternating rounds, processor time, one thread. --json prints the numbers for machines.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBaselineKernel } from '../../dist/baseline/kernel.js'
import { createEngine } from '../../dist/index.js'
import { compileModule } from '../../dist/modules.js'
import { createWasmKernel } from '../../dist/runner/kernel.js'
import { COLUMNS, ROWS, share, surface, whole } from '../grids.mjs'
import { digits, measure, median, quantile, ratio } from '../measure.mjs'
import { METRICS, modes, SIZE } from '../path-modes.mjs'

const ROUNDS = 25
const PATH_ROUNDS = 9
const PASSES = 5
const PROFIT = 1e-12
const FACTOR = 1e-7
const VALUE = 1e-7 // of a path, beside its npv
const FLAGS = ['-O3', '-march=native', '-ffast-math']

const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0)
if (!compiler) {
  console.error('No C compiler (cc, gcc or clang) is here; install one to run the native yardstick.')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'offcut-native-'))
try {
  const results = { ...(await compareOptima(build('optimum'))), ...(await comparePaths(build('path'))) }
  print(results)
} finally {
  rmSync(folder, { recursive: true })
}

function build(name) {
  const program = join(folder, name)
  execFileSync(compiler, [...FLAGS, '-o', program, fileURLToPath(new URL(`${name}.c`, import.meta.url)), '-lm'])
  return program
}

async function compareOptima(program) {
  const wasm = createWasmKernel(await compileModule('offcut'))
  const js = createBaselineKernel()
  const [exact, grid] = [surface(), surface({ method: 'dense' })]
  checkAgreement(program, wasm.run(exact.task, 0, exact.points))

  const ours = {
    'exact WebAssembly': whole(wasm, [exact]),
    'exact JavaScript': share(js, exact, 32, 256),
    'naive JavaScript': share(js, grid, 64, 1),
  }
  const results = { native: { points: exact.points, nanoseconds: [] } }
  for (let round = 0; round < ROUNDS; round++) {
    const lines = execFileSync(program, [String(PASSES)], { encoding: 'utf8' })
      .trim()
      .split('\n')
    results.native.nanoseconds.push(median(lines.map(Number)))
    // measure() warms up once in each call, and so does the program.
    for (const [name, { points, nanoseconds }] of Object.entries(await measure(ours, { rounds: 1 }))) {
      results[name] ??= { points, nanoseconds: [] }
      results[name].nanoseconds.push(...nanoseconds)
    }
  }
  return { optima: results }
}

async function comparePaths(program) {
  const engine = await createEngine({ backend: 'wasm', workers: 0 })
  const groups = {}
  for (const [name, { mode, scenario, axes }] of Object.entries(modes)) {
    const sweep = () => engine.sweep(scenario, { axes, metrics: METRICS }).result()
    checkPaths(name, program, mode, await sweep())
    const results = { native: { points: SIZE ** 2, nanoseconds: [] } }
    for (let round = 0; round < PATH_ROUNDS; round++) {
      const lines = execFileSync(program, [String(mode), '1'], { encoding: 'utf8' }).trim()
      results.native.nanoseconds.push(Number(lines))
      const { WebAssembly } = await measure({ WebAssembly: { points: SIZE ** 2, run: sweep, async: true } }, { rounds: 1 })
      results.WebAssembly ??= { points: SIZE ** 2, nanoseconds: [] }
      results.WebAssembly.nanoseconds.push(...WebAssembly.nanoseconds)
    }
    groups[`paths, ${name}`] = results
  }
  await engine.close()
  return groups
}

function checkPaths(name, program, mode, { metrics }) {
  const { buffer, byteOffset } = execFileSync(program, [String(mode)], { maxBuffer: 2 ** 24 })
  const native = new Float64Array(buffer.slice(byteOffset, byteOffset + 2 * 8 * SIZE ** 2))
  METRICS.forEach((metric, m) => {
    metrics[metric].forEach((value, i) => {
      const error = Math.abs(native[m * SIZE ** 2 + i] - value) / Math.abs(metrics.npv[i])
      if (!(error <= VALUE))
        throw new Error(`path ${i} of ${name}: ${metric} is ${value}, in the native program ${native[m * SIZE ** 2 + i]}`)
    })
  })
}

function checkAgreement(program, { columns: [profits, factors] }) {
  const { buffer, byteOffset } = execFileSync(program, { maxBuffer: 2 ** 24 })
  const native = new Float64Array(buffer.slice(byteOffset, byteOffset + 2 * 8 * ROWS * COLUMNS))
  const worst = (values, expected) => values.reduce((most, value, i) => Math.max(most, Math.abs(value / expected[i] - 1)), 0)
  const factorError = worst(native.subarray(0, ROWS * COLUMNS), factors)
  // Stricter than the contract, which measures by revenue and cost.
  const profitError = worst(native.subarray(ROWS * COLUMNS), profits)
  if (factorError > FACTOR || profitError > PROFIT) {
    throw new Error(
      `the native program's factors differ by ${factorError} and its profits by ${profitError} of themselves; expected at most ${FACTOR} and ${PROFIT}`,
    )
  }
  if (!process.argv.includes('--json')) {
    console.log(
      `${ROWS * COLUMNS} optima agree: factors within ${factorError.toExponential(1)}, profits within ${profitError.toExponential(1)}`,
    )
  }
}

function print(groups) {
  if (process.argv.includes('--json')) {
    const measures = Object.entries(groups).flatMap(([group, results]) =>
      Object.entries(results).map(([name, result]) => [`beside native: ${group === 'optima' ? name : `${group}, ${name}`}`, result]),
    )
    console.log(JSON.stringify(Object.fromEntries(measures), null, 1))
    return
  }
  const version = execFileSync(compiler, ['--version'], { encoding: 'utf8' }).split('\n')[0]
  console.log(`${version}, ${FLAGS.join(' ')}`)
  for (const [group, results] of Object.entries(groups)) {
    const unit = group === 'optima' ? 'ns a point' : 'ns a path'
    console.log(['', unit, 'middle half', 'times native'].map((cell, i) => (i ? cell.padStart(22) : group.padEnd(32))).join(''))
    for (const [name, result] of Object.entries(results)) {
      const { nanoseconds } = result
      const middle = [0.25, 0.75].map((share) => digits(quantile(nanoseconds, share))).join(' – ')
      const cells = [digits(median(nanoseconds)), middle, digits(ratio(result, results.native))]
      console.log(name.padEnd(32) + cells.map((cell) => cell.padStart(22)).join(''))
    }
  }
}
