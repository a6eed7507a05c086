// What a user waits for, from the question to the answer: whole programs in turns, medians of time on the wall.
//   node bench/start.mjs [--rounds n] [--json]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { digits, median } from './measure.mjs'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '9' }, json: { type: 'boolean' } } })
const pathOf = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'offcut-start-'))
const million = join(folder, 'million.json')
writeFileSync(million, JSON.stringify(withMillionPoints(JSON.parse(readFileSync(pathOf('examples/workshop.json'), 'utf8')))))

const library = new URL('../dist/node.js', import.meta.url).href
const firstOptimum = `
  const { createEngine, starterScenario } = await import(${JSON.stringify(library)})
  const engine = await createEngine()
  await engine.optimum(starterScenario())
  await engine.close()`
const command = (...words) => [pathOf('dist/cli.js'), ...words]
const programs = {
  'an empty program: node -e 0': ['-e', '0'],
  'library: import, createEngine, first optimum': ['--input-type=module', '-e', firstOptimum],
  'offcut optimum': command('optimum', pathOf('examples/workshop.json')),
  'offcut path': command('path', pathOf('examples/joinery.json')),
  'offcut sweep, a million points of three metrics': command('sweep', million, '--reduce'),
  'the same into a Parquet file': command('sweep', million, '--out', join(folder, 'million.parquet'), '--force'),
  'the same into a CSV file': command('sweep', million, '--out', join(folder, 'million.csv'), '--force'),
  'offcut report': command('report', pathOf('examples/joinery.json'), '--out', join(folder, 'report.html'), '--force'),
}

function withMillionPoints({ sweep: _, ...scenario }) {
  const axis = (parameter, from, to) => ({ parameter, from, to, points: 1000 })
  const axes = [axis('production.price', 5, 20), axis('waste.disposalCost', 0.1, 10)]
  return { ...scenario, sweep: { axes, metrics: ['profit', 'waste', 'output'] } }
}

function wallTime([name, words]) {
  const begun = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
  return performance.now() - begun
}

const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]))
for (let round = 0; round < Number(options.rounds); round++) {
  for (const program of Object.entries(programs)) times[program[0]].push(wallTime(program))
}
rmSync(folder, { recursive: true })

if (options.json) {
  const measures = Object.entries(times).map(([name, each]) => [`start: ${name}`, { nanoseconds: each.map((ms) => ms * 1e6) }])
  console.log(JSON.stringify(Object.fromEntries(measures)))
} else {
  const [empty] = Object.values(times)
  console.log(`${'from the start of the program to its end'.padEnd(52)}${'ms'.padStart(8)}${'× empty'.padStart(10)}`)
  for (const [name, each] of Object.entries(times)) {
    const ratio = median(each.map((time, round) => time / empty[round]))
    console.log(`${name.padEnd(52)}${digits(median(each)).padStart(8)}${digits(ratio).padStart(10)}`)
  }
}
