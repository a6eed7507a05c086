// Prints what workers gain and cost: 10 million points by 1 and by 2 of them, beside what two processes reach that know nothing of each
// other, which is the most that this machine's processors give; round trips of a 256 × 256 surface, and the time from a
// new engine to its first result. Time on the wall, so other programs count: their share of the processors is printed beside it.
// --json prints the numbers for machines. Runs the built package.
import { execFileSync, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createEngine } from '../dist/index.js'
import { million, surfaceScenario, twoFactorScenario } from './grids.mjs'
import { digits, median, quantile, ratio } from './measure.mjs'

const SWEEPS = 7
const ROUND_TRIPS = 200
const STARTS = 11
const [elasticity, disposalCost] = million.axes

const tenMillion = { ...million, axes: [{ ...elasticity, points: 10_000 }, disposalCost] }
const surface = {
  metrics: ['profit', 'factors[0]'],
  axes: [
    { ...elasticity, points: 256 },
    { ...disposalCost, points: 256 },
  ],
}
const transformation = { law: 'constant', level: 0 }
const scenario = (price = 1) => ({ ...surfaceScenario, factors: [{ ...surfaceScenario.factors[0], price }], transformation })

const {
  values: { json, start, sweep },
} = parseArgs({ options: { json: { type: 'boolean' }, start: { type: 'string' }, sweep: { type: 'string' } } })
if (sweep !== undefined) await sweepWhenTold(JSON.parse(sweep))
else if (start !== undefined) {
  // In a process of its own, where nothing is compiled or warm.
  const { engine, milliseconds } = await startEngine(Number(start))
  console.log(milliseconds)
  await engine.close()
} else {
  const measures = {
    ...(await scaling('one factor', scenario())),
    ...(await scaling('two factors', { ...twoFactorScenario, transformation })),
    ...(await roundTrips()),
    ...starts(),
  }
  if (json) console.log(JSON.stringify(measures, null, 1))
}

async function scaling(kind, enterprise) {
  const points = 1e7
  const engines = { '1 worker': await createEngine({ workers: 1 }), '2 workers': await createEngine({ workers: 2 }) }
  const processes = await Promise.all([startSweeper(enterprise), startSweeper(enterprise)])
  const samples = Object.fromEntries(Object.keys(engines).map((name) => [name, { nanoseconds: [], processor: [], main: [] }]))
  const independent = { '1 process': { nanoseconds: [] }, '2 processes': { nanoseconds: [] } }
  const others = []
  for (let round = -1; round < SWEEPS; round++) {
    const before = processors()
    for (const [name, engine] of Object.entries(engines)) {
      const [began, idle, main] = [performance.now(), process.cpuUsage(), mainThread()]
      await sweepAll(engine, enterprise, tenMillion)
      // The first round starts the workers.
      if (round < 0) continue
      const { user, system } = process.cpuUsage(idle)
      samples[name].nanoseconds.push(((performance.now() - began) * 1e6) / points)
      samples[name].processor.push(((user + system) * 1e3) / points)
      samples[name].main.push((mainThread() - main) / points)
    }
    if (round >= 0) others.push(shareOfOthers(before, processors()))
    for (const count of [1, 2]) {
      const times = await Promise.all(processes.slice(0, count).map(({ sweep }) => sweep()))
      if (round >= 0) Object.values(independent)[count - 1].nanoseconds.push((Math.max(...times) * 1e6) / ((points / 2) * count))
    }
  }
  await closeAll(engines)
  for (const { end } of processes) end()
  printScaling(kind, samples, independent, others)
  return Object.fromEntries(
    Object.entries({ ...samples, ...independent }).map(([name, sample]) => [`10 million points, ${kind}: ${name}`, sample]),
  )
}

function printScaling(kind, samples, independent, others) {
  print(
    `10 million points × 3 metrics, ${kind}, median of ${SWEEPS} rounds; other programs took ${digits(100 * median(others))} % of ${cpus().length} processors`,
  )
  for (const [name, { nanoseconds, processor, main }] of Object.entries({ ...samples, ...independent })) {
    const middle = [0.25, 0.75].map((share) => digits(quantile(nanoseconds, share))).join(' – ')
    const ofWhom =
      processor === undefined ? '' : `, ${digits(median(processor))} ns of processor time, ${digits(median(main))} of it the main thread’s`
    print(`  ${name.padEnd(12)} ${digits(median(nanoseconds))} ns a point (${middle})${ofWhom}`)
  }
  const [one, two, alone, both] = [...Object.values(samples), ...Object.values(independent)]
  const ratios = one.nanoseconds.map((each, round) => each / two.nanoseconds[round])
  print(
    `  2 workers are ${digits(ratio(one, two))} times as fast as 1 (rounds: ${digits(Math.min(...ratios))} – ${digits(Math.max(...ratios))}), ` +
      `2 processes ${digits(ratio(alone, both))} times; the workers reach ${digits(ratio(both, two))} of the processes’ speed`,
  )
  print('')
}

async function sweepAll(engine, enterprise, grid) {
  for await (const _ of engine.sweep(enterprise, grid).transientChunks());
}

/** A process that sweeps half of the points in its own thread, and answers with the milliseconds. */
async function startSweeper(enterprise) {
  const child = fork(fileURLToPath(import.meta.url), ['--sweep', JSON.stringify(enterprise)])
  const answer = () => new Promise((resolve) => child.once('message', resolve))
  await answer()
  const sweep = () => {
    child.send('sweep')
    return answer()
  }
  return { sweep, end: () => child.disconnect() }
}

/** The other end. */
async function sweepWhenTold(enterprise) {
  const engine = await createEngine({ workers: 0 })
  process.on('message', async () => {
    const began = performance.now()
    await sweepAll(engine, enterprise, { ...tenMillion, axes: [{ ...elasticity, points: 5000 }, disposalCost] })
    process.send(performance.now() - began)
  })
  process.send('ready')
}

/** Each with a price of its own, as behind a slider; from the call to the whole surface. */
async function roundTrips() {
  const engines = { 'in thread': await createEngine({ workers: 0 }), '2 workers': await createEngine({ workers: 2 }) }
  const samples = Object.fromEntries(Object.keys(engines).map((name) => [name, []]))
  for (let i = -20; i < ROUND_TRIPS; i++) {
    for (const [name, engine] of Object.entries(engines)) {
      const began = performance.now()
      await engine.sweep(scenario(1 + 0.001 * (i + 20)), surface).result()
      if (i >= 0) samples[name].push(performance.now() - began)
    }
  }
  await closeAll(engines)
  print(`Round trip of a 256 × 256 surface × 2 metrics, ${ROUND_TRIPS} of them`)
  for (const [name, times] of Object.entries(samples)) {
    print(`  ${name.padEnd(12)} median ${digits(median(times))} ms, 95th percentile ${digits(quantile(times, 0.95))} ms`)
  }
  return inNanoseconds('round trip of a 256 × 256 surface', samples)
}

function starts() {
  const samples = { 'in thread, an optimum': 0, '2 workers, a 256 × 256 surface': 2 }
  for (const [name, workers] of Object.entries(samples)) {
    const run = () =>
      Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--start', String(workers)], { encoding: 'utf8' }))
    samples[name] = Array.from({ length: STARTS }, run)
  }
  print(`\nStart-up: from createEngine to the first result, ${STARTS} processes`)
  for (const [name, times] of Object.entries(samples)) print(`  ${name.padEnd(31)} median ${digits(median(times))} ms`)
  return inNanoseconds('start-up', samples)
}

async function startEngine(workers) {
  const began = performance.now()
  const engine = await createEngine({ workers })
  if (workers === 0) await engine.optimum(scenario(), { level: 0.4 })
  else await engine.sweep(scenario(), surface).result()
  return { engine, milliseconds: performance.now() - began }
}

function inNanoseconds(group, samples) {
  return Object.fromEntries(
    Object.entries(samples).map(([name, times]) => [`${group}: ${name}`, { nanoseconds: times.map((each) => each * 1e6) }]),
  )
}

/** Nanoseconds of processor time of this thread, where the system tells: on Linux. */
function mainThread() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return NaN
  }
}

/** Milliseconds of all processors so far: altogether, busy, and busy with this process. */
function processors() {
  const times = cpus().map((each) => each.times)
  const sum = (name) => times.reduce((total, each) => total + each[name], 0)
  const busy = sum('user') + sum('nice') + sum('sys') + sum('irq')
  const { user, system } = process.cpuUsage()
  return { all: busy + sum('idle'), busy, own: (user + system) / 1000 }
}

function shareOfOthers(before, after) {
  return Math.max(0, (after.busy - before.busy - (after.own - before.own)) / (after.all - before.all))
}

async function closeAll(engines) {
  await Promise.all(Object.values(engines).map((engine) => engine.close()))
}

function print(line) {
  if (!json) console.log(line)
}
