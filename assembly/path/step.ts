/** One step of the method in shared/tableau.ts in each lane, of a length of its own, and the solution inside it. */
import { isFinite2, laneAt, one, select, setLaneAt } from '../math/lanes'
import { foresee, setTime } from './moments'
import { allowance, components, derivatives, resolution, ROW, states } from './system'
import { ALL_STAGES, ERROR_3, ERROR_5, INTERPOLANT, NODES, STAGES, WEIGHTS, weightsOf } from '../shared/tableau'

/** Where the step starts and ends, and the components at both. */
export const START: usize = memory.data(16, 16)
export const END: usize = memory.data(16, 16)
export const FROM: usize = memory.data(<i32>ROW, 16)
const TO: usize = memory.data(<i32>ROW, 16)

const STAGE: usize = memory.data(ALL_STAGES * <i32>ROW, 16)
const STATES: usize = memory.data(<i32>ROW, 16)
const COEFFICIENT: usize = memory.data(7 * <i32>ROW, 16)
/** The last stage of the step is at its end, where the derivatives of the next one are. */
const LAST: i32 = STAGES - 1
/** Integrals alone do not need the stages from 1 to this one: they have no weight but in each other. */
const FIRST_WEIGHED: i32 = 5
let interpolated: bool = false

/** Lanes whose derivatives were on their side of zero, inside the step and at its end. */
export let consistentInside: v128 = f64x2.splat(0)
export let consistentAtEnd: v128 = f64x2.splat(0)

/** Computes the derivatives at the start of the lanes of `mask`. */
export function restart(mask: v128): void {
  setTime(0, v128.load(START))
  foresee(1)
  derivatives(0, FROM, TO)
  for (let at: usize = 0; at < ROW; at += 16) v128.store(STAGE + at, select(mask, v128.load(TO + at), v128.load(STAGE + at)))
}

/** Ends lane `i` where it starts: a step of no length. */
export function stop(i: i32): void {
  setLaneAt(END, i, laneAt(START, i))
  memory.copy(TO, FROM, ROW)
}

/** Moves the lanes of `mask` on to the end of the step. */
export function accept(mask: v128): void {
  v128.store(START, select(mask, v128.load(END), v128.load(START)))
  const last = STAGE + <usize>STAGES * ROW
  for (let at: usize = 0; at < ROW; at += 16) {
    v128.store(FROM + at, select(mask, v128.load(TO + at), v128.load(FROM + at)))
    v128.store(STAGE + at, select(mask, v128.load(last + at), v128.load(STAGE + at)))
  }
}

// @ts-ignore: decorator
@inline
function length(): v128 {
  return f64x2.sub(v128.load(END), v128.load(START))
}

// @ts-ignore: decorator
@inline
function weighted(weights: usize, component: i32, stage: i32): v128 {
  return f64x2.mul(v128.load64_splat(weights + (<usize>stage << 3)), v128.load(STAGE + <usize>stage * ROW + (<usize>component << 4)))
}

/** The sum of the first `count` stages of a component, each with its weight. */
function weigh(weights: usize, component: i32, count: i32): v128 {
  let sum = f64x2.splat(0)
  for (let j = 0; j < count; j++) sum = f64x2.add(sum, weighted(weights, component, j))
  return sum
}

/** The same where stages from 1 to FIRST_WEIGHED have no weight: everywhere but inside the step. */
function weighEnds(weights: usize, component: i32, count: i32): v128 {
  let sum = weighted(weights, component, 0)
  for (let j = FIRST_WEIGHED; j < count; j++) sum = f64x2.add(sum, weighted(weights, component, j))
  return sum
}

/** Looks ahead to the moments of stages, the first of which is moment 0. */
function foreseeStages(first: i32, last: i32): void {
  const h = length()
  const start = v128.load(START)
  for (let stage = first; stage <= last; stage++) {
    const t = f64x2.add(start, f64x2.mul(h, v128.load64_splat(changetype<usize>(NODES) + (<usize>stage << 3))))
    setTime(stage - first, stage == LAST ? v128.load(END) : t)
  }
  foresee(last - first + 1)
}

/** The derivatives of a stage, at moment `k`. */
function evaluate(stage: i32, k: i32): v128 {
  const weights = changetype<usize>(WEIGHTS) + (<usize>weightsOf(stage) << 3)
  const h = length()
  for (let i = 0; i < states; i++) {
    const at = <usize>i << 4
    v128.store(STATES + at, f64x2.add(v128.load(FROM + at), f64x2.mul(h, weigh(weights, i, stage))))
  }
  return derivatives(k, STATES, STAGE + <usize>stage * ROW)
}

/** Tries the step to END. Returns its error over what is allowed; NaN where it leaves the range of arithmetic. */
export function attempt(): v128 {
  interpolated = false
  let consistent = f64x2.eq(f64x2.splat(0), f64x2.splat(0))
  const first = states ? 1 : FIRST_WEIGHED
  foreseeStages(first, LAST)
  for (let stage = first; stage <= LAST; stage++) consistent = v128.and(consistent, evaluate(stage, stage - first))
  consistentInside = consistent
  const h = length()
  for (let i = 0; i < components; i++) {
    const at = <usize>i << 4
    const weights = changetype<usize>(WEIGHTS) + (<usize>weightsOf(STAGES) << 3)
    v128.store(TO + at, f64x2.add(v128.load(FROM + at), f64x2.mul(h, weighEnds(weights, i, STAGES))))
  }
  consistentAtEnd = derivatives(LAST - first, TO, STAGE + <usize>STAGES * ROW)
  return error(h)
}

/** The worst component's estimate of order 5, corrected by that of order 3. */
function error(h: v128): v128 {
  const shortest = resolution()
  let worst = f64x2.splat(0)
  let finite = f64x2.eq(worst, worst)
  for (let i = 0; i < components; i++) {
    const at = <usize>i << 4
    const to = v128.load(TO + at)
    const fifth = weighEnds(changetype<usize>(ERROR_5), i, STAGES)
    const third = weighEnds(changetype<usize>(ERROR_3), i, STAGES)
    const square = f64x2.mul(fifth, fifth)
    const both = f64x2.sqrt(f64x2.add(square, f64x2.mul(f64x2.splat(0.01), f64x2.mul(third, third))))
    const corrected = v128.andnot(f64x2.div(square, both), f64x2.eq(square, f64x2.splat(0)))
    let allowed = allowance(i, v128.load(END), v128.load(FROM + at), to)
    if (i >= states) {
      // An integrand comes and goes at times that are rounded.
      const change = f64x2.sub(v128.load(STAGE + <usize>STAGES * ROW + at), v128.load(STAGE + at))
      allowed = f64x2.add(allowed, f64x2.mul(shortest, f64x2.abs(change)))
    }
    const relative = f64x2.div(f64x2.mul(h, corrected), allowed)
    finite = v128.and(finite, v128.and(isFinite2(to), isFinite2(relative)))
    worst = f64x2.pmax(worst, relative)
  }
  return select(finite, worst, f64x2.splat(NaN))
}

/** All components at times inside the step. */
export function at(t: v128, out: usize): void {
  const atEnd = f64x2.eq(t, v128.load(END))
  const atStart = f64x2.eq(t, v128.load(START))
  const atNode = v128.or(atEnd, atStart)
  const inside = !i64x2.all_true(atNode)
  if (inside && !interpolated) interpolate()
  const u = f64x2.div(f64x2.sub(t, v128.load(START)), length())
  const v = f64x2.sub(one(), u)
  for (let i = 0; i < components; i++) {
    const shift = <usize>i << 4
    const node = select(atEnd, v128.load(TO + shift), v128.load(FROM + shift))
    let sum = node
    if (inside) {
      sum = f64x2.mul(u, v128.load(COEFFICIENT + 6 * ROW + shift))
      for (let k = 5; k >= 0; k--) sum = f64x2.mul(k & 1 ? v : u, f64x2.add(v128.load(COEFFICIENT + <usize>k * ROW + shift), sum))
      sum = select(atNode, node, f64x2.add(v128.load(FROM + shift), sum))
    }
    v128.store(out + shift, sum)
  }
}

function interpolate(): void {
  foreseeStages(STAGES + 1, ALL_STAGES - 1)
  for (let stage = STAGES + 1; stage < ALL_STAGES; stage++) evaluate(stage, stage - STAGES - 1)
  const h = length()
  for (let i = 0; i < components; i++) {
    const shift = <usize>i << 4
    const first = v128.load(STAGE + shift)
    const last = v128.load(STAGE + <usize>STAGES * ROW + shift)
    const rise = f64x2.sub(v128.load(TO + shift), v128.load(FROM + shift))
    const target = COEFFICIENT + shift
    v128.store(target, rise)
    v128.store(target + ROW, f64x2.sub(f64x2.mul(h, first), rise))
    v128.store(target + 2 * ROW, f64x2.sub(f64x2.add(rise, rise), f64x2.mul(h, f64x2.add(first, last))))
    for (let row = 0; row < 4; row++) {
      const weights = changetype<usize>(INTERPOLANT) + (<usize>(row * ALL_STAGES) << 3)
      v128.store(target + <usize>(row + 3) * ROW, f64x2.mul(h, weighEnds(weights, i, ALL_STAGES)))
    }
  }
  interpolated = true
}
