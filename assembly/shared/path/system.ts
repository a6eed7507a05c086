/**
 * An enterprise on its way, beside the same enterprise whose level stays at θ(t0). They share each step, so that the advantage
 * of the one over the other is integrated as such and not lost in the difference of two sums.
 *
 * States are ln(x_i / x_i(t0)) of both, but in mode `optimum`; and with the law `invested` h, where 1 − θ = (1 − from) e^{−h}, so
 * that the level stays at most 1. Integrals follow behind, on which no derivative depends.
 */
import { Changes } from './changes.ts'
import { DEGREE, NODES } from './chebyshev.ts'
import { Component, FIRST_WEIGHED } from './component.ts'
import { ADJUSTMENT, CAPITALISATION, Enterprises, FactorDynamics, Moment, OPTIMUM, Setting, Side } from './enterprises.ts'
import { Integrals } from './integrals.ts'
import { Volume } from './volume.ts'

/** Beside h a smaller one is judged as this; beside a state a smaller error is rounding. */
const FLOOR: f64 = 1e-4
const RESOLUTION: f64 = 1e-15
/** A profit this far beyond zero, beside revenue and cost, is no rounding error. */
const CROSSED: f64 = 1e-12
/** Of two volumes that jump, their logarithms do not keep this sum. */
const APART: f64 = 0.6180339887498949

export class System {
  readonly setting: Setting
  /** Of each factor the enterprise's volume, and that of the one whose level stays. */
  here0: Volume = new Volume()
  still0: Volume = new Volume()
  here1: Volume = new Volume()
  still1: Volume = new Volume()
  /** h, how far a level that is a state has come. */
  converted: Component = new Component()
  readonly integrals: Integrals
  /** The chain of those that the path has: states, from `profit` on integrals. And what follows the last. */
  all: Component
  end: Component = new Component()
  /** Whether there are states that follow their derivatives: else the path goes in panels. */
  hasStates: bool = false
  /** Whether parameters change in the piece, and whether neither they nor the level do. */
  varies: bool = false
  isSteady: bool = false
  /** Whether the enterprise, and the one that stays, are all along the piece where they are at its start. */
  rests: bool = false
  stillRests: bool = false
  /** The start of the piece: both optima, which hold all along it where nothing changes; and with known volumes, where both are. */
  origin: Moment = new Moment()
  /** Whether an optimum was not found, and the earliest time at which the model did not allow the parameters. */
  failed: bool = false
  forbidden: f64 = Infinity
  /** An optimum at a bound, on the step in hand. */
  atBound: bool = false
  /** One moment, for the backend. */
  private single: Moment[] = [new Moment()]
  /** Best volumes at the points of a panel, over the first ones. */
  private targets: Float64Array = new Float64Array(DEGREE + 1)
  /** The first volumes, and their logarithms. */
  private initial0: f64 = 1
  private initial1: f64 = 1
  private logInitial0: f64 = 0
  private logInitial1: f64 = 0
  private isProfitable: bool = true
  private isStillProfitable: bool = true

  constructor(public enterprises: Enterprises, public changes: Changes, conversionSlot: i32) {
    const setting = new Setting()
    const integrals = new Integrals(setting, changes, conversionSlot)
    this.setting = setting
    this.integrals = integrals
    this.all = integrals.profit
  }

  /** Whether volumes follow the best ones of levels that are known. */
  get adjusts(): bool {
    return this.setting.mode === ADJUSTMENT && !this.setting.isInvested
  }

  /** Whether derivatives hold on one side of zero profit only. */
  private get switches(): bool {
    return this.setting.isInvested || this.setting.mode === CAPITALISATION
  }

  /** Whether best volumes may jump in the piece. */
  get mayJump(): bool {
    return this.setting.mode !== CAPITALISATION && !this.isSteady
  }

  /** Whether the piece's optima have to be found moment by moment, before any state is known. */
  get foresees(): bool {
    return !this.hasStates && !this.isSteady
  }

  /** Stands at the start of the horizon. Returns whether there is an enterprise to follow. */
  begin(): bool {
    const s = this.setting
    const integrals = this.integrals
    this.hasStates = this.switches
    this.failed = false
    this.forbidden = Infinity
    this.atBound = false
    this.isProfitable = true
    this.isStillProfitable = true
    integrals.spent = 0
    if (s.mode === CAPITALISATION) integrals.spent = s.factorCount === 2 ? s.factor0.share + s.factor1.share : s.factor0.share
    integrals.begin(this.end, this.switches)
    this.link()
    for (let c = this.all; c !== this.end; c = c.next) c.place(0)
    s.law.enter(s.start)
    integrals.startLevel = s.isInvested ? s.from : s.law.at(s.start)
    this.enterprises.stillLevel = integrals.startLevel
    this.findOrigin(s.start)
    const origin = this.origin
    if (!origin.isAllowed || !(s.start <= s.end)) return false
    const given0 = s.factor0.initial
    const given1 = s.factor1.initial
    this.initial0 = given0 === given0 ? given0 : origin.here.target0
    this.initial1 = given1 === given1 ? given1 : origin.here.target1
    this.logInitial0 = given0 === given0 ? Math.log(given0) : origin.here.logTarget0
    this.logInitial1 = given1 === given1 ? Math.log(given1) : origin.here.logTarget1
    this.settle()
    return true
  }

  /** Chains the states of the mode and the law in front of the integrals. */
  private link(): void {
    const s = this.setting
    const integrals = this.integrals.profit
    this.converted.next = integrals
    const behind = s.isInvested ? this.converted : integrals
    this.all = behind
    if (s.mode === OPTIMUM) return
    const isTwo = s.factorCount === 2
    this.still1.next = behind
    this.here1.next = this.still1
    this.still0.next = isTwo ? this.here1 : behind
    this.here0.next = this.still0
    this.all = this.here0
  }

  /** Goes on in the piece between two kinks that begins at `t`, with the components as they are. */
  enter(t: f64): void {
    this.findOrigin(t)
    this.settle()
  }

  private findOrigin(t: f64): void {
    const s = this.setting
    const origin = this.origin
    this.changes.enter(t)
    s.law.enter(t)
    this.varies = !this.changes.isConstant
    this.isSteady = !this.varies && !s.isInvested && s.law.isConstant
    this.enterprises.enter(t, this.varies)
    origin.time = t
    origin.level = s.isInvested ? this.integrals.startLevel + this.raised() : s.law.at(t)
    this.findOptimum(origin, true)
    if (!origin.isAllowed) this.forbidden = t
    if (s.mode !== CAPITALISATION && (origin.here.failed || origin.still.failed)) this.failed = true
    if (s.mode === OPTIMUM && origin.here.atBound) this.atBound = true
  }

  /** Says what is known of the piece before any step. */
  private settle(): void {
    const s = this.setting
    const origin = this.origin
    this.rests = s.mode === OPTIMUM && this.isSteady
    this.stillRests = s.mode === OPTIMUM && !this.varies
    if (!this.adjusts) return
    this.here0.enter(this.isSteady, origin.here.logTarget0 - this.logInitial0, s.factor0.timescale)
    this.still0.enter(!this.varies, origin.still.logTarget0 - this.logInitial0, s.factor0.timescale)
    this.here1.enter(this.isSteady, origin.here.logTarget1 - this.logInitial1, s.factor1.timescale)
    this.still1.enter(!this.varies, origin.still.logTarget1 - this.logInitial1, s.factor1.timescale)
    this.rests = this.here0.rests && (s.factorCount === 1 || this.here1.rests)
    this.stillRests = this.still0.rests && (s.factorCount === 1 || this.still1.rests)
    for (let c = this.all; c !== this.end; c = c.next) c.now = c.from
    this.place(origin)
  }

  private findOptimum(m: Moment, both: bool): void {
    this.single[0] = m
    this.enterprises.findOptima(this.single, 0, 1, both)
  }

  /** Places both at a moment, from the components now. */
  private place(m: Moment): void {
    m.here.y0 = this.logInitial0 + this.here0.now
    m.still.y0 = this.logInitial0 + this.still0.now
    if (this.setting.factorCount === 2) {
      m.here.y1 = this.logInitial1 + this.here1.now
      m.still.y1 = this.logInitial1 + this.still1.now
    }
    this.enterprises.placeBoth(m)
    if (!m.isAllowed) this.forbidden = Math.min(this.forbidden, m.time)
  }

  /** Sets a moment's time, and its level where a law gives it. */
  setTime(m: Moment, t: f64): void {
    m.time = t
    if (!this.setting.isInvested) m.level = this.setting.law.at(t)
  }

  /** Finds the optima of `count` moments from `first` on, whose times are set. */
  foresee(moments: Moment[], first: i32, count: i32): void {
    this.enterprises.findOptima(moments, first, count, this.varies)
    for (let k = first; k < first + count; k++) this.note(moments[k])
  }

  private note(m: Moment): void {
    if (!m.isAllowed) this.forbidden = Math.min(this.forbidden, m.time)
    else if (m.here.failed || (this.varies && m.still.failed)) this.failed = true
    if (m.here.atBound && this.setting.mode === OPTIMUM) this.atBound = true
  }

  /**
   * Moves both along a panel of that length, at whose points the moments are. Returns the error of the volumes over what is
   * allowed.
   */
  move(moments: Moment[], length: f64): f64 {
    const isTwo = this.setting.factorCount === 2
    let worst = this.moveOne(this.here0, moments, length, false, 0)
    worst = Math.max(worst, this.moveOne(this.still0, moments, length, true, 0))
    if (isTwo) {
      worst = Math.max(worst, this.moveOne(this.here1, moments, length, false, 1))
      worst = Math.max(worst, this.moveOne(this.still1, moments, length, true, 1))
    }
    if (this.rests && this.stillRests) return worst
    for (let j = 1; j <= DEGREE; j++) {
      const m = moments[j]
      m.here.y0 = this.logInitial0 + this.here0.values[j]
      m.still.y0 = this.logInitial0 + this.still0.values[j]
      if (!isTwo) continue
      m.here.y1 = this.logInitial1 + this.here1.values[j]
      m.still.y1 = this.logInitial1 + this.still1.values[j]
    }
    this.enterprises.place(moments, 1, DEGREE, !this.stillRests)
    for (let j = 1; j <= DEGREE; j++) if (!moments[j].isAllowed) this.forbidden = Math.min(this.forbidden, moments[j].time)
    return worst
  }

  private moveOne(v: Volume, moments: Moment[], length: f64, still: bool, factor: i32): f64 {
    let error: f64 = 0
    v.values[0] = v.from
    if (v.isKnown) {
      // Not from the moments' times, which are rounded: the volumes that follow are at the points themselves.
      const elapsed = moments[0].time - this.origin.time
      for (let j = 1; j <= DEGREE; j++) v.values[j] = v.known(elapsed + 0.5 * length * (1 + NODES[j]))
    } else {
      const over = factor === 0 ? this.initial0 : this.initial1
      for (let j = 0; j <= DEGREE; j++) {
        const side = still ? moments[j].still : moments[j].here
        this.targets[j] = (factor === 0 ? side.target0 : side.target1) / over
      }
      error = v.follow(this.targets, length)
    }
    v.to = v.values[DEGREE]
    return error / (this.setting.tolerance + RESOLUTION * Math.abs(v.to))
  }

  /** Keeps the integrals' derivatives at point `j` of a panel, which is at that moment. */
  integrate(m: Moment, j: i32): void {
    const origin = this.origin
    const here = this.rests ? origin.here : m.here
    this.integrals.take(m.time, m.level, this.rests ? origin.perLevel : m.perLevel, here, this.stillOf(m), 0, 0)
    this.integrals.keep(j)
  }

  private stillOf(m: Moment): Side {
    return this.stillRests ? this.origin.still : m.still
  }

  /** Stands at a moment, from the components now. */
  private stand(m: Moment): void {
    const s = this.setting
    if (s.isInvested) {
      m.level = this.integrals.startLevel + this.raised()
      if (s.mode !== CAPITALISATION) this.foreseeOne(m)
    }
    if (s.mode !== OPTIMUM) this.place(m)
  }

  private foreseeOne(m: Moment): void {
    this.findOptimum(m, this.varies)
    this.note(m)
  }

  /** Sets the volumes to those at a time of a panel, which is at `x` of the way from −1 to 1. */
  look(t: f64, x: f64): void {
    const elapsed = t - this.origin.time
    this.here0.look(elapsed, x)
    this.still0.look(elapsed, x)
    if (this.setting.factorCount === 1) return
    this.here1.look(elapsed, x)
    this.still1.look(elapsed, x)
  }

  /** The volume of a factor now, in the modes in which it is a state. */
  volume(i: i32): f64 {
    return i === 0 ? this.initial0 * Math.exp(this.here0.now) : this.initial1 * Math.exp(this.here1.now)
  }

  /** Where the enterprise is at a moment whose time is set, from the components now. */
  sideAt(m: Moment): Side {
    if (this.rests) return this.origin.here
    if (this.foresees && this.setting.mode === OPTIMUM) this.foreseeOne(m)
    this.stand(m)
    return m.here
  }

  /** Stands at a moment for the backend to take the quantities there. */
  show(m: Moment): void {
    if (this.setting.mode === OPTIMUM && !this.setting.isInvested) this.foreseeOne(m)
    else this.stand(m)
  }

  /** The best volumes of one of the two at a moment, as one number that tells them apart. */
  targetAt(m: Moment, still: bool): f64 {
    const s = this.setting
    if (s.isInvested) m.level = this.integrals.startLevel + this.raised()
    this.findOptimum(m, this.varies)
    const side = still ? m.still : m.here
    return s.factorCount === 2 ? side.logTarget0 + APART * side.logTarget1 : side.logTarget0
  }

  /** θ − θ(t0) where the level is a state. */
  private raised(): f64 {
    return (this.integrals.startLevel - 1) * Math.expm1(-this.converted.now)
  }

  /** Computes the values up to `t`, from the components now. */
  value(t: f64): void {
    this.integrals.value(t, this.setting.isInvested ? this.raised() : 0)
  }

  /**
   * Sets the derivatives of all components as those of `stage`, at a moment, from the components now. Returns whether profits are
   * on the side of zero that the derivatives are meant for.
   */
  rates(stage: i32, m: Moment): bool {
    const s = this.setting
    this.stand(m)
    const here = m.here
    const still = this.stillOf(m)
    const surplus = this.isProfitable ? here.profit : 0
    const stillSurplus = this.isStillProfitable ? still.profit : 0
    if (s.mode === ADJUSTMENT) this.adjust(stage, m)
    if (s.mode === CAPITALISATION) this.grow(stage, m, surplus, stillSurplus)
    if (s.isInvested) this.converted.values[stage] = (s.investedShare * surplus) / this.integrals.conversionCostAt(m.time)
    if (stage === 0 || stage >= FIRST_WEIGHED) {
      this.integrals.take(m.time, m.level, m.perLevel, here, still, surplus, stillSurplus)
      this.integrals.keep(stage)
    }
    return this.areOnSide(here, still)
  }

  /** Rates of the volumes' logarithms in mode `adjustment`. */
  private adjust(stage: i32, m: Moment): void {
    const s = this.setting
    const still = this.varies ? m.still : this.origin.still
    const timescale0 = s.factor0.timescale
    this.here0.values[stage] = Math.expm1(m.here.logTarget0 - m.here.y0) / timescale0
    this.still0.values[stage] = Math.expm1(still.logTarget0 - m.still.y0) / timescale0
    if (s.factorCount === 1) return
    const timescale1 = s.factor1.timescale
    this.here1.values[stage] = Math.expm1(m.here.logTarget1 - m.here.y1) / timescale1
    this.still1.values[stage] = Math.expm1(still.logTarget1 - m.still.y1) / timescale1
  }

  /** The same in mode `capitalisation`. */
  private grow(stage: i32, m: Moment, surplus: f64, stillSurplus: f64): void {
    const s = this.setting
    this.here0.values[stage] = growth(s.factor0, m.here.x0, surplus)
    this.still0.values[stage] = growth(s.factor0, m.still.x0, stillSurplus)
    if (s.factorCount === 1) return
    this.here1.values[stage] = growth(s.factor1, m.here.x1, surplus)
    this.still1.values[stage] = growth(s.factor1, m.still.x1, stillSurplus)
  }

  /** Whether both profits are on their sides of zero, but for rounding. */
  private areOnSide(here: Side, still: Side): bool {
    if (this.setting.mode === CAPITALISATION && !keepsSide(still, this.isStillProfitable)) return false
    return keepsSide(here, this.isProfitable)
  }

  /** The same at a moment, from the components now. */
  areConsistent(m: Moment): bool {
    this.stand(m)
    return this.areOnSide(m.here, this.stillOf(m))
  }

  /** Changes to the sides of zero on which the profits are, at a moment, from the components now. */
  switchSides(m: Moment): void {
    this.stand(m)
    this.isProfitable = m.here.profit > 0
    this.isStillProfitable = this.stillOf(m).profit > 0
  }

  /** How large an error of a component may be in a step to `t` whose derivatives have just been computed. */
  allowance(c: Component, isIntegral: bool, t: f64, length: f64): f64 {
    if (isIntegral) return this.integrals.allowance(c, t, length)
    const tolerance = this.setting.tolerance
    const size = Math.abs(c.to)
    // An absolute error of ln x is a relative one of x; a relative one of h makes at most 0.4 of it in θ.
    return c === this.converted ? (tolerance + RESOLUTION) * Math.max(size, FLOOR) : tolerance + RESOLUTION * size
  }
}

function keepsSide(side: Side, isProfitable: bool): bool {
  const slack = CROSSED * side.turnover
  return isProfitable ? side.profit >= -slack : side.profit <= slack
}

/** The rate of ln x that a surplus buys, less wear. */
function growth(factor: FactorDynamics, volume: f64, surplus: f64): f64 {
  const bought = surplus === 0 ? 0 : (factor.share * surplus) / (factor.unitCost * volume)
  return bought - factor.depreciation
}
