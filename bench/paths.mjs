// Prints time paths per second of processor time in each mode, WebAssembly against plain JavaScript, over 64 × 64 paths, in one thread and
// one run: medians of rounds in turns. --json prints the numbers for machines. Runs the built package.
import { createEngine } from '../dist/index.js'
import { measure, median, ratio } from './measure.mjs'
import { growing, METRICS, modes, SIZE } from './path-modes.mjs'

const cases = { ...modes, 'optimum, a price that grows': { scenario: growing, axes: modes.optimum.axes } }

const engines = { js: await createEngine({ backend: 'js', workers: 0 }), wasm: await createEngine({ backend: 'wasm', workers: 0 }) }
const results = []
for (const [mode, { scenario, axes }] of Object.entries(cases)) {
  const run = (engine) => ({ points: SIZE ** 2, async: true, run: () => engine.sweep(scenario, { axes, metrics: METRICS }).result() })
  const { js, wasm } = await measure({ js: run(engines.js), wasm: run(engines.wasm) }, { rounds: 3 })
  const { metrics } = await engines.wasm.sweep(scenario, { axes, metrics: ['steps'] }).result()
  const steps = metrics.steps.reduce((sum, each) => sum + each, 0) / SIZE ** 2
  const perSecond = ({ nanoseconds }) => 1e9 / median(nanoseconds)
  results.push({ mode, js: perSecond(js), wasm: perSecond(wasm), ratio: ratio(js, wasm), stepsPerPath: steps })
}
await Promise.all(Object.values(engines).map((engine) => engine.close()))

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(results, null, 2))
} else {
  console.log(`${SIZE} × ${SIZE} paths             js paths/s  wasm paths/s  ratio  steps/path`)
  for (const { mode, js, wasm, ratio, stepsPerPath } of results) {
    console.log(
      [
        mode.padEnd(29),
        js.toFixed(0).padStart(7),
        wasm.toFixed(0).padStart(13),
        ratio.toFixed(1).padStart(6),
        stepsPerPath.toFixed(1).padStart(11),
      ].join(' '),
    )
  }
}
