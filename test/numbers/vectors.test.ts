/** Scores and multiples of many values at once: the module's bits are those of plain JavaScript. */
import { expect, test } from 'vitest'
import { compileModule } from '../../bindings/modules.ts'
import { provideVectors, toMultiples, toScores } from '../../bindings/plan/design/vectors.ts'
import { random } from '../support/any-signs.ts'

/** Values between 0 and 1, with those at the ends, and beside where the formula changes. */
function units(): Float64Array {
  const draw = random(5)
  const edges = [0.075, 0.925, 0.5, Math.exp(-25), 1 - Math.exp(-25)].flatMap((u) => [u, u * (1 - 2 ** -53), u * (1 + 2 ** -52), u])
  const ends = Array.from({ length: 52 }, (_, k) => [2 ** -(k + 2), 1 - 2 ** -(k + 2)]).flat()
  return Float64Array.from([...edges, ...ends, ...Array.from({ length: 5000 }, draw)].filter((u) => u > 0 && u < 1))
}

/** Some values by themselves, as every length leaves other ones over. */
function inParts(values: Float64Array, change: (part: Float64Array) => void): Float64Array {
  const all = values.slice()
  for (let from = 0, length = 1; from < all.length; from += length, length = (length % 17) + 1) change(all.subarray(from, from + length))
  return all
}

const SPREADS = [0.18, -2, 0, 300]

test('have the bits of JavaScript, in windows of any length', async () => {
  const all = units()
  const scores = inParts(all, toScores)
  const multiples = SPREADS.map((spread) => inParts(scores, (part) => toMultiples(part, 0.7, spread)))
  const module = await compileModule('samples')
  provideVectors(module)
  for (const change of [(values: Float64Array) => inParts(values, toScores), whole(toScores)]) expect(change(all)).toEqual(scores)
  SPREADS.forEach((spread, k) => {
    const change = (part: Float64Array) => toMultiples(part, 0.7, spread)
    expect(inParts(scores, change)).toEqual(multiples[k])
    expect(whole(change)(scores)).toEqual(multiples[k])
  })
  // Far out there is nothing but infinity and 0, as without the module.
  expect(multiples[3]).toContain(Infinity)
})

function whole(change: (values: Float64Array) => void): (values: Float64Array) => Float64Array {
  return (values) => {
    const all = values.slice()
    change(all)
    return all
  }
}
