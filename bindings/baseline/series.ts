/**
 * The step δ to a root of f: ν = −f / f' and the inverse series to ν⁴, with c_n = −f^(n) / (n! f') for n = 2 and 4 and
 * c_3 = f''' / (3! f').
 */
export function inverseSeries(nu: number, c2: number, c3: number, c4: number): number {
  const cubic = 2 * c2 * c2 - c3
  const quartic = 5 * c2 * (c2 * c2 - c3) + c4
  return nu + nu * nu * (c2 + nu * (cubic + nu * quartic))
}
