// Compares the decimals that the module of encoders writes with JavaScript's, in whole rows as files have them: random bits and numbers of the same
// binade beside them, neighbours of both ends of every binade, of every power of ten, the smallest numbers, and whole ones above 2^53.
//   npm run build && node scripts/attack-decimals.mjs [--count 10000000] [--seed 1]
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const {
  values: { count, seed: start },
} = parseArgs({ options: { count: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } } })

// In the package it is a script that threads load.
const { outputFiles } = await build({
  entryPoints: ['bindings/files/format/stage.ts'],
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  bundle: true,
  format: 'esm',
  write: false,
})
const { create } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
const module = await WebAssembly.compile(await readFile(new URL('../build/encoders.wasm', import.meta.url)))
const stage = create({ format: 'csv', columns: { axes: [], metrics: ['profit'] }, module })

const numbers = new Float64Array(2 ** 14)
const words = new Uint32Array(numbers.buffer)
const patterns = new BigUint64Array(numbers.buffer)
const status = new Uint8Array(numbers.length)
let [filled, compared, wrong] = [0, 0, 0]
let seed = Number(start)
const word = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)

function compare() {
  stage.begin(0, filled)
  stage.add({ start: 0, count: filled, columns: { profit: numbers.subarray(0, filled) }, status })
  const rows = Buffer.from(stage.end().value.bytes).toString('latin1').split('\n')
  for (let i = 0; i < filled; i++) {
    const value = numbers[i]
    const text = Math.abs(value) === Infinity ? String(value).replace('Infinity', '1e999') : String(value)
    if (rows[i] !== `${text},ok` && ++wrong <= 20) console.log(`WRONG: ${rows[i]}, expected ${text}`)
  }
  compared += filled
  filled = 0
}

function add(value) {
  numbers[filled++] = value
  if (filled === numbers.length) compare()
}

/** A double and its neighbours, which mostly share its binade. */
function around(value, steps = 4) {
  if (filled + 2 * steps + 1 > numbers.length) compare()
  numbers[filled] = value
  const middle = patterns[filled]
  for (let step = -steps; step <= steps; step++) patterns[filled++] = BigInt.asUintN(64, middle + BigInt(step))
  if (filled === numbers.length) compare()
}

for (let exponent = -1074; exponent <= 1023; exponent++) for (const sign of [1, -1]) around(sign * 2 ** exponent)
for (let exponent = -324; exponent <= 308; exponent++) for (let digit = 1; digit < 100; digit++) around(Number(`${digit}e${exponent}`))
for (let i = 0; i < 100_000; i++) add(i * 5e-324)
for (let i = 0; i < 100_000; i++) add(2 ** 53 + (word() % 2 ** 20) * 2 ** (i % 30))
const special = compared + filled

for (let i = 0; i < Number(count); i++) {
  const at = 2 * filled
  words[at] = word()
  // Every fourth is a number of common size, every eighth a whole one above 2^53, every eighth a subnormal one, and every fourth shares the
  // binade of the one before.
  words[at + 1] = [
    word(),
    (word() & 0xfffff) | (words[Math.max(at - 1, 1)] & 0xfff00000),
    (word() % 0x0a000000) + 0x3b000000,
    (word() & 0xfffff) | (words[Math.max(at - 1, 1)] & 0xfff00000),
    word(),
    (word() % 0x01400000) + 0x43400000,
    word() & 0x800fffff,
    word(),
  ][i % 8]
  if (++filled === numbers.length) compare()
}
compare()
console.log(`${special} numbers chosen and ${count} random ones: ${wrong} wrong`)
process.exitCode = wrong > 0 ? 1 : 0
