// The elementary functions of assembly/math on one value `x`, beside a `neighbour` in the other lane. Compiled by
// test/numbers/math.test.ts.
import * as exponential from '../../assembly/math/exp'
import * as logarithm from '../../assembly/math/log'
import '../../assembly/math/arrays'
import '../../assembly/math/portable'

const FROM: usize = memory.data(16 * 16, 16)
const TO: usize = memory.data(16 * 16, 16)

@inline
function pack(x: f64, neighbour: f64, lane: i32): v128 {
  return f64x2(lane ? neighbour : x, lane ? x : neighbour)
}

@inline
function unpack(value: v128, lane: i32): f64 {
  return lane ? f64x2.extract_lane(value, 1) : f64x2.extract_lane(value, 0)
}

export function exp(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(exponential.exp(pack(x, neighbour, lane)), lane)
}

export function expModerate(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(exponential.expModerate(pack(x, neighbour, lane)), lane)
}

export function expRough(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(exponential.expRough(pack(x, neighbour, lane)), lane)
}

export function expMinusOne(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(exponential.expMinusOne(pack(x, neighbour, lane)), lane)
}

export function log(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(logarithm.log(pack(x, neighbour, lane)), lane)
}

export function logNormal(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(logarithm.logNormal(pack(x, neighbour, lane)), lane)
}

export function logRough(x: f64, neighbour: f64, lane: i32): f64 {
  return unpack(logarithm.logRough(pack(x, neighbour, lane)), lane)
}

export function logOnePlus(x: f64, neighbour: f64, lane: i32): f64 {
  const r = pack(x, neighbour, lane)
  return unpack(logarithm.logOnePlus(r, f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(2), r))), lane)
}

export function mathExpm1(x: f64, _neighbour: f64, _lane: i32): f64 {
  return Math.expm1(x)
}

export function mathLog1p(x: f64, _neighbour: f64, _lane: i32): f64 {
  return Math.log1p(x)
}

// A block of seven vectors, of which the fourth holds the value and the others the neighbour.
function fill(x: f64, neighbour: f64, lane: i32): void {
  for (let i = 0; i < 7; i++) v128.store(FROM + (<usize>i << 4), i == 3 ? pack(x, neighbour, lane) : f64x2.splat(neighbour))
}

export function expAll(x: f64, neighbour: f64, lane: i32): f64 {
  fill(x, neighbour, lane)
  exponential.expAll(FROM, TO, 7)
  return unpack(v128.load(TO, 48), lane)
}

export function logAll(x: f64, neighbour: f64, lane: i32): f64 {
  fill(x, neighbour, lane)
  logarithm.logAll(FROM, TO, 7)
  return unpack(v128.load(TO, 48), lane)
}
