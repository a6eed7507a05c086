/**
 * The law `table`: monotone cubic interpolation, constant outside the knots. They increase at every point: no scenario may
 * have others, nor a sweep make them.
 */
import { cubic, endSlope, innerSlope } from '../shared/monotone-cubic'

// One v128 a knot: all times, then all levels.
let table: usize = 0

export function setTable(address: usize): void {
  table = address
}

@inline
function read(i: i32, lane: i32): f64 {
  return load<f64>(table + (<usize>i << 4) + (<usize>lane << 3))
}

export function tableLevel(time: v128, knots: i32): v128 {
  return f64x2.replace_lane(
    f64x2.splat(interpolate(f64x2.extract_lane(time, 0), knots, 0)), 1,
    interpolate(f64x2.extract_lane(time, 1), knots, 1),
  )
}

function interpolate(time: f64, knots: i32, lane: i32): f64 {
  const last = knots - 1
  if (time <= read(0, lane)) return read(knots, lane)
  if (time >= read(last, lane)) return read(knots + last, lane)
  let i = 0
  while (time >= read(i + 1, lane)) i++
  const h = width(i, lane)
  return cubic(
    (time - read(i, lane)) / h, h, read(knots + i, lane), read(knots + i + 1, lane), knotSlope(i, knots, lane),
    knotSlope(i + 1, knots, lane),
  )
}

function width(i: i32, lane: i32): f64 {
  return read(i + 1, lane) - read(i, lane)
}

function slope(i: i32, knots: i32, lane: i32): f64 {
  return (read(knots + i + 1, lane) - read(knots + i, lane)) / width(i, lane)
}

function knotSlope(i: i32, knots: i32, lane: i32): f64 {
  const last = knots - 1
  if (last == 1) return slope(0, knots, lane)
  if (i == 0) return endSlope(width(0, lane), width(1, lane), slope(0, knots, lane), slope(1, knots, lane))
  if (i == last) {
    return endSlope(
      width(last - 1, lane), width(last - 2, lane), slope(last - 1, knots, lane), slope(last - 2, knots, lane),
    )
  }
  return innerSlope(width(i - 1, lane), width(i, lane), slope(i - 1, knots, lane), slope(i, knots, lane))
}
