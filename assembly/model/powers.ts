/**
 * The powers of the volumes that the flows at a point are made of, each a row with an entry a pair: V / A, W / B, x_i and,
 * where some pair needs them, x_i^{k_i} with k_i other than 1 and (W / B)^g with g other than 1.
 */
import { Parameter } from '../layout'
import { exp, expAll } from '../math/exp'
import { BLOCK, constant, half, select } from '../math/lanes'
import { isOne, parameter, usePair } from './parameters'
import { Point, pointAt } from './points'

export enum Row {
  output, waste, volume0, volume1, cost0, cost1, additional, count,
}

const EXPONENTS: usize = memory.data(<i32>Row.count * BLOCK * 16, 16)
const POWERS: usize = memory.data(<i32>Row.count * BLOCK * 16, 16)

/** The rows that were raised, as bits, and those that only some blocks need. */
let rows: i32 = 0
const FURTHER: i32 = 1 << Row.cost0 | 1 << Row.cost1 | 1 << Row.additional

@inline
function entry(row: i32, i: i32): usize {
  return <usize>(row * BLOCK + i) << 4
}

@inline
export function powerAt(row: i32, i: i32): v128 {
  return v128.load(POWERS + entry(row, i))
}

/** Whether a row was raised. */
@inline
export function isRaised(row: i32): bool {
  return (rows & (1 << row)) != 0
}

/** The row of x_f^{k_f}. */
export function costRowOf(factor: i32): i32 {
  return (isRaised(Row.cost0 + factor) ? Row.cost0 : Row.volume0) + factor
}

@inline
function setExponent(row: i32, i: i32, value: v128): void {
  v128.store(EXPONENTS + entry(row, i), value)
}

/** The exponents at y of a point of the pair whose parameters are set, as entry `i`. */
@inline
function setExponents(p: Point, i: i32, factorCount: i32): void {
  let output = f64x2.mul(parameter(Parameter.productionElasticities0), p.y0)
  let waste = f64x2.mul(parameter(Parameter.wasteElasticities0), p.y0)
  setExponent(Row.volume0, i, p.y0)
  if (factorCount == 2) {
    output = f64x2.add(output, f64x2.mul(parameter(Parameter.productionElasticities1), p.y1))
    waste = f64x2.add(waste, f64x2.mul(parameter(Parameter.wasteElasticities1), p.y1))
    setExponent(Row.volume1, i, p.y1)
  }
  setExponent(Row.output, i, output)
  setExponent(Row.waste, i, waste)
  if (rows & FURTHER) setFurtherExponents(p, i, waste)
}

/** Those of the rows that only some blocks need. */
function setFurtherExponents(p: Point, i: i32, waste: v128): void {
  setExponent(Row.cost0, i, f64x2.mul(parameter(Parameter.factors0CostExponent), p.y0))
  setExponent(Row.cost1, i, f64x2.mul(parameter(Parameter.factors1CostExponent), p.y1))
  setExponent(Row.additional, i, f64x2.mul(parameter(Parameter.recyclingExponent), waste))
}

/** Raises the powers at the y of the first `count` pairs' points. */
export function raise(count: i32, factorCount: i32): void {
  rows = (1 << Row.volume0) | (1 << Row.output) | (1 << Row.waste)
  if (!isOne(Parameter.recyclingExponent, count)) rows |= 1 << Row.additional
  if (!isOne(Parameter.factors0CostExponent, count)) rows |= 1 << Row.cost0
  if (factorCount == 2) {
    rows |= 1 << Row.volume1
    if (!isOne(Parameter.factors1CostExponent, count)) rows |= 1 << Row.cost1
  }
  for (let i = 0; i < count; i++) {
    usePair(i)
    setExponents(pointAt(i), i, factorCount)
  }
  let row = 0
  if (count == BLOCK) {
    // The first rows are always raised, and without a gap they are one.
    row = Row.volume0 + factorCount
    expAll(EXPONENTS, POWERS, row * BLOCK)
  }
  for (; row < Row.count; row++) {
    if (!isRaised(row)) continue
    if (count == 1) v128.store(POWERS + entry(row, 0), exp(v128.load(EXPONENTS + entry(row, 0))))
    else expAll(EXPONENTS + entry(row, 0), POWERS + entry(row, 0), count)
  }
}

// Pairs whose points moved since, the lanes that did, and their new powers.
const PAIRS: usize = memory.data(BLOCK * 4)
const LANES: usize = memory.data(BLOCK * 16, 16)
const AGAIN: usize = memory.data(BLOCK * 16, 16)

/** Notes that some lanes of pair `i` have moved, as number `j` of them. */
export function setAgain(j: i32, i: i32, lanes: v128): void {
  store<i32>(PAIRS + (<usize>j << 2), i)
  v128.store(LANES + (<usize>j << 4), lanes)
}

/** Raises the powers anew in the first `count` lanes that `setAgain` noted, one factor. */
export function raiseAgain(count: i32): void {
  for (let j = 0; j < count; j++) {
    const i = load<i32>(PAIRS + (<usize>j << 2))
    usePair(i)
    setExponents(pointAt(i), j, 1)
  }
  for (let row = 0; row < Row.count; row++) {
    if (!isRaised(row)) continue
    expAll(EXPONENTS + entry(row, 0), AGAIN, count)
    for (let j = 0; j < count; j++) {
      const at = POWERS + entry(row, load<i32>(PAIRS + (<usize>j << 2)))
      v128.store(at, select(v128.load(LANES + (<usize>j << 4)), v128.load(AGAIN + (<usize>j << 4)), v128.load(at)))
    }
  }
}

/** By how much y of a pair moves at most for a term's power: the series of `move` ends there with an error of 1e-16. */
export const MOST_MOVED: usize = memory.data<f64>([0.016])
const SERIES: usize = memory.data<f64>([1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720])

/** Moves the powers of the one factor of pair `i`, whose parameters are set, along with y0, without raising them again. */
@inline
export function move(i: i32, delta: v128): void {
  const c2 = half()
  const c3 = constant(SERIES, 0)
  const c4 = constant(SERIES, 1)
  const c5 = constant(SERIES, 2)
  const c6 = constant(SERIES, 3)
  moveTo(Row.volume0, i, delta, c2, c3, c4, c5, c6)
  moveTo(Row.output, i, f64x2.mul(delta, parameter(Parameter.productionElasticities0)), c2, c3, c4, c5, c6)
  moveTo(Row.waste, i, f64x2.mul(delta, parameter(Parameter.wasteElasticities0)), c2, c3, c4, c5, c6)
}

/** Whether rows were raised that only some blocks need, which `moveFurther` moves. */
export function areFurtherRaised(): bool {
  return (rows & FURTHER) != 0
}

/** As `move`, the rows that only some blocks need. */
export function moveFurther(i: i32, delta: v128): void {
  usePair(i)
  const waste = f64x2.mul(delta, parameter(Parameter.wasteElasticities0))
  moveAlone(Row.cost0, i, f64x2.mul(delta, parameter(Parameter.factors0CostExponent)))
  moveAlone(Row.additional, i, f64x2.mul(waste, parameter(Parameter.recyclingExponent)))
}

function moveAlone(row: i32, i: i32, x: v128): void {
  moveTo(row, i, x, half(), constant(SERIES, 0), constant(SERIES, 1), constant(SERIES, 2), constant(SERIES, 3))
}

/** Times e^x, with the coefficients of its series from x² on. */
@inline
function moveTo(row: i32, i: i32, x: v128, c2: v128, c3: v128, c4: v128, c5: v128, c6: v128): void {
  const square = f64x2.mul(x, x)
  const low = f64x2.add(c2, f64x2.mul(x, c3))
  const middle = f64x2.add(c4, f64x2.mul(x, c5))
  const high = f64x2.mul(square, c6)
  const change = f64x2.add(x, f64x2.mul(square, f64x2.add(low, f64x2.mul(square, f64x2.add(middle, high)))))
  const power = powerAt(row, i)
  v128.store(POWERS + entry(row, i), f64x2.add(power, f64x2.mul(power, change)))
}
