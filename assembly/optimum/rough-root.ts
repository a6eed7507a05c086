/**
 * Where the roots of falling-root.ts nearly are: the hyperbola u w = ln²2 gives η to about 0.1 of a line, a Halley step on an
 * approximation of S = ln(F + 1) (error 1e-4) to about 1e-3. Its digits are those of single precision: four problems a register.
 */
import { ROUGH0, ROUGH1, ROUGH2, ROUGH3 } from '../math/exp'
import { BLOCK } from '../math/lanes'
import { linesAt } from './falling-root'

const LN2: f64 = 0.6931471805599453
const HYPERBOLA: usize = memory.data<f32>([<f32>(4 * LN2 * LN2)])
const LOG2_E: usize = memory.data<f32>([1.4426950408889634])
const LN2_ALL: usize = memory.data<f32>([0.6931471805599453])
const ROUND: usize = memory.data<f32>([12582912.0]) // 1.5 · 2^23: adding it leaves the nearest integer in the low bits
const BIAS: usize = memory.data<i32>([127])
/** The least exponent whose power of two is normal. */
const LEAST: usize = memory.data<f32>([-87])
const ONE: usize = memory.data<f32>([1])
const EXP: usize = memory.data<f32>([<f32>ROUGH0, <f32>ROUGH1, <f32>ROUGH2, <f32>ROUGH3])
const LOG: usize = memory.data<f32>([0.9975926560687123, -0.4720687125820536, 0.22691038381096917, -0.05936199875327488])

/** Constant `i` of a table, in all lanes. */
@inline
function constant(table: usize, i: i32 = 0): v128 {
  return v128.load32_splat(table + (<usize>i << 2))
}

/** Four problems' lines, and between the stages, at the root so far: the smaller line, its slope, and e to minus the other's distance. */
@unmanaged
class Rough {
  u: v128
  uSlope: v128
  w: v128
  wSlope: v128
  root: v128
  least: v128
  leastSlope: v128
  e: v128
}

const FOURS: usize = memory.data(BLOCK / 2 * <i32>offsetof<Rough>(), 16)

/** Of pairs 2k and 2k + 1. */
@inline
function roughAt(k: i32): Rough {
  return changetype<Rough>(FOURS + <usize>k * offsetof<Rough>())
}

/** Fills `root` of the first `count` pairs' lines. */
export function approachRoots(count: i32): void {
  const fours = (count + 1) >> 1
  for (let k = 0; k < fours; k++) start(roughAt(k), k)
  for (let k = 0; k < fours; k++) compare(roughAt(k))
  for (let k = 0; k < fours; k++) approach(roughAt(k), k)
}

@inline
function four(a: v128, b: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2)
}

/** The root of u w = ln²2 at which both are positive. */
@inline
function start(r: Rough, k: i32): void {
  const a = linesAt(2 * k)
  const b = linesAt(2 * k + 1)
  const u = four(a.u, b.u)
  const w = four(a.w, b.w)
  const uSlope = four(a.uSlope, b.uSlope)
  const wSlope = four(a.wSlope, b.wSlope)
  r.u = u
  r.w = w
  r.uSlope = uSlope
  r.wSlope = wSlope
  const uw = f32x4.mul(u, wSlope)
  const wu = f32x4.mul(w, uSlope)
  const slopes = f32x4.mul(uSlope, wSlope)
  const cross = f32x4.sub(uw, wu)
  const distance = f32x4.sqrt(f32x4.add(f32x4.mul(cross, cross), f32x4.mul(slopes, constant(HYPERBOLA))))
  r.root = f32x4.neg(f32x4.div(f32x4.add(f32x4.add(uw, wu), distance), f32x4.add(slopes, slopes)))
}

@inline
function compare(r: Rough): void {
  const eta = r.root
  const uSlope = r.uSlope
  const wSlope = r.wSlope
  const atU = f32x4.add(r.u, f32x4.mul(uSlope, eta))
  const atW = f32x4.add(r.w, f32x4.mul(wSlope, eta))
  const gap = f32x4.sub(atU, atW)
  r.least = f32x4.pmin(atU, atW)
  r.leastSlope = v128.bitselect(uSlope, wSlope, f32x4.lt(gap, f32x4.splat(0)))
  r.e = exp(f32x4.pmax(f32x4.neg(f32x4.abs(gap)), constant(LEAST)))
}

/** e^x for −87 ≤ x ≤ 0 with a relative error of 8e-5. */
@inline
function exp(x: v128): v128 {
  const scaled = f32x4.mul(x, constant(LOG2_E))
  const rounded = f32x4.add(scaled, constant(ROUND))
  const r = f32x4.mul(f32x4.sub(scaled, f32x4.sub(rounded, constant(ROUND))), constant(LN2_ALL))
  const p = f32x4.add(
    f32x4.add(constant(EXP, 0), f32x4.mul(r, constant(EXP, 1))),
    f32x4.mul(f32x4.mul(r, r), f32x4.add(constant(EXP, 2), f32x4.mul(r, constant(EXP, 3)))),
  )
  return f32x4.mul(p, i32x4.shl(i32x4.add(rounded, constant(BIAS)), 23))
}

/** Halley's step with e nearly, and a polynomial in it for ln(1 + e). */
@inline
function approach(r: Rough, k: i32): void {
  const e = r.e
  const log = f32x4.mul(e, f32x4.add(
    f32x4.add(constant(LOG, 0), f32x4.mul(e, constant(LOG, 1))),
    f32x4.mul(f32x4.mul(e, e), f32x4.add(constant(LOG, 2), f32x4.mul(e, constant(LOG, 3)))),
  ))
  // Times s or s², s = 1 + e, the derivatives are polynomials: no division but the step's own.
  const s = f32x4.add(constant(ONE), e)
  const value = f32x4.sub(log, r.least)
  const leastSlope = r.leastSlope
  const other = f32x4.sub(f32x4.add(r.uSlope, r.wSlope), leastSlope)
  const difference = f32x4.sub(leastSlope, other)
  const slope = f32x4.add(leastSlope, f32x4.mul(other, e)) // −s S'
  const curvature = f32x4.mul(f32x4.mul(difference, difference), e) // s² S''
  const square = f32x4.mul(slope, slope)
  const step = f32x4.div(
    f32x4.mul(value, f32x4.mul(f32x4.add(s, s), slope)),
    f32x4.sub(f32x4.add(square, square), f32x4.mul(value, curvature)),
  )
  const root = f32x4.add(r.root, step)
  linesAt(2 * k).root = f64x2.promote_low_f32x4(root)
  linesAt(2 * k + 1).root = f64x2.promote_low_f32x4(v128.shuffle<u64>(root, root, 1, 1))
}
