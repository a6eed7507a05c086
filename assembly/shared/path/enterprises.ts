/** What a path asks of the backend that computes its optima and flows. */
import { Law } from './law.ts'

/** Codes, in the order of MODES in bindings/model. */
export const OPTIMUM: i32 = 0
export const ADJUSTMENT: i32 = 1
export const CAPITALISATION: i32 = 2

/** What `dynamics` says of a factor; an initial volume that is to be the optimum is NaN. */
export class FactorDynamics {
  initial: f64 = NaN
  timescale: f64 = 1
  share: f64 = 0
  unitCost: f64 = 1
  depreciation: f64 = 0
}

/** One path's numbers, by their names in a scenario. */
export class Setting {
  mode: i32 = OPTIMUM
  factorCount: i32 = 1
  start: f64 = 0
  end: f64 = 0
  discountRate: f64 = 0
  conversionCost: f64 = 0
  /** NaN: what raising the level cost comes back. */
  reversalCost: f64 = NaN
  tolerance: f64 = 1e-10
  /** The level's law, but where profit pays for the level: then the level at the start, and the share of profit. */
  law: Law = new Law()
  isInvested: bool = false
  from: f64 = 0
  investedShare: f64 = 0
  factor0: FactorDynamics = new FactorDynamics()
  factor1: FactorDynamics = new FactorDynamics()
}

/** One enterprise at one time: its optimum, and where it is. */
export class Side {
  /** The optimum: volumes and their logarithms. */
  target0: f64 = 0
  target1: f64 = 0
  logTarget0: f64 = 0
  logTarget1: f64 = 0
  atBound: bool = false
  failed: bool = false
  /** Logarithms of the volumes where it is, and the volumes. */
  y0: f64 = 0
  y1: f64 = 0
  x0: f64 = 0
  x1: f64 = 0
  profit: f64 = 0
  /** Revenue + cost: what the profit's error is measured by. */
  turnover: f64 = 0
  waste: f64 = 0
  discharged: f64 = 0
  /** Where they are wanted (Enterprises) the derivatives of ln W, the first three derivatives of Π by ln x_i, those by both, and ∂Π/∂θ. */
  steepness0: f64 = 0
  steepness1: f64 = 0
  slope0: f64 = 0
  slope1: f64 = 0
  bend0: f64 = 0
  bend1: f64 = 0
  twist0: f64 = 0
  twist1: f64 = 0
  cross: f64 = 0
  cross0: f64 = 0
  cross1: f64 = 0
  slopeOfLevel: f64 = 0
}

/** One time of a path: the enterprise, and the same enterprise whose level stays at that of the start. */
export class Moment {
  time: f64 = 0
  level: f64 = 0
  here: Side = new Side()
  still: Side = new Side()
  /** q E + d − r, what a unit of waste is worth more at level 1 than at level 0; NaN where g is not 1. */
  perLevel: f64 = 0
  /** Whether the model allows the parameters then. */
  isAllowed: bool = true

  /** Has the time and the best volumes of another. */
  copyTargets(from: Moment): void {
    this.time = from.time
    this.here.target0 = from.here.target0
    this.here.target1 = from.here.target1
    this.still.target0 = from.still.target0
    this.still.target1 = from.still.target1
  }
}

/** Moments that one call takes. */
export const MOST_MOMENTS: i32 = 16

/**
 * The enterprise of a path and the one whose level stays, in the hands of a backend. Parameters are those of the path's
 * numbers, but for what its changes make of them at a moment's time.
 */
export abstract class Enterprises {
  /** The level of the enterprise that stays. */
  stillLevel: f64 = 0
  /** Whether derivatives of profits by volumes, and of the enterprise's by the level, are wanted. */
  wantsDerivatives: bool = false
  wantsSlopeOfLevel: bool = false
  /** How many samples it can keep in mind at once, for `store`. */
  samplesAtOnce: i32 = 1

  /** Prepares a piece between two kinks, from `t` on. `varies`: parameters change within it. */
  abstract enter(t: f64, varies: bool): void

  /**
   * Finds the optima of `count` moments from `first` on, at their times and levels: of the enterprise, and of the one that
   * stays where `both`. Fills all of their sides.
   */
  abstract findOptima(moments: Moment[], first: i32, count: i32, both: bool): void

  /** Prepares `place` where parameters change, as `findOptima` does, for both. */
  abstract prepare(moments: Moment[], first: i32, count: i32): void

  /** Computes the flows of both at the logarithms of their volumes. */
  abstract placeBoth(moment: Moment): void

  /**
   * The same for `count` moments from `first` on, of the one that stays where `both`. Where parameters change, they are those that were
   * prepared, or whose optima were found, last.
   */
  abstract place(moments: Moment[], first: i32, count: i32, both: bool): void

  /** Whether the model allows the parameters at a time of the piece. */
  abstract allows(t: f64): bool

  /** Keeps the quantities of sample `index`, which is where moment `k` of those optimised, or the one placed, is. */
  abstract store(index: i32, k: i32, failed: bool): void
}
