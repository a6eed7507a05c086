// Prints what a page waits for beside what Node does, in turns: an engine, its first optimum, a million points of three metrics, with
// workers and without; and how many frames the page draws while it sweeps. Runs the built package in a headless Chromium.
//   node bench/browser.mjs [--rounds n] [--json]
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import * as library from '../dist/index.js'
import { million, surfaceScenario } from './grids.mjs'
import { digits, median } from './measure.mjs'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '7' }, json: { type: 'boolean' } } })
const ROUNDS = Number(options.rounds)
/** Sweeps of a million points, one behind the other, while frames are counted. */
const SWEEPS = 20

const root = fileURLToPath(new URL('../', import.meta.url))
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'silent',
  server: { port: 0, host: '127.0.0.1' },
  appType: 'custom',
})
server.middlewares.use((_, response) => response.end('<!doctype html><canvas></canvas>'))
await server.listen()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
})
try {
  const url = server.resolvedUrls.local[0]
  const task = {
    grid: { axes: million.axes, metrics: million.metrics },
    scenario: { ...surfaceScenario, transformation: { law: 'constant', level: 0 } },
  }
  const results = {}
  const keep = (host, times) => {
    for (const [name, ms] of Object.entries(times)) ((results[name] ??= {})[host] ??= []).push(ms)
  }
  for (let round = -1; round < ROUNDS; round++) {
    const page = await browser.newPage()
    await page.addInitScript(`globalThis.waits = ${waits}`)
    await page.goto(url)
    const inPage = await page.evaluate(visit, { ...task, path: '/dist/index.js' })
    const inNode = await waits(library, task)
    await page.close()
    if (round < 0) continue
    keep('Chromium', inPage)
    keep('Node', inNode)
  }
  const page = await browser.newPage()
  await page.goto(url)
  const frames = await page.evaluate(countFrames, { ...task, path: '/dist/index.js', sweeps: SWEEPS })
  if (options.json) console.log(JSON.stringify({ results, frames }, null, 1))
  else report(results, frames)
} finally {
  await browser.close()
  await server.close()
}

/** Milliseconds of each wait, with a library that is loaded. A page gets the text of this function: it uses nothing from outside. */
async function waits({ createEngine }, { grid, scenario }) {
  const times = {}
  const timed = async (name, run) => {
    const began = performance.now()
    const result = await run()
    times[name] = performance.now() - began
    return result
  }
  for (const workers of [0, 2]) {
    const by = workers === 0 ? 'in thread' : '2 workers'
    const engine = await timed(`createEngine, ${by}`, () => createEngine({ workers }))
    await timed(`first optimum, ${by}`, () => engine.optimum(scenario))
    let surface = await timed(`first million points, ${by}`, () => engine.sweep(scenario, grid).result())
    for (let i = 0; i < 3; i++)
      surface = await timed(`million points into the memory of before, ${by}`, () => engine.sweep(scenario, grid).result({ into: surface }))
    await engine.close()
  }
  return times
}

async function visit({ path, ...task }) {
  return globalThis.waits(await import(path), task)
}

/** What of the time between frames, in milliseconds, a page has that sweeps, and one that does nothing. */
async function countFrames({ path, sweeps, grid, scenario }) {
  const { createEngine } = await import(path)
  const engine = await createEngine({ workers: 2 })
  let surface = await engine.sweep(scenario, grid).result()
  const gaps = async (run) => {
    const times = []
    let open = true
    const frame = (now) => {
      times.push(now)
      if (open) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    await run()
    open = false
    return times.slice(1).map((time, i) => time - times[i])
  }
  const idle = await gaps(() => new Promise((resolve) => setTimeout(resolve, 1000)))
  const sweeping = await gaps(async () => {
    for (let i = 0; i < sweeps; i++) surface = await engine.sweep(scenario, grid).result({ into: surface })
  })
  await engine.close()
  return { idle, sweeping }
}

function report(results, frames) {
  console.log(`${'ms, medians of rounds in turns'.padEnd(52)}${['Chromium', 'Node', 'ratio'].map((name) => name.padStart(10)).join('')}`)
  for (const [name, { Chromium, Node }] of Object.entries(results)) {
    const cells = [median(Chromium), median(Node), median(Chromium.map((ms, round) => ms / Node[round]))].map(digits)
    console.log(`${name.padEnd(52)}${cells.map((cell) => cell.padStart(10)).join('')}`)
  }
  for (const [name, gaps] of Object.entries(frames)) {
    const late = gaps.filter((gap) => gap > 25).length
    console.log(`\nframes, ${name}: ${gaps.length}, ${digits(1000 / median(gaps))} a second; ${late} came more than half a frame late`)
  }
}
