// Compares two files of `npm run bench -- --json file`: which measures changed, and which only differ by noise.
//   node bench/compare.mjs before.json after.json
import { readFileSync } from 'node:fs'
import { digits, median } from './measure.mjs'

/** Two processes differ by this much with the same code: what the compiler chose, where code and memory lie. */
const BETWEEN_RUNS = 0.1
/** A measure without rounds says nothing of its own spread. */
const SINGLE = 0.15
/** Standard errors of a difference that chance does not reach. */
const ERRORS = 3

const files = process.argv.slice(2)
if (files.length !== 2) {
  console.error('Give two files: npm run bench:compare -- before.json after.json')
  process.exit(2)
}
const [before, after] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')))

for (const [part, value] of Object.entries(before.machine)) {
  if (after.machine[part] !== value) console.log(`Not the same ${part}: ${value}, then ${after.machine[part]}.`)
}
console.log(['', 'ns before', 'ns after', 'change', 'noise', ''].map(cell).join(''))
for (const name of new Set([...Object.keys(before.measures), ...Object.keys(after.measures)])) {
  const [old, fresh] = [before, after].map(({ measures }) => measures[name]?.nanoseconds)
  if (old && fresh) console.log([name, ...comparison(old, fresh)].map(cell).join(''))
  else
    console.log(
      [name, old ? digits(median(old)) : '–', fresh ? digits(median(fresh)) : '–', '', '', old ? 'gone' : 'new'].map(cell).join(''),
    )
}

function comparison(old, fresh) {
  const change = median(fresh) / median(old) - 1
  const noise = Math.hypot(BETWEEN_RUNS, ERRORS * relativeError(old), ERRORS * relativeError(fresh))
  const verdict = Math.abs(change) <= noise ? 'noise' : change < 0 ? 'FASTER' : 'SLOWER'
  return [digits(median(old)), digits(median(fresh)), percent(change), `±${percent(noise).slice(1)}`, verdict]
}

/** Standard error of the median over the median, from the median absolute deviation, of which outliers take no notice. */
function relativeError(values) {
  if (values.length === 1) return SINGLE / ERRORS
  const centre = median(values)
  const deviation = 1.4826 * median(values.map((value) => Math.abs(value - centre)))
  return (1.2533 * deviation) / Math.sqrt(values.length) / centre
}

function percent(value) {
  return `${value < 0 ? '−' : '+'}${(100 * Math.abs(value)).toFixed(1)} %`
}

function cell(text, i) {
  return i === 0 ? text.padEnd(56) : text.padStart(13)
}
