/** The problem of two-factor.ts. */

/** Two problems, one a lane. A term is e^{constant + slopes · y}, absent with the constant −∞; `log…` is ln of a slope. */
@unmanaged
export class TwoFactor {
  output: v128
  outputSlope0: v128
  outputSlope1: v128
  logOutputSlope0: v128
  logOutputSlope1: v128
  gain: v128
  gainSlope0: v128
  gainSlope1: v128
  logGainSlope0: v128
  logGainSlope1: v128
  burden: v128
  burdenSlope0: v128
  burdenSlope1: v128
  logBurdenSlope0: v128
  logBurdenSlope1: v128
  /** g where both waste terms are present: the gain's slopes are g times the burden's. */
  exponent: v128
  logExponent: v128
  cost0: v128
  cost1: v128
  costSlope0: v128
  costSlope1: v128
  logCostSlope0: v128
  logCostSlope1: v128
  lower0: v128
  lower1: v128
  upper0: v128
  upper1: v128
  /** The answer: the volumes' logarithms, and a mask of the lanes that did not converge. */
  y0: v128
  y1: v128
  failed: v128
}

/** Marks one lane as not converged. */
export function markFailed(p: TwoFactor, lane: i32): void {
  store<i64>(changetype<usize>(p) + offsetof<TwoFactor>('failed') + (<usize>lane << 3), -1)
}
