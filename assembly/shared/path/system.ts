/**
 * An enterprise on its way, beside the same enterprise whose level stays at θ(t0). They share each step, so that the advantage
 * of the one over the other is integrated as such and not lost in the difference of two sums.
 *
 * States are ln(x_i / x_i(t0)) of both, but in mode `optimum`; and with the law `invested` h, where 1 − θ = (1 − from) e^{−h}, so
 * that the level stays at most 1. Integrals follow behind, on which no derivative depends.
 */
import { Changes } from './changes.ts'
import { DEGREE } from './chebyshev.ts'
import { Component, State } from './component.ts'
import { ADJUSTMENT, CAPITALISATION, Enterprises, Moment, OPTIMUM, Setting, Side } from './enterprises.ts'
import { effort, OPTIMUM as OF_OPTIMUM, PLACE as OF_PLACE, spend } from '../effort.ts'
import { Integrals } from './integrals.ts'
import { ProfitSign } from './profit-sign.ts'
import { Volumes } from './volumes.ts'

/** Of two volumes that jump, their logarithms do not keep this sum. */
const APART: f64 = 0.6180339887498949

export class System {
  readonly setting: Setting
  readonly volumes: Volumes
  /** h, how far a level that is a state has come. */
  converted: State
  readonly integrals: Integrals
  /** The chain of those that the path has: states, from `profit` on integrals. And what follows the last. */
  all: Component
  end: Component = new Component()
  /** The first that follows its rate. */
  rated: Component
  /** Whether there are states whose rates depend on them. */
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
  /** How far `effort` may go; where it is there no optimum is looked for, as if none was found. */
  effortLimit: f64 = Infinity
  /** An optimum at a bound, on the step in hand. */
  atBound: bool = false
  /** One moment, for the backend. */
  private single: Moment[] = [new Moment()]
  private sign: ProfitSign = new ProfitSign()
  private stillSign: ProfitSign = new ProfitSign()

  constructor(public enterprises: Enterprises, public changes: Changes, conversionSlot: i32) {
    const setting = new Setting()
    const integrals = new Integrals(setting, changes, conversionSlot)
    this.setting = setting
    this.integrals = integrals
    this.volumes = new Volumes(setting)
    this.all = integrals.profit
    this.rated = integrals.profit
    const converted = new State()
    converted.isLogarithm = false
    this.converted = converted
  }

  /** Whether volumes follow the best ones. */
  get adjusts(): bool {
    return this.setting.mode === ADJUSTMENT
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
    this.hasStates = s.isInvested || s.mode === CAPITALISATION
    this.enterprises.wantsDerivatives = s.mode === CAPITALISATION
    this.enterprises.wantsSlopeOfLevel = s.isInvested
    this.failed = false
    this.forbidden = Infinity
    this.atBound = false
    this.sign.isPositive = true
    this.stillSign.isPositive = true
    integrals.spent = 0
    if (s.mode === CAPITALISATION) integrals.spent = s.factorCount === 2 ? s.factor0.share + s.factor1.share : s.factor0.share
    integrals.begin(this.end, this.hasStates)
    this.link()
    for (let c = this.all; c !== this.end; c = c.next) c.place(0)
    s.law.enter(s.start)
    integrals.startLevel = s.isInvested ? s.from : s.law.at(s.start)
    this.enterprises.stillLevel = integrals.startLevel
    this.findOrigin(s.start)
    const origin = this.origin
    if (!origin.isAllowed || !(s.start <= s.end)) return false
    this.volumes.begin(origin)
    this.settle()
    return true
  }

  /** Chains what the mode and the law follow in front of the integrals. */
  private link(): void {
    const s = this.setting
    const integrals = this.integrals.profit
    this.converted.next = integrals
    this.rated = s.isInvested ? this.converted : integrals
    this.all = s.mode === OPTIMUM ? this.rated : this.volumes.link(this.rated)
    if (s.mode === CAPITALISATION) this.rated = this.all
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
    origin.level = s.isInvested ? this.integrals.startLevel + this.raised(this.converted.now) : s.law.at(t)
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
    if (s.mode === OPTIMUM) return
    if (this.adjusts) {
      this.volumes.enter(origin, this.isSteady, !this.varies)
      this.rests = this.volumes.rest(false)
      this.stillRests = this.volumes.rest(true)
    }
    for (let c = this.all; c !== this.end; c = c.next) c.now = c.from
    this.place(origin)
  }

  private findOptimum(m: Moment, both: bool): void {
    this.single[0] = m
    this.findOptima(this.single, 0, 1, both)
  }

  /** Finds the optima of `count` moments from `first` on, whose times and levels are set, unless the path has cost too much. */
  findOptima(moments: Moment[], first: i32, count: i32, both: bool): void {
    if (!this.isAffordable()) return
    spend(OF_OPTIMUM * <f64>(both ? count << 1 : count))
    this.enterprises.findOptima(moments, first, count, both)
  }

  /** Whether the path may go on by what it has cost; if not, it has failed. */
  isAffordable(): bool {
    if (effort >= this.effortLimit) this.failed = true
    return effort < this.effortLimit
  }

  /** Places both at a moment, from the components now. */
  private place(m: Moment): void {
    this.volumes.tell(m)
    spend(OF_PLACE)
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
    this.findOptima(moments, first, count, this.varies)
    for (let k = first; k < first + count; k++) this.note(moments[k])
  }

  private note(m: Moment): void {
    if (!m.isAllowed) this.forbidden = Math.min(this.forbidden, m.time)
    else if (m.here.failed || (this.varies && m.still.failed)) this.failed = true
    if (m.here.atBound && this.setting.mode === OPTIMUM) this.atBound = true
  }

  /** Moves both along a panel of that length, at whose points the moments are. Returns the error of the volumes over what is allowed. */
  move(moments: Moment[], length: f64): f64 {
    const worst = this.volumes.move(moments, moments[0].time - this.origin.time, length)
    if (!this.rests || !this.stillRests) this.placeAll(moments)
    return worst
  }

  /** Places both at the points of a panel, at their volumes there. */
  placeAll(moments: Moment[]): void {
    this.volumes.tellAll(moments)
    spend(OF_PLACE * <f64>DEGREE)
    this.enterprises.place(moments, 1, DEGREE, !this.stillRests)
    for (let j = 1; j <= DEGREE; j++) if (!moments[j].isAllowed) this.forbidden = Math.min(this.forbidden, moments[j].time)
  }

  /** Sets the rates of states at point `j` of a panel, where the moment is. */
  rate(j: i32, m: Moment): void {
    const s = this.setting
    const here = m.here
    const surplus = this.sign.surplusOf(here)
    if (s.mode === CAPITALISATION) this.volumes.grow(j, m, surplus, this.stillSign.surplusOf(m.still))
    if (!s.isInvested) return
    const gain = s.investedShare / this.integrals.conversionCostAt(m.time)
    const left = surplus === 0 ? 0 : 1 - m.level
    // At level 0 the slope is infinite where the exponent of recycling is below 1: none helps the iteration more.
    const slope = isFinite(here.slopeOfLevel) ? here.slopeOfLevel * left : 0
    this.converted.keep(j, gain, surplus, 0, slope, -slope, slope)
  }

  /** Takes the rates of integrals at point `j` of a panel, where the moment is. */
  integrate(m: Moment, j: i32): void {
    const here = this.rests ? this.origin.here : m.here
    const still = this.stillOf(m)
    const perLevel = this.rests ? this.origin.perLevel : m.perLevel
    const surplus = this.hasStates ? this.sign.surplusOf(here) : 0
    const stillSurplus = this.hasStates ? this.stillSign.surplusOf(still) : 0
    if (this.setting.isInvested) this.integrals.takeLevel(j, m.time, m.level, surplus)
    this.integrals.take(j, m.level, perLevel, here, still, surplus, stillSurplus)
  }

  private stillOf(m: Moment): Side {
    return this.stillRests ? this.origin.still : m.still
  }

  /** Stands at a moment, from the components now. */
  private stand(m: Moment): void {
    const s = this.setting
    if (s.isInvested) {
      m.level = this.integrals.startLevel + this.raised(this.converted.now)
      if (s.mode !== CAPITALISATION) this.foreseeOne(m)
    }
    if (s.mode !== OPTIMUM) this.place(m)
  }

  private foreseeOne(m: Moment): void {
    this.findOptimum(m, this.varies)
    this.note(m)
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
    if (s.isInvested) m.level = this.integrals.startLevel + this.raised(this.converted.now)
    this.findOptimum(m, this.varies)
    const side = still ? m.still : m.here
    return s.factorCount === 2 ? side.logTarget0 + APART * side.logTarget1 : side.logTarget0
  }

  /** θ − θ(t0) where the level is a state. */
  raised(converted: f64): f64 {
    return (this.integrals.startLevel - 1) * Math.expm1(-Math.max(converted, 0))
  }

  /** Computes the values up to `t`, from the components now. */
  value(t: f64): void {
    this.integrals.value(t, this.setting.isInvested ? this.raised(this.converted.now) : 0)
  }

  /** Whether both profits are on their sides of zero at a moment, but for rounding. */
  areOnSide(m: Moment): bool {
    if (this.setting.mode === CAPITALISATION && !this.stillSign.isKept(m.still)) return false
    return this.sign.isKept(m.here)
  }

  /** The same, from the components now. */
  areConsistent(m: Moment): bool {
    this.stand(m)
    return this.areOnSide(m)
  }

  /** Changes to the sides of zero on which the profits are at a moment. */
  switchSides(m: Moment): void {
    this.sign.take(m.here)
    this.stillSign.take(this.stillOf(m))
  }
}
