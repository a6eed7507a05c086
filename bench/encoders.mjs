// Prints what becomes of a row on the thread that computes it, as processor time beside the kernel's: rows of CSV, pages of Parquet, each of its
// axis columns alone, and the numbers that `offcut sweep --out` prints. Contenders take turns in one thread.
//   npm run build && node bench/encoders.mjs [--rounds 15]
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { createEngine, starterScenario } from '../dist/node.js'
import { digits, measure, median, ratio } from './measure.mjs'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const BATCH = { csv: 2 ** 14, parquet: 2 ** 17 }
const PIECE = 2 ** 16
const grid = {
  axes: [
    { parameter: 'time', from: 0, to: 10, points: 40 },
    { parameter: 'production.elasticities[0]', from: 0.3, to: 0.7, points: 100 },
    { parameter: 'waste.disposalCost', from: 0.05, to: 0.9, points: 1000 },
  ],
  metrics: ['profit', 'factors[0]', 'waste'],
}
const range = { start: 1_000_000, end: 1_000_000 + BATCH.parquet }
const points = BATCH.parquet

// In the package these are parts of scripts that threads load.
const { outputFiles } = await build({
  stdin: {
    contents: `
      export { create } from './bindings/files/format/stage.ts'
      export { reductionStage } from './bindings/reduce/gathers.ts'
      export { Reduction } from './bindings/reduce/reduction.ts'
      export { count, maximum, mean, minimum } from './bindings/reduce/index.ts'`,
    resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
})
const { create, ...reduce } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
const module = await WebAssembly.compile(await readFile(new URL('../build/encoders.wasm', import.meta.url)))

const engine = await createEngine({ workers: 0 })
const sweep = () => engine.sweep(starterScenario(), { ...grid, range, chunkSize: PIECE })
const { axes, metrics } = sweep()
const pieces = []
for await (const piece of sweep()) pieces.push(piece)

/** Takes all points in, batch by batch, in the memory of the batch before. */
function staged(stage, batch) {
  let spare
  const takeIn = (start, count, parts) => {
    stage.begin(start, count, spare)
    for (const part of parts) stage.add(part)
    const { memory } = stage.end()
    spare = memory?.[0]
  }
  return {
    points,
    run() {
      if (batch >= points) return takeIn(range.start, points, pieces)
      for (const piece of pieces)
        for (let from = 0; from < piece.count; from += batch) takeIn(piece.start + from, batch, [cut(piece, from, batch)])
    },
  }
}

function cut({ start, columns, status }, from, count) {
  const part = Object.fromEntries(metrics.map((name) => [name, columns[name].subarray(from, from + count)]))
  return { start: start + from, count, columns: part, status: status.subarray(from, from + count) }
}

const encoder = (format, columns) => staged(create({ format, columns, module }), BATCH[format])
const shown = Object.fromEntries(
  metrics.map((name) => [name, { count: reduce.count(), minimum: reduce.minimum(), maximum: reduce.maximum(), mean: reduce.mean() }]),
)
const { settings } = await new reduce.Reduction({ axes, metrics }, shown).recipe()
const contenders = {
  'the kernel': {
    points,
    async: true,
    run: async () => {
      for await (const _ of sweep().transientChunks());
    },
  },
  CSV: encoder('csv', { axes, metrics }),
  Parquet: encoder('parquet', { axes, metrics }),
  'the summary': staged(reduce.reductionStage({ ...settings, module }), BATCH.parquet),
  'Parquet, status alone': encoder('parquet', { axes: [], metrics: [] }),
  'and the last axis': encoder('parquet', { axes: axes.slice(2), metrics: [] }),
  'and the one before': encoder('parquet', { axes: axes.slice(1), metrics: [] }),
  'and the first': encoder('parquet', { axes, metrics: [] }),
}
const samples = await measure(contenders, { rounds: Number(options.rounds) })
await engine.close()

console.log(
  `${points.toLocaleString('en')} rows of three axes, three metrics and a status in one thread, processor time, medians of ${options.rounds} rounds\n`,
)
console.log(`${''.padEnd(24)}${'ns a row'.padStart(10)}${'of the kernel'.padStart(16)}`)
for (const [name, sample] of Object.entries(samples)) {
  const cells = [median(sample.nanoseconds), ratio(sample, samples['the kernel'])]
  console.log(`${name.padEnd(24)}${digits(cells[0]).padStart(10)}${digits(cells[1]).padStart(16)}`)
}
