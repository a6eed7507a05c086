// Compares the decimals that the module of encoders writes with JavaScript's, on random bits and their neighbours.
//   npm run build && node scripts/attack-decimals.mjs [--count 10000000] [--seed 1]
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const {
  values: { count, seed: start },
} = parseArgs({ options: { count: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } } })
const { exports } = new WebAssembly.Instance(await WebAssembly.compile(await readFile(new URL('../build/encoders.wasm', import.meta.url))))
// In the package it is a part of a script that threads load.
const { outputFiles } = await build({
  entryPoints: ['bindings/files/format/csv-rows.ts'],
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  bundle: true,
  format: 'esm',
  write: false,
})
const { writePowers } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
writePowers(exports)

const at = exports.room()
const bytes = Buffer.from(exports.memory.buffer)
const number = new Float64Array(1)
const words = new Uint32Array(number.buffer)
let seed = Number(start)
const word = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)

let wrong = 0
for (let i = 0; i < Number(count); i++) {
  words[0] = word()
  // Every fourth is a number of common size, every eighth a whole one above 2^53, every eighth a subnormal one.
  words[1] = [
    word(),
    word(),
    (word() % 0x0a000000) + 0x3b000000,
    word(),
    word(),
    (word() % 0x01400000) + 0x43400000,
    word() & 0x800fffff,
    word(),
  ][i % 8]
  const [value] = number
  const expected = Math.abs(value) === Infinity ? String(value).replace('Infinity', '1e999') : String(value)
  const found = bytes.latin1Slice(at, exports.writeNumber(value, at))
  if (found !== expected && ++wrong <= 20) console.log(`WRONG: ${found}, expected ${expected}`)
}
console.log(`${count} numbers, ${wrong} wrong`)
process.exitCode = wrong > 0 ? 1 : 0
