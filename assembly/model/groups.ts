/**
 * The enterprise of model.md section 1 for the pairs of a block: what the solvers need of its parameters, in groups. Each
 * parameter belongs to groups, so that what the fastest axis leaves alone is derived once and shared: a group has an entry
 * for each pair, or one for all of them.
 */
import { Group } from '../layout'
import { all } from '../math/lanes'

/**
 * The groups LEVEL and WASTE. Everywhere two enterprises, one a lane. What the solution with one waste term needs is first: a row's entries
 * are many.
 */
@unmanaged
export class Waste {
  level: v128
  /** d (1 − θ) + r θ */
  streamCost: v128
  /**
   * Lanes where only one of the waste terms is there, with the power b, as with g = 1; whether that is the gain; its coefficient and
   * the logarithm, which without waste is −1e4, as good as −∞ but a number.
   */
  single: v128
  rising: v128
  net: v128
  logNet: v128
  /**
   * Lanes that are for the vectorised search: parameters that model.md allows, prices with the signs that it is for, and free factors;
   * and lanes whose parameters are allowed, here and below, group by group: a sweep may combine axes into others.
   */
  ordinary: v128
  valid: v128
  /**
   * ln of the coefficients of the two waste terms, −∞ for one that is not there; with g = 1 their net is one of them and
   * the other is −∞.
   */
  gain: v128
  burden: v128
  /** The gain's exponents over b_i: g where there is a gain, else 1; and its logarithm. */
  gainExponent: v128
  logGainExponent: v128
  /** E (θB)^g; only where some g is below 1 */
  additionalScale: v128
}

/** The group OUTPUT. */
@unmanaged
export class Output {
  /** ln pA */
  log: v128
  valid: v128
  ordinary: v128
}

/** The group ELASTICITIES: ln a_i and ln b_i */
@unmanaged
export class Elasticities {
  logOutput0: v128
  logOutput1: v128
  logWaste0: v128
  logWaste1: v128
  valid: v128
}

/** The group FACTOR0 or FACTOR1: ln c_i, ln k_i, and ln of the bounds */
@unmanaged
export class Factor {
  logPrice: v128
  logCostExponent: v128
  lower: v128
  upper: v128
  valid: v128
  ordinary: v128
}

/** Groups, as bits. */
export const LEVEL: i32 = Group.level
export const OUTPUT: i32 = Group.output
export const WASTE: i32 = Group.waste
export const FACTOR0: i32 = Group.factor0
export const FACTOR1: i32 = Group.factor1
export const ELASTICITIES: i32 = Group.elasticities

// The entry that all pairs share.
const SHARED_WASTE: usize = memory.data(offsetof<Waste>(), 16)
const SHARED_OUTPUT: usize = memory.data(offsetof<Output>(), 16)
const SHARED_ELASTICITIES: usize = memory.data(offsetof<Elasticities>(), 16)
const SHARED_FACTOR0: usize = memory.data(offsetof<Factor>(), 16)
const SHARED_FACTOR1: usize = memory.data(offsetof<Factor>(), 16)

// Where the first pair's entry is, and bytes to the next pair's.
let wasteBase: usize = SHARED_WASTE
let wasteStep: usize = 0
let outputBase: usize = SHARED_OUTPUT
let outputStep: usize = 0
let elasticitiesBase: usize = SHARED_ELASTICITIES
let elasticitiesStep: usize = 0
let factor0Base: usize = SHARED_FACTOR0
let factor0Step: usize = 0
let factor1Base: usize = SHARED_FACTOR1
let factor1Step: usize = 0

@inline
export function wasteOf(i: i32): Waste {
  return changetype<Waste>(wasteBase + <usize>i * wasteStep)
}

@inline
export function outputOf(i: i32): Output {
  return changetype<Output>(outputBase + <usize>i * outputStep)
}

@inline
export function elasticitiesOf(i: i32): Elasticities {
  return changetype<Elasticities>(elasticitiesBase + <usize>i * elasticitiesStep)
}

@inline
export function factorOf(factor: i32, i: i32): Factor {
  return changetype<Factor>(factor ? factor1Base + <usize>i * factor1Step : factor0Base + <usize>i * factor0Step)
}

/** Where WASTE alone varies. */
export function sharedLevel(): v128 {
  return changetype<Waste>(SHARED_WASTE).level
}

/** Lets the pairs share every group. */
export function shareGroups(): void {
  wasteBase = SHARED_WASTE
  outputBase = SHARED_OUTPUT
  elasticitiesBase = SHARED_ELASTICITIES
  factor0Base = SHARED_FACTOR0
  factor1Base = SHARED_FACTOR1
  wasteStep = outputStep = elasticitiesStep = factor0Step = factor1Step = 0
}

/** Bytes of a pair's own entry in some groups. */
export function bytesOf(groups: i32): usize {
  let bytes: usize = 0
  if (groups & (LEVEL | WASTE)) bytes += offsetof<Waste>()
  if (groups & OUTPUT) bytes += offsetof<Output>()
  if (groups & ELASTICITIES) bytes += offsetof<Elasticities>()
  if (groups & FACTOR0) bytes += offsetof<Factor>()
  if (groups & FACTOR1) bytes += offsetof<Factor>()
  return bytes
}

/** Gives each pair an entry of its own in some groups, from `base` on, one pair's behind the other's. */
export function separateGroups(groups: i32, base: usize): void {
  const step = bytesOf(groups)
  if (groups & (LEVEL | WASTE)) {
    wasteBase = base
    wasteStep = step
    base += offsetof<Waste>()
  }
  if (groups & OUTPUT) {
    outputBase = base
    outputStep = step
    base += offsetof<Output>()
  }
  if (groups & ELASTICITIES) {
    elasticitiesBase = base
    elasticitiesStep = step
    base += offsetof<Elasticities>()
  }
  if (groups & FACTOR0) {
    factor0Base = base
    factor0Step = step
    base += offsetof<Factor>()
  }
  if (groups & FACTOR1) {
    factor1Base = base
    factor1Step = step
  }
}

/** Whether every lane of the first `count` pairs is for the vectorised search. */
export function areAllOrdinary(count: i32, factorCount: i32): bool {
  const waste = common(wasteBase + offsetof<Waste>('ordinary'), wasteStep, count)
  const output = common(outputBase + offsetof<Output>('ordinary'), outputStep, count)
  const elasticities = common(elasticitiesBase + offsetof<Elasticities>('valid'), elasticitiesStep, count)
  const factor0 = common(factor0Base + offsetof<Factor>('ordinary'), factor0Step, count)
  const first = v128.and(v128.and(waste, output), v128.and(elasticities, factor0))
  if (factorCount == 1) return all(first)
  return all(v128.and(first, common(factor1Base + offsetof<Factor>('ordinary'), factor1Step, count)))
}

/** What `count` masks have in common, `step` bytes from one to the next; one mask where that is 0. */
function common(at: usize, step: usize, count: i32): v128 {
  let lanes = v128.load(at)
  if (step) for (let i = 1; i < count; i++) lanes = v128.and(lanes, v128.load((at += step)))
  return lanes
}
