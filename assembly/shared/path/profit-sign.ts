/** The side of zero on which a profit is, which is where the derivatives hold that are made of it. */
import { Side } from './enterprises.ts'

/** A profit this far beyond zero, beside revenue and cost, is no rounding error. */
const CROSSED: f64 = 1e-12

export class ProfitSign {
  isPositive: bool = true

  take(side: Side): void {
    this.isPositive = side.profit > 0
  }

  /** What there is to invest. */
  surplusOf(side: Side): f64 {
    return this.isPositive ? side.profit : 0
  }

  /** Whether a profit is on this side, but for rounding. */
  isKept(side: Side): bool {
    const slack = CROSSED * side.turnover
    return this.isPositive ? side.profit >= -slack : side.profit <= slack
  }
}
