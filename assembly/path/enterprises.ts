/**
 * The enterprise of a path and the one whose level stays, two lanes at a time: the optima of neighbouring moments share a
 * register where only the level differs between them, and the two enterprises of a moment where parameters change as well.
 */
import { EVERYTHING, groupsOf, Method, Parameter } from '../layout'
import { all, BLOCK, scalarOf } from '../math/lanes'
import { log } from '../math/log'
import { setChanged, setShare } from '../model/changed'
import { derive, deriveWaste, setLevel, valid } from '../model/enterprise'
import { placeFreely } from '../model/flows'
import { Elasticities, Factor, LEVEL, Output, separateGroups, shareGroups, Waste, WASTE, wasteOf } from '../model/groups'
import { profitOfLevel } from '../model/metrics'
import { parameter, setParameter, setVaried, usePair, varyMany, varyNothing } from '../model/parameters'
import { pointAt } from '../model/points'
import { findOptima } from '../optimum/optimum'
import { Changes } from '../shared/path/changes'
import { Enterprises, Moment } from '../shared/path/enterprises'
import { factorCount, setSlot } from '../task'
import { deriveProfit, readDerivatives0, readDerivatives1 } from './derivatives'
import { storeSample } from './samples'
import { readFlows, readOptimum } from './sides'

const WASTES: usize = memory.data(BLOCK * <i32>offsetof<Waste>(), 16)
const OTHERS: usize = memory.data(
  BLOCK * <i32>(offsetof<Output>() + offsetof<Elasticities>() + 2 * offsetof<Factor>()), 16,
)

function pair(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second)
}

export class PathEnterprises extends Enterprises {
  changes: Changes = new Changes()
  /** Groups of parameters that change. */
  private touched: i32 = 0
  private varies: bool = false
  /** Whether each moment has a pair of lanes of its own. */
  private apart: bool = false

  /** Takes a path: its numbers, in the slots of the layout, and what changes of them. */
  take(numbers: Float64Array, changes: Changes): void {
    for (let slot = 0; slot < Parameter.count; slot++) setSlot(slot, f64x2.splat(numbers[slot]))
    this.changes = changes
    this.samplesAtOnce = BLOCK
    this.touched = 0
    for (let k = 0; k < changes.count; k++) this.touched |= groupsOf(changes.slots[k])
    setChanged(changes.count)
  }

  enter(t: f64, varies: bool): void {
    this.varies = varies
    varyNothing()
    shareGroups()
    this.read(t)
    if (!varies) for (let i = 0; i < BLOCK; i++) this.share(i)
    this.derive(0, EVERYTHING)
    this.separate(0)
  }

  /** Notes what the changed parameters are of the scenario's own numbers, at pair `i`. */
  private share(i: i32): void {
    const changes = this.changes
    for (let k = 0; k < changes.count; k++) {
      setShare(k, changes.slots[k], i, f64x2.splat(changes.isReplaced[k] ? 0 : changes.multipliers[k]))
    }
  }

  /** Sets the parameters to those of a time, in both lanes. */
  private read(t: f64): void {
    const changes = this.changes
    changes.evaluate(t)
    for (let k = 0; k < changes.count; k++) setParameter(changes.slots[k], f64x2.splat(changes.values[k]))
  }

  /** Renews groups of pair `i` but for what depends on the level. */
  private derive(i: i32, groups: i32): void {
    derive(i, groups & ~(LEVEL | WASTE), factorCount, -1, 0)
  }

  /** Gives pairs entries of their own in the waste and in groups. */
  private separate(groups: i32): void {
    separateGroups(WASTE, WASTES)
    separateGroups(groups & ~(LEVEL | WASTE), OTHERS)
  }

  findOptima(moments: Moment[], first: i32, count: i32, both: bool): void {
    this.apart = both || this.varies
    const pairs = this.apart ? count : (count + 1) >> 1
    if (this.varies) this.describeVarying(moments, first, count, both)
    else this.describe(moments, first, count, both)
    findOptima(pairs, factorCount, Method.exact)
    const perLevel = f64x2.extract_lane(this.perLevel(), 0)
    for (let k = 0; k < count; k++) {
      const m = moments[first + k]
      const i = this.pairOf(k)
      const p = pointAt(i)
      const lane = this.laneOf(k)
      const bits = i64x2.bitmask(valid(i, factorCount))
      m.isAllowed = both ? bits == 3 : ((bits >> lane) & 1) != 0
      m.perLevel = perLevel
      if (this.varies) {
        usePair(i)
        m.perLevel = f64x2.extract_lane(this.perLevel(), 0)
      }
      readOptimum(m.here, p, lane)
      if (both) readOptimum(m.still, p, 1)
      if (this.wantsSlopeOfLevel) m.here.slopeOfLevel = scalarOf(profitOfLevel(i), lane)
    }
  }

  private pairOf(k: i32): i32 {
    return this.apart ? k : k >> 1
  }

  private laneOf(k: i32): i32 {
    return this.apart ? 0 : k & 1
  }

  private describe(moments: Moment[], first: i32, count: i32, both: bool): void {
    varyNothing()
    const pairs = both ? count : (count + 1) >> 1
    for (let i = 0; i < pairs; i++) {
      const k = first + (both ? i : i << 1)
      const m = moments[k]
      const second = both ? this.stillLevel : moments[k + 1 < first + count ? k + 1 : k].level
      const w = wasteOf(i)
      w.level = pair(m.level, second)
      deriveWaste(w)
    }
  }

  prepare(moments: Moment[], first: i32, count: i32): void {
    this.describeVarying(moments, first, count, true)
  }

  private describeVarying(moments: Moment[], first: i32, count: i32, both: bool): void {
    const changes = this.changes
    this.separate(this.touched)
    varyMany(changes.count)
    for (let i = 0; i < count; i++) {
      const m = moments[first + i]
      changes.evaluate(m.time)
      for (let k = 0; k < changes.count; k++) setVaried(k, changes.slots[k], i, f64x2.splat(changes.values[k]))
      this.share(i)
      usePair(i)
      const w = wasteOf(i)
      w.level = pair(m.level, both ? this.stillLevel : m.level)
      deriveWaste(w)
      this.derive(i, this.touched)
    }
  }

  /** q E + d − r, where g is 1. */
  private perLevel(): v128 {
    const value = f64x2.mul(parameter(Parameter.recyclingPrice), parameter(Parameter.recyclingYield))
    const saved = f64x2.sub(parameter(Parameter.wasteDisposalCost), parameter(Parameter.recyclingProcessingCost))
    const proportional = f64x2.eq(parameter(Parameter.recyclingExponent), f64x2.splat(1))
    return v128.bitselect(f64x2.add(value, saved), f64x2.splat(NaN), proportional)
  }

  placeBoth(m: Moment): void {
    this.apart = true
    varyNothing()
    const w = wasteOf(0)
    const level = pair(m.level, this.stillLevel)
    if (this.varies) {
      this.read(m.time)
      this.share(0)
      this.derive(0, this.touched)
      w.level = level
      deriveWaste(w)
    } else {
      setLevel(w, level)
    }
    const p = pointAt(0)
    p.y0 = volumeOf(0, pair(m.here.y0, m.still.y0))
    if (factorCount == 2) p.y1 = volumeOf(1, pair(m.here.y1, m.still.y1))
    placeFreely(1, factorCount)
    m.isAllowed = i64x2.bitmask(valid(0, factorCount)) == 3
    readFlows(m.here, p, 0)
    readFlows(m.still, p, 1)
    if (this.wantsDerivatives) this.readDerivatives(m, 0, 0)
  }

  /** The derivatives of profits at a moment, which is at pair `i`, in lane `lane`, and in lane 1 the enterprise that stays. */
  private readDerivatives(m: Moment, i: i32, lane: i32): void {
    usePair(i)
    deriveProfit(i, 0)
    readDerivatives0(m.here, lane)
    readDerivatives0(m.still, 1)
    if (factorCount == 2) {
      deriveProfit(i, 1)
      readDerivatives1(m.here, lane)
      readDerivatives1(m.still, 1)
    }
    if (this.wantsSlopeOfLevel) m.here.slopeOfLevel = scalarOf(profitOfLevel(i), lane)
  }

  place(moments: Moment[], first: i32, count: i32, both: bool): void {
    this.apart = both || this.varies
    const pairs = this.apart ? count : (count + 1) >> 1
    if (!this.varies) varyNothing()
    for (let i = 0; i < pairs; i++) {
      if (this.varies) usePair(i)
      else this.setLevels(moments, first, count, i)
      const p = pointAt(i)
      const k = this.apart ? i : i << 1
      const a = moments[first + k].here
      const b = this.apart ? moments[first + k].still : moments[first + min(k + 1, count - 1)].here
      p.y0 = volumeOf(0, pair(a.y0, b.y0))
      if (factorCount == 2) p.y1 = volumeOf(1, pair(a.y1, b.y1))
    }
    placeFreely(pairs, factorCount)
    for (let k = 0; k < count; k++) {
      const m = moments[first + k]
      const i = this.pairOf(k)
      const p = pointAt(i)
      const lane = this.laneOf(k)
      // What does not change was allowed at the start of the piece.
      if (this.varies) m.isAllowed = i64x2.bitmask(valid(i, factorCount)) == 3
      readFlows(m.here, p, lane)
      if (both) readFlows(m.still, p, 1)
      if (this.wantsDerivatives) this.readDerivatives(m, i, lane)
    }
  }

  /** Sets the levels of pair `i`, where nothing else changes; what else is allowed was so at the start of the piece. */
  private setLevels(moments: Moment[], first: i32, count: i32, i: i32): void {
    const k = this.apart ? i : i << 1
    const w = wasteOf(i)
    setLevel(w, pair(moments[first + k].level, this.apart ? this.stillLevel : moments[first + min(k + 1, count - 1)].level))
    if (i) w.valid = wasteOf(0).valid
  }

  allows(t: f64): bool {
    varyNothing()
    this.separate(this.touched)
    this.read(t)
    const w = wasteOf(0)
    w.level = f64x2.splat(this.stillLevel)
    deriveWaste(w)
    this.derive(0, this.touched)
    return i64x2.bitmask(valid(0, factorCount)) == 3
  }

  store(index: i32, k: i32, atBound: bool): void {
    const i = this.pairOf(k)
    usePair(i)
    storeSample(index, i, this.laneOf(k), atBound)
  }
}

/** ln of a factor's volume: the fixed one, or the one that it has come to. */
function volumeOf(factor: i32, y: v128): v128 {
  const volume = parameter(Parameter.factors0Volume + factor)
  const free = f64x2.ne(volume, volume)
  return all(free) ? y : v128.bitselect(y, log(volume), free)
}
