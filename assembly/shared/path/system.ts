/**
 * An enterprise on its way, beside the same enterprise whose level stays at θ(t0). They share each step, so that the advantage
 * of the one over the other is integrated as such and not lost in the difference of two sums.
 *
 * States are ln(x_i / x_i(t0)) of both, but in mode `optimum`, so that volumes stay positive and the first is the one given;
 * and with the law `invested` h, where 1 − θ = (1 − from) e^{−h}, so that the level stays at most 1. Integrals follow behind,
 * on which no derivative depends.
 */
import { Changes } from './changes.ts'
import { Component } from './component.ts'
import { ADJUSTMENT, CAPITALISATION, Enterprises, FactorDynamics, Moment, OPTIMUM, Setting, Side } from './enterprises.ts'

/** An integral's error is judged beside its size, or beside this share of what it may add up to. */
const FLOOR: f64 = 1e-4
/** Beside a state, or what an integral may add up to, a smaller error is rounding. */
const RESOLUTION: f64 = 1e-15
/** Below it an integral is nothing: one that is 0 has no relative error. */
const NOTHING: f64 = 1e-280
/** A profit this far beyond zero, beside revenue and cost, is no rounding error. */
const CROSSED: f64 = 1e-12
/** A level that has moved by less has not moved, for the errors of integrals. */
const UNMOVED: f64 = 1e-30
/** Wastes that differ by less have a difference of profits that the mean of their slopes gives, to the square of this. */
const ALIKE: f64 = 1e-6
/** Of two volumes that jump, their logarithms do not keep this sum. */
const APART: f64 = 0.6180339887498949

export class System {
  setting: Setting = new Setting()
  // Logarithms of the volumes over the first ones.
  here0: Component = new Component()
  here1: Component = new Component()
  still0: Component = new Component()
  still1: Component = new Component()
  /** h, how far a level that is a state has come. */
  converted: Component = new Component()
  // Integrals from the start of the horizon on:
  /** ∫ e^{−ρ(t−t0)} Π dt */
  profit: Component = new Component()
  /**
   * ∫ e^{−ρ(t−t0)} (θ − θ(t0)) dt, from which the discounted investment follows by parts, without θ'; where J changes over time,
   * that investment itself.
   */
  level: Component = new Component()
  /** ∫ e^{−ρ(t−t0)} max(0, Π) dt, whose shares capitalisation spends. */
  surplus: Component = new Component()
  /** Of profit less what capitalisation spends: the enterprise's integral minus that of the one whose level stays. */
  gain: Component = new Component()
  /** ∫ D dt */
  discharged: Component = new Component()
  /** The chain of those that the path has, and the first of them that follows its derivative: those before are known functions of time. */
  all: Component = this.profit
  first: Component = this.profit
  /** What follows the last of the chain. */
  end: Component = new Component()
  /** Whether there are states that follow their derivatives. */
  hasStates: bool = false
  /** An integral's derivatives are known to this share, as its times are: the rounding of the horizon's times. */
  resolution: f64 = 0
  /** Whether parameters change in the piece, and whether neither they nor the level do. */
  varies: bool = false
  isSteady: bool = false
  /** The start of the piece: the optima that hold all along it where nothing changes. */
  anchor: Moment[] = [new Moment()]
  /** Whether an optimum was not found, and the earliest time at which the model did not allow the parameters. */
  failed: bool = false
  forbidden: f64 = Infinity
  /** An optimum at a bound, on the step in hand. */
  atBound: bool = false
  // Values from the start of the horizon on: see `value`.
  discountedProfit: f64 = 0
  discountedInvestment: f64 = 0
  npv: f64 = 0
  advantage: f64 = 0
  advantageError: f64 = 0
  totalDischarged: f64 = 0
  private startLevel: f64 = 0
  /** The first volumes, and their logarithms. */
  private initial0: f64 = 1
  private initial1: f64 = 1
  private logInitial0: f64 = 0
  private logInitial1: f64 = 0
  private isProfitable: bool = true
  private isStillProfitable: bool = true
  /** Σ s_i: what capitalisation spends of a surplus. */
  private spent: f64 = 0
  /** Position of J among the changed parameters; −1 where it is a constant. */
  private conversionAt: i32 = -1
  // Sizes at the last point for which derivatives were computed.
  private discount: f64 = 0
  private turnover: f64 = 0
  private waste: f64 = 0
  private moved: f64 = 0
  private gainSize: f64 = 0
  private gainNoise: f64 = 0
  /** |J| where the integral LEVEL has it as a factor, else 1. */
  private conversion: f64 = 1
  /** Errors of the integrals of gain and level so far. */
  private gainError: f64 = 0
  private levelError: f64 = 0

  constructor(public enterprises: Enterprises, public changes: Changes, private conversionSlot: i32) {}

  /** Whether derivatives hold on one side of zero profit only. */
  get switches(): bool {
    return this.setting.isInvested || this.setting.mode === CAPITALISATION
  }

  /** Stands at the start of the horizon. Returns whether there is an enterprise to follow. */
  begin(): bool {
    const s = this.setting
    this.conversionAt = this.changes.indexOf(this.conversionSlot)
    this.link()
    this.resolution = RESOLUTION * Math.max(Math.abs(s.start), Math.abs(s.end))
    this.failed = false
    this.forbidden = Infinity
    this.atBound = false
    this.gainError = 0
    this.levelError = 0
    this.spent = 0
    this.isProfitable = true
    this.isStillProfitable = true
    if (s.mode === CAPITALISATION) this.spent = s.factorCount === 2 ? s.factor0.share + s.factor1.share : s.factor0.share
    for (let c = this.all; c !== this.end; c = c.next) c.place(0)
    s.law.enter(s.start)
    this.startLevel = s.isInvested ? s.from : s.law.at(s.start)
    this.enterprises.stillLevel = this.startLevel
    this.enter(s.start)
    const anchor = this.anchor[0]
    if (!anchor.isAllowed || !(s.start <= s.end)) return false
    const optimum = anchor.here
    const given0 = s.factor0.initial
    const given1 = s.factor1.initial
    this.initial0 = given0 === given0 ? given0 : optimum.target0
    this.initial1 = given1 === given1 ? given1 : optimum.target1
    this.logInitial0 = given0 === given0 ? Math.log(given0) : optimum.logTarget0
    this.logInitial1 = given1 === given1 ? Math.log(given1) : optimum.logTarget1
    return true
  }

  /** Chains the components of the mode and the law. */
  private link(): void {
    const s = this.setting
    this.discharged.next = this.end
    this.surplus.next = this.gain
    this.gain.next = this.discharged
    this.profit.next = this.level
    this.level.next = this.surplus
    this.converted.next = this.profit
    const states = s.isInvested ? this.converted : this.profit
    this.all = states
    if (s.mode === OPTIMUM) return
    const isTwo = s.factorCount === 2
    this.still1.next = states
    this.still0.next = isTwo ? this.still1 : states
    this.here1.next = this.still0
    this.here0.next = isTwo ? this.here1 : this.still0
    this.all = this.here0
  }

  /** Goes on in the piece between two kinks that begins at `t`, with the components as they are. */
  enter(t: f64): void {
    const s = this.setting
    const anchor = this.anchor[0]
    this.changes.enter(t)
    s.law.enter(t)
    this.varies = !this.changes.isConstant
    this.isSteady = !this.varies && !s.isInvested && s.law.isConstant
    this.first = this.coasts ? this.profit : this.all
    this.hasStates = this.first !== this.profit
    this.enterprises.enter(t, this.varies)
    anchor.time = t
    anchor.level = s.isInvested ? this.startLevel + this.raised() : s.law.at(t)
    this.enterprises.findOptima(this.anchor, 0, 1, true)
    if (!anchor.isAllowed) this.forbidden = t
    if (s.mode !== CAPITALISATION && (anchor.here.failed || anchor.still.failed)) this.failed = true
    if (s.mode === OPTIMUM && anchor.here.atBound) this.atBound = true
    for (let c = this.all; c !== this.end; c = c.next) c.atKink = c.from
  }

  /** Whether volumes are known functions of time: they approach an optimum that stays. */
  get coasts(): bool {
    return this.isSteady && this.setting.mode === ADJUSTMENT
  }

  /** Whether the piece's optima have to be found moment by moment, before any state is known. */
  get foresees(): bool {
    return this.setting.mode !== CAPITALISATION && !this.setting.isInvested && !this.isSteady
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

  /** Sets the volumes that are known as functions of time. */
  coast(t: f64): void {
    if (!this.coasts) return
    const s = this.setting
    const anchor = this.anchor[0]
    const elapsed = t - anchor.time
    const decay0 = Math.exp(-elapsed / s.factor0.timescale)
    approach(this.here0, anchor.here.logTarget0 - this.logInitial0, decay0)
    approach(this.still0, anchor.still.logTarget0 - this.logInitial0, decay0)
    if (s.factorCount === 1) return
    const decay1 = Math.exp(-elapsed / s.factor1.timescale)
    approach(this.here1, anchor.here.logTarget1 - this.logInitial1, decay1)
    approach(this.still1, anchor.still.logTarget1 - this.logInitial1, decay1)
  }

  /** Where both are at a moment, from the components now. */
  private stand(moments: Moment[], k: i32): Moment {
    const s = this.setting
    const m = moments[k]
    if (s.isInvested) {
      m.level = this.startLevel + this.raised()
      if (s.mode !== CAPITALISATION) this.foresee(moments, k, 1)
    }
    if (s.mode === OPTIMUM) return this.isSteady ? this.anchor[0] : m
    this.setVolumes(m)
    this.enterprises.place(m)
    if (!m.isAllowed) this.forbidden = Math.min(this.forbidden, m.time)
    return m
  }

  private setVolumes(m: Moment): void {
    m.here.y0 = this.logInitial0 + this.here0.now
    m.still.y0 = this.logInitial0 + this.still0.now
    if (this.setting.factorCount === 1) return
    m.here.y1 = this.logInitial1 + this.here1.now
    m.still.y1 = this.logInitial1 + this.still1.now
  }

  /** The volume of a factor now, in the modes in which it is a state. */
  volume(i: i32): f64 {
    return i === 0 ? this.initial0 * Math.exp(this.here0.now) : this.initial1 * Math.exp(this.here1.now)
  }

  /** The profit where the enterprise is, at moment `k`, whose time is set. */
  profitAt(moments: Moment[], k: i32): f64 {
    if (this.foresees) this.foresee(moments, k, 1)
    return this.stand(moments, k).here.profit
  }

  /** What the profit's error is measured by, where it was last looked at. */
  turnoverAt(moments: Moment[], k: i32): f64 {
    return this.setting.mode === OPTIMUM && this.isSteady ? this.anchor[0].here.turnover : moments[k].here.turnover
  }

  /** Stands at moment `k` for the backend to take the quantities there. */
  show(moments: Moment[], k: i32): void {
    const isSteady = this.isSteady
    if (this.setting.mode === OPTIMUM && isSteady) this.enterprises.findOptima(moments, k, 1, false)
    else this.profitAt(moments, k)
  }

  /** The best volumes of one of the two at moment `k`, as one number that tells them apart. */
  targetAt(moments: Moment[], k: i32, still: bool): f64 {
    const s = this.setting
    if (s.isInvested) moments[k].level = this.startLevel + this.raised()
    this.enterprises.findOptima(moments, k, 1, this.varies)
    const side = still ? moments[k].still : moments[k].here
    return s.factorCount === 2 ? side.logTarget0 + APART * side.logTarget1 : side.logTarget0
  }

  /** θ − θ(t0) where the level is a state. */
  private raised(): f64 {
    return (this.startLevel - 1) * Math.expm1(-this.converted.now)
  }

  private stillOf(m: Moment): Side {
    return this.setting.mode === OPTIMUM && !this.varies ? this.anchor[0].still : m.still
  }

  /**
   * Sets the derivatives of all components as those of `stage`, at moment `k` of `moments`, from the components now. Returns
   * whether profits are on the side of zero that the derivatives are meant for.
   */
  rates(stage: i32, t: f64, moments: Moment[], k: i32): bool {
    const s = this.setting
    const at = this.stand(moments, k)
    const here = at.here
    const still = this.stillOf(at)
    const level = s.isInvested ? moments[k].level : at.level
    const surplus = this.isProfitable ? here.profit : 0
    const stillSurplus = this.isStillProfitable ? still.profit : 0
    if (s.mode === ADJUSTMENT && !this.isSteady) this.adjust(stage, at)
    if (s.mode === CAPITALISATION) this.grow(stage, at, surplus, stillSurplus)
    if (s.isInvested) {
      this.converted.put(stage, (s.investedShare * surplus) / this.conversionCostAt(t))
    }
    const discount = Math.exp(-s.discountRate * (t - s.start))
    this.discount = discount
    this.turnover = discount * here.turnover
    this.waste = here.waste
    this.moved = Math.max(Math.abs(level - this.startLevel), UNMOVED)
    const gain = this.gained(at, here, still, level) - this.spent * (surplus - stillSurplus)
    this.profit.put(stage, discount * here.profit)
    this.level.put(stage, discount * this.levelRate(t, level, surplus))
    this.surplus.put(stage, this.switches ? discount * surplus : 0)
    this.gain.put(stage, discount * gain)
    this.discharged.put(stage, here.discharged)
    return this.isOnSide(here, still)
  }

  /** Π − Π of the one that stays; of volumes that hardly differ, from the slopes at both. */
  private gained(at: Moment, here: Side, still: Side, level: f64): f64 {
    const s = this.setting
    if (s.mode === OPTIMUM && Math.abs(here.waste - still.waste) <= ALIKE * here.waste && at.perLevel === at.perLevel) {
      const gain = 0.5 * at.perLevel * (here.waste + still.waste) * (level - this.startLevel)
      this.gainSize = this.discount * Math.abs(at.perLevel) * here.waste * this.moved
      this.gainNoise = this.discount * Math.abs(at.perLevel) * here.waste * RESOLUTION * level
      return gain
    }
    this.gainSize = this.turnover
    this.gainNoise = RESOLUTION * this.turnover
    return here.profit - still.profit
  }

  /** What the integral LEVEL is of, before its discount. */
  private levelRate(t: f64, level: f64, surplus: f64): f64 {
    const s = this.setting
    this.conversion = 1
    if (this.conversionAt < 0) return level - this.startLevel
    this.conversion = Math.abs(this.conversionCostAt(t))
    return s.isInvested ? s.investedShare * surplus * (1 - level) : this.conversionCostAt(t) * s.law.rate(t)
  }

  /** J, the cost of raising the level from 0 to 1. */
  private conversionCostAt(t: f64): f64 {
    if (this.conversionAt < 0) return this.setting.conversionCost
    this.changes.evaluate(t)
    return this.changes.values[this.conversionAt]
  }

  /** Rates of the volumes' logarithms in mode `adjustment`. */
  private adjust(stage: i32, at: Moment): void {
    const s = this.setting
    const still = this.varies ? at.still : this.anchor[0].still
    const timescale0 = s.factor0.timescale
    this.here0.put(stage, Math.expm1(at.here.logTarget0 - at.here.y0) / timescale0)
    this.still0.put(stage, Math.expm1(still.logTarget0 - at.still.y0) / timescale0)
    if (s.factorCount === 1) return
    const timescale1 = s.factor1.timescale
    this.here1.put(stage, Math.expm1(at.here.logTarget1 - at.here.y1) / timescale1)
    this.still1.put(stage, Math.expm1(still.logTarget1 - at.still.y1) / timescale1)
  }

  /** The same in mode `capitalisation`. */
  private grow(stage: i32, at: Moment, surplus: f64, stillSurplus: f64): void {
    const s = this.setting
    this.here0.put(stage, growth(s.factor0, at.here.x0, surplus))
    this.still0.put(stage, growth(s.factor0, at.still.x0, stillSurplus))
    if (s.factorCount === 1) return
    this.here1.put(stage, growth(s.factor1, at.here.x1, surplus))
    this.still1.put(stage, growth(s.factor1, at.still.x1, stillSurplus))
  }

  /** Whether both profits are on their sides of zero, but for rounding. */
  private isOnSide(here: Side, still: Side): bool {
    if (!this.switches) return true
    if (this.setting.mode === CAPITALISATION && !keepsSide(still, this.isStillProfitable)) return false
    return keepsSide(here, this.isProfitable)
  }

  /** The same at moment `k`, from the components now. */
  isConsistent(moments: Moment[], k: i32): bool {
    const at = this.stand(moments, k)
    return this.isOnSide(at.here, this.stillOf(at))
  }

  /** Changes to the sides of zero on which the profits are, at moment `k`, from the components now. */
  switchSides(moments: Moment[], k: i32): void {
    if (!this.switches) return
    const at = this.stand(moments, k)
    this.isProfitable = at.here.profit > 0
    this.isStillProfitable = this.stillOf(at).profit > 0
  }

  /** How large an error of a component may be in a step to `t` whose derivatives have just been computed. */
  allowance(c: Component, isIntegral: bool, t: f64, length: f64): f64 {
    const s = this.setting
    const size = Math.abs(c.to)
    if (!isIntegral) {
      // An absolute error of ln x is a relative one of x; a relative one of h makes at most 0.4 of it in θ.
      if (c === this.converted) return (s.tolerance + RESOLUTION) * Math.max(size, FLOOR)
      return s.tolerance + RESOLUTION * size
    }
    const share = Math.max(s.tolerance * FLOOR, RESOLUTION) * (t - s.start)
    let allowed = Math.max(s.tolerance * Math.max(Math.abs(c.from), size), NOTHING)
    if (c === this.level) {
      allowed = Math.max(allowed, this.discount * this.conversion * Math.max(share * this.moved, RESOLUTION * length))
    } else if (c === this.gain) {
      allowed = Math.max(allowed, Math.max(share * this.gainSize, length * this.gainNoise))
    } else {
      allowed = Math.max(allowed, share * (c === this.discharged ? this.waste : this.turnover))
    }
    // An integrand comes and goes at times that are rounded.
    return allowed + this.resolution * Math.abs(c.k12 - c.k0)
  }

  /** Adds up the errors of a step that is accepted. */
  acceptErrors(length: f64): void {
    const gain = this.gain
    const level = this.level
    this.gainError += length * (gain.error() + this.gainNoise) + this.resolution * Math.abs(gain.k12 - gain.k0)
    this.levelError += length * (level.error() + RESOLUTION * this.discount * this.conversion * this.moved) + this.resolution * Math.abs(level.k12 - level.k0)
  }

  /** Computes the values from the start of the horizon to `t`, from the components now. */
  value(t: f64): void {
    const s = this.setting
    const profit = this.profit.now
    const gain = this.gain.now
    const kept = this.level.now
    const discount = Math.exp(-s.discountRate * (t - s.start))
    let investment = kept
    let error = this.gainError
    if (this.conversionAt < 0) {
      const raised = s.isInvested ? this.raised() : s.law.at(t) - this.startLevel
      investment = s.conversionCost * (discount * raised + s.discountRate * kept)
      const late = s.isInvested ? 0 : Math.abs(s.law.rate(t)) * this.resolution
      error += Math.abs(s.conversionCost) * (s.discountRate * this.levelError + discount * late)
    } else {
      error += this.levelError
    }
    this.discountedProfit = profit
    this.discountedInvestment = investment
    this.npv = profit - investment - this.spent * this.surplus.now
    this.advantage = gain - investment
    this.advantageError = 2 * error + RESOLUTION * (Math.abs(gain) + Math.abs(investment))
    this.totalDischarged = this.discharged.now
  }
}

function keepsSide(side: Side, isProfitable: bool): bool {
  const slack = CROSSED * side.turnover
  return isProfitable ? side.profit >= -slack : side.profit <= slack
}

/** x = x* + (x at the start of the piece − x*) e^{−t/τ}, in logarithms over the first volume. */
function approach(c: Component, target: f64, decay: f64): void {
  c.now = target + Math.log1p(Math.expm1(c.atKink - target) * decay)
}

/** The rate of ln x that a surplus buys, less wear. */
function growth(factor: FactorDynamics, volume: f64, surplus: f64): f64 {
  const bought = surplus === 0 ? 0 : (factor.share * surplus) / (factor.unitCost * volume)
  return bought - factor.depreciation
}
