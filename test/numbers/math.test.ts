import asc from 'assemblyscript/asc'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

type Wrapped = (x: number, neighbour: number, lane: 0 | 1) => number
const functions = await compile('test/assembly/math.ts')
const Precise = Decimal.clone({ precision: 40 })

/** Values that another lane may hold beside any. */
const NEIGHBOURS = [1, -0.5, 0, -0, 5e-324, 1e-310, 1e308, -800, 800, Infinity, -Infinity, NaN]
/** What a solver may hold in the other lane of a function that checks nothing. */
const TAME_NEIGHBOURS = [1, 0.5, 0.25, 1e-3]

describe('exp', () => {
  const values = [
    ...sample(uniform(-745.2, 709.8), 1200),
    ...sample(uniform(-1, 1), 300),
    ...sample(uniform(-746, -707), 300),
    ...sample(fc.double({ min: -700, max: 700, noNaN: true }), 300),
    // Where the range reduction turns to the next power of two.
    ...sample(fc.integer({ min: -1022, max: 1023 }), 200).map((n) => (n + 0.5) * Math.LN2),
    709.782712893384,
    -708.3964185322641,
    -745.1332191019411,
    707,
    -707,
    5e-324,
    -5e-324,
  ]

  test('is within 1.2 ulp, and where the result is subnormal within one unit', () => {
    const normal = (x: number) => x >= -708.3964185322641
    expect(worstUlp('exp', values.filter(normal), (x) => Precise.exp(x))).toBeLessThanOrEqual(1.2)
    expect(
      worstUlp(
        'exp',
        values.filter((x) => !normal(x)),
        (x) => Precise.exp(x),
      ),
    ).toBeLessThanOrEqual(1)
  })

  test('has the same bits in both lanes and beside any neighbour', () => sameInAnyLane('exp', values, NEIGHBOURS))

  test('has the same bits unchecked up to 707', () => {
    const moderate = values.filter((x) => Math.abs(x) <= 707)
    expect(moderate.map((x) => functions.expModerate(x, 0, 0))).toEqual(moderate.map((x) => functions.exp(x, 0, 0)))
    sameInAnyLane('expModerate', moderate, TAME_NEIGHBOURS)
  })

  test('has the same bits in a block, among any others', () => {
    expect(values.map((x) => functions.expAll(x, 1, 0))).toEqual(values.map((x) => functions.exp(x, 1, 0)))
    sameInAnyLane('expAll', values, NEIGHBOURS)
  })

  test.each([
    [0, 1],
    [-0, 1],
    [709.79, Infinity],
    [710, Infinity],
    [1e308, Infinity],
    [Infinity, Infinity],
    [-745.14, 0],
    [-746, 0],
    [-1e308, 0],
    [-Infinity, 0],
    [NaN, NaN],
  ])('of %d is %d', (x, expected) => expect(functions.exp(x, 1, 0)).toBe(expected))
})

describe('expMinusOne', () => {
  const values = [
    ...sample(uniform(-3, 0), 1000),
    ...sample(uniform(-0.36, -0.32), 300),
    ...sample(uniform(-745, 0), 200),
    ...sample(uniform(-300, 0), 200).map((exponent) => -(10 ** exponent)),
    0,
    -5e-324,
  ]

  test('is within 3 ulp', () => {
    // As 2 e^{x/2} sinh(x/2), which loses no digits.
    const truth = (x: Decimal) =>
      Precise.exp(x.div(2))
        .times(Precise.sinh(x.div(2)))
        .times(2)
    expect(worstUlp('expMinusOne', values, truth)).toBeLessThanOrEqual(3)
  })

  test('of −∞ is −1', () => expect(functions.expMinusOne(-Infinity, 1, 0)).toBe(-1))

  test('has the same bits in both lanes and beside any neighbour', () => sameInAnyLane('expMinusOne', values, NEIGHBOURS))
})

describe('the approximations', () => {
  test('of exp is within 8e-5', () => {
    for (const x of sample(uniform(-707, 707), 1000))
      expect(Math.abs(functions.expRough(x, 0, 0) / Math.exp(x) - 1)).toBeLessThanOrEqual(8e-5)
  })

  test('of log is within 9e-6', () => {
    for (const x of sample(uniform(-307, 308), 1000).map((exponent) => 10 ** exponent)) {
      expect(Math.abs(functions.logRough(x, 1, 0) - Math.log(x))).toBeLessThanOrEqual(9e-6)
    }
  })
})

describe('log', () => {
  const values = [
    ...sample(fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }), 1000),
    ...sample(uniform(0.5, 2), 600),
    ...sample(uniform(-1e-3, 1e-3), 300).map((x) => 1 + x),
    ...sample(fc.integer({ min: 1, max: 2 ** 30 }), 200).map((n) => n * 5e-324),
    // Where the mantissa is split.
    ...sample(fc.integer({ min: -1022, max: 1023 }), 200).map((n) => Math.SQRT1_2 * 2 ** n),
    5e-324,
    2.2250738585072009e-308,
    2.2250738585072014e-308,
    1 - 2 ** -53,
    1 + 2 ** -52,
    Number.MAX_VALUE,
  ]

  test('is within 1 ulp', () => expect(worstUlp('log', values, (x) => Precise.ln(x))).toBeLessThanOrEqual(1))

  test('has the same bits in both lanes and beside any neighbour', () => sameInAnyLane('log', values, NEIGHBOURS))

  test('has the same bits unchecked where x is normal', () => {
    const normal = values.filter((x) => x >= 2.2250738585072014e-308)
    expect(normal.map((x) => functions.logNormal(x, 1, 0))).toEqual(normal.map((x) => functions.log(x, 1, 0)))
    sameInAnyLane('logNormal', normal, TAME_NEIGHBOURS)
  })

  test('has the same bits in a block, where x is normal', () => {
    const normal = values.filter((x) => x >= 2.2250738585072014e-308)
    expect(normal.map((x) => functions.logAll(x, 1, 0))).toEqual(normal.map((x) => functions.log(x, 1, 0)))
    sameInAnyLane('logAll', normal, TAME_NEIGHBOURS)
  })

  test.each([
    [1, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [Infinity, Infinity],
    [-5e-324, NaN],
    [-1, NaN],
    [-Infinity, NaN],
    [NaN, NaN],
  ])('of %d is %d', (x, expected) => expect(functions.log(x, 1, 0)).toBe(expected))
})

describe('logOnePlus', () => {
  const values = [
    ...sample(uniform(0, 1), 1000),
    ...sample(fc.double({ min: 0, max: 1, noNaN: true }), 500),
    0,
    5e-324,
    2 ** -53,
    1 - 2 ** -53,
    1,
  ]

  test('is within 2.2e-16', () => {
    const error = (x: number) =>
      exact(functions.logOnePlus(x, 0, 0))
        .minus(Precise.ln(exact(x).plus(1)))
        .abs()
        .toNumber()
    expect(Math.max(...values.map(error))).toBeLessThanOrEqual(2.2e-16)
  })

  test('has the same bits in both lanes and beside any neighbour', () => sameInAnyLane('logOnePlus', values, TAME_NEIGHBOURS))
})

describe('Math of portable code', () => {
  test('has expm1 within 5 ulp', () => {
    const values = [...sample(uniform(-3, 3), 1000), ...sample(uniform(-300, 0), 200).map((exponent) => 10 ** exponent), 700, -700, 0.34]
    const truth = (x: Decimal) =>
      Precise.exp(x.div(2))
        .times(Precise.sinh(x.div(2)))
        .times(2)
    expect(worstUlp('mathExpm1', values, truth)).toBeLessThanOrEqual(5)
    expect([Infinity, -Infinity, 0].map((x) => functions.mathExpm1(x, 0, 0))).toEqual([Infinity, -1, 0])
  })

  test('has log1p within 2 ulp', () => {
    const values = [
      ...sample(uniform(-0.999, 3), 1000),
      ...sample(uniform(-300, 300), 500).map((exponent) => 10 ** exponent),
      ...sample(uniform(-300, -1), 500).map((exponent) => -(10 ** exponent)),
      2 ** -53,
      -(2 ** -54),
      1,
    ]
    // Where 1 + x has more digits than are kept, two terms of the series.
    const truth = (x: Decimal) => (x.abs().lt(1e-15) ? x.minus(x.times(x).div(2)) : Precise.ln(x.plus(1)))
    expect(worstUlp('mathLog1p', values, truth)).toBeLessThanOrEqual(2)
    expect([Infinity, -1, 0, -2].map((x) => functions.mathLog1p(x, 0, 0))).toEqual([Infinity, -Infinity, 0, NaN])
  })
})

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed: 20261122, numRuns: count })
}

function uniform(from: number, to: number): fc.Arbitrary<number> {
  return fc.noBias(fc.maxSafeNat()).map((n) => from + ((to - from) * n) / Number.MAX_SAFE_INTEGER)
}

/** The largest distance from the true values, in units in the last place of the double nearest to each. */
function worstUlp(name: string, values: number[], truth: (x: Decimal) => Decimal): number {
  const error = (x: number) => {
    const expected = truth(exact(x))
    return exact(functions[name](x, 1, 0))
      .minus(expected)
      .abs()
      .div(exact(ulp(expected.toNumber())))
      .toNumber()
  }
  return values.map(error).reduce((a, b) => Math.max(a, b))
}

function ulp(x: number): number {
  const exponent = Number((bitsOf(Math.abs(x)) >> 52n) & 0x7ffn)
  return 2 ** (Math.max(exponent, 1) - 1075)
}

/** The exact value of a double; `new Decimal(x)` takes its shortest decimal instead. */
function exact(x: number): Decimal {
  const scale = ulp(x)
  return new Precise(x / scale).times(new Precise(2).pow(Math.log2(scale)))
}

function sameInAnyLane(name: string, values: number[], neighbours: number[]): void {
  const compute = functions[name]
  const differing = values.filter((x, i) => {
    const bits = bitsOf(compute(x, x, 0))
    const neighbour = neighbours[i % neighbours.length]
    return bitsOf(compute(x, neighbour, 0)) !== bits || bitsOf(compute(x, neighbour, 1)) !== bits
  })
  expect(differing).toEqual([])
}

function bitsOf(x: number): bigint {
  return new BigUint64Array(Float64Array.of(x).buffer)[0]
}

/** Compiles a file of AssemblyScript, with the project's options, and runs it. */
async function compile(file: string): Promise<Record<string, Wrapped>> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const written = new Map<string, unknown>()
  const { error, stderr } = await asc.main([file, '--outFile', 'math.wasm', '-O3'], {
    readFile: (name, folder) => readFile(join(root, folder, name), 'utf8').catch(() => null),
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
  })
  if (error) throw new Error(`${error.message}\n${stderr}`)
  const { instance } = await WebAssembly.instantiate(written.get('math.wasm') as BufferSource, {
    env: {
      abort: () => {
        throw new Error('aborted')
      },
    },
  })
  return instance.exports as Record<string, Wrapped>
}
