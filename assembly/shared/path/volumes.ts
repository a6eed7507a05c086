/** The volumes of both enterprises along a path, in the modes in which they are states. */
import { DEGREE, NODES } from './chebyshev.ts'
import { Component } from './component.ts'
import { FactorDynamics, Moment, Setting, Side } from './enterprises.ts'
import { LEAST_USUAL } from '../range.ts'
import { Pursuit } from './pursuit.ts'
import { Volume } from './volume.ts'

export class Volumes {
  /** Of each factor the enterprise's volume, and that of the one whose level stays. */
  here0: Volume = new Volume()
  still0: Volume = new Volume()
  here1: Volume = new Volume()
  still1: Volume = new Volume()
  /** The first volumes, and their logarithms. */
  private initial0: f64 = 1
  private initial1: f64 = 1
  private logInitial0: f64 = 0
  private logInitial1: f64 = 0
  /** Best volumes at the points of a panel, over the first ones. */
  private targets: Float64Array = new Float64Array(DEGREE + 1)
  private isTwo: bool = false

  constructor(private setting: Setting) {}

  /** Chains them in front of `behind`, and returns the first. */
  link(behind: Component): Component {
    this.isTwo = this.setting.factorCount === 2
    this.still1.next = behind
    this.here1.next = this.still1
    this.still0.next = behind
    if (this.isTwo) this.still0.next = this.here1
    this.here0.next = this.still0
    return this.here0
  }

  /** Begins with the volumes that are given, and where none is with the best one of a moment. */
  begin(m: Moment): void {
    const given0 = this.setting.factor0.initial
    const given1 = this.setting.factor1.initial
    this.initial0 = given0 === given0 ? given0 : m.here.target0
    this.initial1 = given1 === given1 ? given1 : m.here.target1
    this.logInitial0 = given0 === given0 ? Math.log(given0) : m.here.logTarget0
    this.logInitial1 = given1 === given1 ? Math.log(given1) : m.here.logTarget1
  }

  /** Goes on in a piece whose best volumes at its start are known, and which of them stay all along it. */
  enter(m: Moment, hereStays: bool, stillStays: bool): void {
    const s = this.setting
    this.here0.enter(hereStays, m.here.logTarget0 - this.logInitial0, s.factor0.timescale)
    this.still0.enter(stillStays, m.still.logTarget0 - this.logInitial0, s.factor0.timescale)
    this.here1.enter(hereStays, m.here.logTarget1 - this.logInitial1, s.factor1.timescale)
    this.still1.enter(stillStays, m.still.logTarget1 - this.logInitial1, s.factor1.timescale)
  }

  /** Whether the enterprise's, or those of the one that stays, are where they are going. */
  rest(still: bool): bool {
    if (still) return this.still0.rests && (!this.isTwo || this.still1.rests)
    return this.here0.rests && (!this.isTwo || this.here1.rests)
  }

  /** Tells a moment the volumes now. */
  tell(m: Moment): void {
    m.here.y0 = this.logInitial0 + this.here0.now
    m.still.y0 = this.logInitial0 + this.still0.now
    if (!this.isTwo) return
    m.here.y1 = this.logInitial1 + this.here1.now
    m.still.y1 = this.logInitial1 + this.still1.now
  }

  /** Tells the moments at the points of a panel theirs. */
  tellAll(moments: Moment[]): void {
    for (let j = 1; j <= DEGREE; j++) {
      const m = moments[j]
      m.here.y0 = this.logInitial0 + this.here0.supposed[j]
      m.still.y0 = this.logInitial0 + this.still0.supposed[j]
      if (!this.isTwo) continue
      m.here.y1 = this.logInitial1 + this.here1.supposed[j]
      m.still.y1 = this.logInitial1 + this.still1.supposed[j]
    }
  }

  /**
   * Moves all along a panel of that length, which begins so long after its piece and at whose points the moments are. Returns
   * the worst error over what is allowed.
   */
  move(moments: Moment[], elapsed: f64, length: f64): f64 {
    let worst = this.moveOne(this.here0, moments, elapsed, length)
    worst = Math.max(worst, this.moveOne(this.still0, moments, elapsed, length))
    if (!this.isTwo) return worst
    worst = Math.max(worst, this.moveOne(this.here1, moments, elapsed, length))
    return Math.max(worst, this.moveOne(this.still1, moments, elapsed, length))
  }

  private moveOne(v: Volume, moments: Moment[], elapsed: f64, length: f64): f64 {
    let error: f64 = 0
    v.supposed[0] = v.from
    if (v.isKnown) {
      // Not from the moments' times, which are rounded: the volumes that follow are at the points themselves.
      for (let j = 1; j <= DEGREE; j++) v.supposed[j] = v.known(elapsed + 0.5 * length * (1 + NODES[j]))
    } else {
      for (let j = 0; j <= DEGREE; j++) this.targets[j] = this.targetOf(v, moments[j])
      error = v.follow(this.targets, length)
    }
    v.to = v.supposed[DEGREE]
    return error / v.allowance(this.setting.tolerance)
  }

  private targetOf(v: Volume, m: Moment): f64 {
    if (v === this.here0) return m.here.target0 / this.initial0
    if (v === this.still0) return m.still.target0 / this.initial0
    return (v === this.here1 ? m.here.target1 : m.still.target1) / this.initial1
  }

  /** Sets them to those at a time since the start of the piece, which is at `x` of the way from −1 to 1 along the panel. */
  look(elapsed: f64, x: f64): void {
    this.here0.look(elapsed, x)
    this.still0.look(elapsed, x)
    if (!this.isTwo) return
    this.here1.look(elapsed, x)
    this.still1.look(elapsed, x)
  }

  /** The volume of a factor now. */
  at(i: i32): f64 {
    return i === 0 ? this.initial0 * Math.exp(this.here0.now) : this.initial1 * Math.exp(this.here1.now)
  }

  /** Has them pursued, each by its enterprise. */
  pursue(here: Pursuit, still: Pursuit): void {
    here.add(this.here0)
    still.add(this.still0)
    if (!this.isTwo) return
    here.add(this.here1)
    still.add(this.still1)
  }

  /** Moves both at a moment, which is point `j` of a panel, along with the last shifts. */
  shift(j: i32, m: Moment): void {
    shiftSide(m.here, this.here0.shifts[j], this.here1.shifts[j], this.isTwo)
    shiftSide(m.still, this.still0.shifts[j], this.still1.shifts[j], this.isTwo)
  }

  /** Sets rates of the logarithms at point `j`, as those of mode `capitalisation`, from what the two earn. */
  grow(j: i32, m: Moment, surplus: f64, stillSurplus: f64): void {
    const s = this.setting
    const here = m.here
    const still = m.still
    grow(this.here0, s.factor0, j, here.x0, surplus, here.slope0, here.bend0, here.twist0)
    grow(this.still0, s.factor0, j, still.x0, stillSurplus, still.slope0, still.bend0, still.twist0)
    if (!this.isTwo) return
    grow(this.here1, s.factor1, j, here.x1, surplus, here.slope1, here.bend1, here.twist1)
    grow(this.still1, s.factor1, j, still.x1, stillSurplus, still.slope1, still.bend1, still.twist1)
    cross(this.here1, j, surplus, here)
    cross(this.still1, j, stillSurplus, still)
  }
}

/** Moves the volumes of one of the two, and its waste, along with shifts of their logarithms. */
function shiftSide(side: Side, shift0: f64, shift1: f64, hasTwo: bool): void {
  side.x0 *= grown(shift0)
  if (hasTwo) side.x1 *= grown(shift1)
  const ofWaste = grown(side.steepness0 * shift0 + (hasTwo ? side.steepness1 * shift1 : 0))
  side.waste *= ofWaste
  side.discharged *= ofWaste
}

/** e^x of a small x. */
function grown(x: f64): f64 {
  return 1 + x * (1 + x * (0.5 + x / 6))
}

/** The rate of ln x is what a surplus buys, less wear. */
function grow(v: Volume, factor: FactorDynamics, j: i32, volume: f64, surplus: f64, slope: f64, bend: f64, twist: f64): void {
  if (buysNothing(factor, volume, surplus)) v.keep(j, 0, 0, factor.depreciation, 0, 0, 0)
  else v.keep(j, factor.share / (factor.unitCost * volume), surplus, factor.depreciation, slope, bend, twist)
}

/** Where both the volume and what is spent on it are next to 0, beside which they have lost their digits, only wear shows. */
function buysNothing(factor: FactorDynamics, volume: f64, surplus: f64): bool {
  const spent = (factor.share * surplus) / factor.unitCost
  return spent === 0 || (volume < LEAST_USUAL && spent < LEAST_USUAL)
}

function cross(v: Volume, j: i32, surplus: f64, side: Side): void {
  if (surplus === 0) v.keepCrosses(j, 0, 0, 0)
  else v.keepCrosses(j, side.cross, side.cross0, side.cross1)
}
