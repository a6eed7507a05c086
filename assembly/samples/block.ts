/** Values that one call takes, and where the host puts them; a function of an odd number of them writes one behind. */
export const BLOCK: i32 = 1024
export const VALUES: usize = memory.data((BLOCK + 1) * 8, 16)

export function values(): usize {
  return VALUES
}

/** Constant `i` of a table, in both lanes. */
@inline
export function constant(table: usize, i: i32 = 0): v128 {
  return v128.load64_splat(table + (<usize>i << 3))
}

@inline
function step(table: usize, i: i32, x: v128, sum: v128): v128 {
  return f64x2.add(f64x2.mul(sum, x), constant(table, i))
}

/** (… (c_7 x + c_6) x + …) x + c_0, in the order of JavaScript's. */
@inline
export function polynomial(table: usize, x: v128): v128 {
  const upper = step(table, 4, x, step(table, 5, x, step(table, 6, x, constant(table, 7))))
  return step(table, 0, x, step(table, 1, x, step(table, 2, x, step(table, 3, x, upper))))
}
