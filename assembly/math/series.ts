import { constant } from './lanes'

const FIVE: usize = memory.data<f64>([5])

/**
 * The step δ to a root of f: ν = −f / f' and the inverse series to ν⁴, with c_n = −f^(n) / (n! f') for n = 2 and 4 and
 * c_3 = f''' / (3! f').
 */
@inline
export function inverseSeries(nu: v128, c2: v128, c3: v128, c4: v128): v128 {
  const c22 = f64x2.mul(c2, c2)
  const cubic = f64x2.sub(f64x2.add(c22, c22), c3)
  const quartic = f64x2.add(f64x2.mul(f64x2.mul(constant(FIVE), c2), f64x2.sub(c22, c3)), c4)
  const bend = f64x2.add(c2, f64x2.mul(nu, f64x2.add(cubic, f64x2.mul(nu, quartic))))
  return f64x2.add(nu, f64x2.mul(f64x2.mul(nu, nu), bend))
}
