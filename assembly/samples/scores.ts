/**
 * Normal scores: `normalQuantile` of bindings/numbers/normal.ts (Wichura's AS 241), two at a time, with the same operations in the same
 * order: the same bits. The few values in the tails, which need a logarithm, are gathered first.
 */
import { BLOCK, constant, polynomial, VALUES } from './block'
import { log } from './elementary'

const CENTRE: usize = memory.data<f64>([
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
  33430.575583588128105, 2509.0809287301226727,
])
const BELOW_CENTRE: usize = memory.data<f64>([
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
])
const TAIL: usize = memory.data<f64>([
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
])
const BELOW_TAIL: usize = memory.data<f64>([
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966,
  5.475938084995344946e-4, 1.05075007164441684324e-9,
])
const FAR: usize = memory.data<f64>([
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
])
const BELOW_FAR: usize = memory.data<f64>([
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5,
  1.4215117583164458887e-7, 2.04426310338993978564e-15,
])

// Of the values in the tails: their distances from the nearer end, and where they are, with the side in the lowest bit.
const DISTANCES: usize = memory.data((BLOCK + 1) * 8, 16)
const PLACES: usize = memory.data((BLOCK + 1) * 4, 16)

/** Puts the normal score in the place of each value between 0 and 1, which works for all. */
export function scores(count: i32): bool {
  const end = VALUES + (<usize>count << 3)
  let tails: usize = 0
  for (let at = VALUES; at < end; at += 16) {
    const u = v128.load(at)
    const q = f64x2.sub(u, f64x2.splat(0.5))
    const isCentral = f64x2.le(f64x2.abs(q), f64x2.splat(0.425))
    const central = i64x2.bitmask(isCentral)
    if (central != 3) {
      const distance = f64x2.pmin(u, f64x2.sub(f64x2.splat(1), u))
      const above = i64x2.bitmask(f64x2.gt(q, f64x2.splat(0)))
      store<f64>(DISTANCES + (tails << 3), f64x2.extract_lane(distance, 0))
      store<u32>(PLACES + (tails << 2), <u32>at | (above & 1))
      tails += <usize>(~central & 1)
      store<f64>(DISTANCES + (tails << 3), f64x2.extract_lane(distance, 1))
      store<u32>(PLACES + (tails << 2), (<u32>at + 8) | (above >> 1))
      tails += <usize>((~central >> 1) & 1)
    }
    const r = f64x2.sub(f64x2.splat(0.180625), f64x2.mul(q, q))
    v128.store(at, f64x2.div(f64x2.mul(q, polynomial(CENTRE, r)), polynomial(BELOW_CENTRE, r)))
  }
  for (let i: usize = 0; i < tails; i += 2) {
    const score = tail(v128.load(DISTANCES + (i << 3)))
    put(i, f64x2.extract_lane(score, 0))
    if (i + 1 < tails) put(i + 1, f64x2.extract_lane(score, 1))
  }
  return true
}

function put(i: usize, score: f64): void {
  const place = load<u32>(PLACES + (i << 2))
  store<f64>(place & ~1, place & 1 ? score : -score)
}

/** Above which a normal variable is with that probability. */
function tail(p: v128): v128 {
  const r = f64x2.sqrt(f64x2.neg(log(p)))
  const isNear = f64x2.le(r, f64x2.splat(5))
  const near = f64x2.sub(r, f64x2.splat(1.6))
  const score = f64x2.div(polynomial(TAIL, near), polynomial(BELOW_TAIL, near))
  if (i64x2.all_true(isNear)) return score
  const far = f64x2.sub(r, f64x2.splat(5))
  return v128.bitselect(score, f64x2.div(polynomial(FAR, far), polynomial(BELOW_FAR, far)), isNear)
}
