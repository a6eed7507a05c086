// What a user waits for, from the question to the answer, beside what one would use instead: whole programs in turns, medians of time on the wall.
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
const rows = join(folder, 'rows.parquet')
writeFileSync(million, JSON.stringify(withMillionPoints(JSON.parse(readFileSync(pathOf('examples/workshop.json'), 'utf8')))))

const library = new URL('../dist/node.js', import.meta.url).href
const firstOptimum = `
  const { createEngine, starterScenario } = await import(${JSON.stringify(library)})
  const engine = await createEngine()
  await engine.optimum(starterScenario())
  await engine.close()`
const command = (...words) => [pathOf('dist/cli.js'), ...words]
const naive = (points) => [pathOf('bench/naive.mjs'), String(points)]
const copy = (format) => [pathOf('bench/copy.mjs'), rows, join(folder, `copy.${format}`), format]
/** Of a million points that would take minutes so many are computed, and count for all. */
const SHARE = 1000
/** Each with what one would use instead, and how often that is to be counted. */
const programs = {
  'an empty program: node -e 0': { words: ['-e', '0'] },
  'library: import, createEngine, first optimum': { words: ['--input-type=module', '-e', firstOptimum], instead: naive(1) },
  'offcut optimum': { words: command('optimum', pathOf('examples/workshop.json')), instead: naive(1) },
  'offcut path': { words: command('path', pathOf('examples/joinery.json')), instead: naive(101) },
  'offcut sweep, a million points of three metrics': {
    words: command('sweep', million, '--reduce'),
    instead: naive(SHARE),
    times: 1e6 / SHARE,
  },
  'the same into a Parquet file': {
    words: command('sweep', million, '--out', join(folder, 'a.parquet'), '--force'),
    instead: copy('parquet'),
  },
  'the same into a CSV file': { words: command('sweep', million, '--out', join(folder, 'a.csv'), '--force'), instead: copy('csv') },
  'offcut report': { words: command('report', pathOf('examples/joinery.json'), '--out', join(folder, 'report.html'), '--force') },
}

function withMillionPoints({ sweep: _, ...scenario }) {
  const axis = (parameter, from, to) => ({ parameter, from, to, points: 1000 })
  const axes = [axis('production.price', 5, 20), axis('waste.disposalCost', 0.1, 10)]
  return { ...scenario, sweep: { axes, metrics: ['profit', 'waste', 'output'] } }
}

function wallTime(name, words) {
  const begun = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name}: ${stderr}`)
  return performance.now() - begun
}

wallTime('rows for DuckDB', command('sweep', million, '--out', rows))
const times = Object.fromEntries(Object.keys(programs).map((name) => [name, { own: [], instead: [] }]))
for (let round = 0; round < Number(options.rounds); round++) {
  let empty = 0
  for (const [name, { words, instead, times: often = 1 }] of Object.entries(programs)) {
    const own = wallTime(name, words)
    if (!instead) empty ||= own
    times[name].own.push(own)
    if (!instead) continue
    const whole = wallTime(`instead of ${name}`, instead)
    times[name].instead.push(often === 1 ? whole : empty + often * (whole - empty))
  }
}
rmSync(folder, { recursive: true })

if (options.json) {
  const measures = Object.entries(times).map(([name, { own }]) => [`start: ${name}`, { nanoseconds: own.map((ms) => ms * 1e6) }])
  console.log(JSON.stringify(Object.fromEntries(measures)))
} else {
  const [{ own: empty }] = Object.values(times)
  const columns = ['ms', '× empty', 'instead, ms', 'instead / ours']
  console.log(`${'from the start of the program to its end'.padEnd(52)}${columns.map((name) => name.padStart(16)).join('')}`)
  for (const [name, { own, instead }] of Object.entries(times)) {
    const ratio = (each, of) => median(each.map((time, round) => time / of[round]))
    const cells = [median(own), ratio(own, empty), ...(instead.length > 0 ? [median(instead), ratio(instead, own)] : [])]
    console.log(`${name.padEnd(52)}${cells.map((cell) => digits(cell).padStart(16)).join('')}`)
  }
}
