import { exp, power } from '../numbers/functions.ts'
import { merged, powerTerm, rootsOf, slopeOver, valueAt, type PowerRoot, type PowerTerm } from './power-sum.ts'
import type { GrowingScenario, LevelRange } from './rules.ts'

/** A volume at which the capacity that profit buys makes up for wear: s max(0, Π) / w = δ x. */
export interface Equilibrium {
  /** Resource volume, units. */
  volume: number
  /**
   * `stable`: an enterprise nearby approaches it. `unstable`: one a little below declines, one a little above grows. `semistable`:
   * approached from one side and left on the other, where a stable and an unstable one meet.
   */
  stability: 'stable' | 'unstable' | 'semistable'
}

/** Every equilibrium of mode `capitalisation` at one level. */
export interface Equilibria {
  /** Transformation level, from 0 to 1. */
  level: number
  /** By volume, the smallest first. The volume 0 is not among them. */
  equilibria: Equilibrium[]
  /** Whether an enterprise that is small enough declines to nothing: up to the first equilibrium, or always without one. */
  declinesWhenSmall: boolean
}

/** A level at which a stable and an unstable equilibrium appear or vanish together as the level rises. */
export interface Fold {
  /** Transformation level, from 0 to 1. */
  level: number
  /** Resource volume of both, units a year. */
  volume: number
  /** What the two do as the level rises. */
  kind: 'appears' | 'vanishes'
}

/** The equilibria at both ends of a range of levels, and the levels between at which their number changes. */
export interface EquilibriaOfRange {
  /** At the lower end of the range. */
  from: Equilibria
  /** At its upper end. */
  to: Equilibria
  /** By level, the lowest first. */
  folds: Fold[]
}

export function equilibriaAt(scenario: GrowingScenario, level: number): Equilibria {
  const terms = growth(scenario, level)
  const equilibria = rootsOf(terms).map(({ y, before, after }) => ({ volume: exp(y), stability: stability(before, after) }))
  return { level, equilibria, declinesWhenSmall: (terms[0]?.sign ?? -1) < 0 }
}

export function equilibriaOver(scenario: GrowingScenario, { from, to }: LevelRange): EquilibriaOfRange {
  const ends = { from: equilibriaAt(scenario, from), to: equilibriaAt(scenario, to) }
  const folds = scenario.recycling.exponent === 1 ? linearFolds(scenario, from, to) : searchedFolds(scenario, from, to)
  return { ...ends, folds }
}

function stability(before: number, after: number): Equilibrium['stability'] {
  if (before === after) return 'semistable'
  return before > after ? 'stable' : 'unstable'
}

/** s Π − w δ x as powers of x, whose sign is that of dx/dt wherever capacity moves at all. */
function growth(scenario: GrowingScenario, level: number): PowerTerm[] {
  const { waste, recycling } = scenario
  const { share } = capitalisation(scenario)
  const charge = waste.disposalCost * (1 - level) + recycling.processingCost * level
  const b = waste.elasticities[0]
  const gain = recycling.price * recycling.yield * power(level, recycling.exponent)
  const ofWaste =
    recycling.exponent === 1
      ? powerTerm(share * (gain - charge) * waste.scale, b)
      : [
          ...powerTerm(share * gain * power(waste.scale, recycling.exponent), recycling.exponent * b),
          ...powerTerm(-share * charge * waste.scale, b),
        ]
  return merged([...growthWithoutWaste(scenario), ...ofWaste])
}

function growthWithoutWaste(scenario: GrowingScenario): PowerTerm[] {
  const { factors, production, fixedCost } = scenario
  const { share, unitCost, depreciation } = capitalisation(scenario)
  return merged([
    ...powerTerm(share * production.price * production.scale, production.elasticities[0]),
    ...powerTerm(-share * fixedCost, 0),
    ...powerTerm(-share * factors[0].price, factors[0].costExponent),
    ...powerTerm(-unitCost * depreciation, 1),
  ])
}

function capitalisation({ dynamics }: GrowingScenario) {
  return { share: dynamics.share[0], unitCost: dynamics.unitCost[0], depreciation: dynamics.depreciation[0] }
}

/**
 * Folds with g = 1, all of them. The net value m of a unit of waste is then linear in the level, and an equilibrium x belongs to
 * exactly one m(x), again a sum of powers: folds are where it turns.
 */
function linearFolds(scenario: GrowingScenario, from: number, to: number): Fold[] {
  const { waste, recycling } = scenario
  const { share } = capitalisation(scenario)
  const perLevel = recycling.price * recycling.yield + waste.disposalCost - recycling.processingCost
  const scale = share * waste.scale
  if (scale === 0 || perLevel === 0) return []
  const b = waste.elasticities[0]
  const rest = growthWithoutWaste(scenario)
  const turns = rootsOf(slopeOver(rest, b)).filter(({ before, after }) => before !== after)
  return turns
    .map(({ y, before }): Fold => {
      const value =
        -valueAt(
          rest.map((term) => ({ ...term, exponent: term.exponent - b })),
          y,
        ) / scale
      const level = (value + waste.disposalCost) / perLevel
      // m(x) = −rest / (scale x^b) has a minimum where the slope of rest / x^b turns from + to −; beyond it there are two equilibria.
      const hasTwoAbove = before > 0 === perLevel > 0
      return { level, volume: exp(y), kind: hasTwoAbove ? 'appears' : 'vanishes' }
    })
    .filter(({ level }) => level >= from && level <= to)
    .sort((a, b) => a.level - b.level)
}

const CELLS = 256
const HALVINGS = 50

/** Folds with g < 1: changes of the number of equilibria on a grid of levels, halved down. Two within one cell go unseen. */
function searchedFolds(scenario: GrowingScenario, from: number, to: number): Fold[] {
  const rootsAt = (level: number) => rootsOf(growth(scenario, level))
  const folds: Fold[] = []
  let left = { level: from, roots: rootsAt(from) }
  for (let cell = 1; cell <= CELLS; cell++) {
    const level = cell === CELLS ? to : from + ((to - from) * cell) / CELLS
    const right = { level, roots: rootsAt(level) }
    if (left.roots.length !== right.roots.length) folds.push(halved(rootsAt, left, right))
    left = right
  }
  return folds
}

interface RootsAtLevel {
  level: number
  roots: PowerRoot[]
}

function halved(rootsAt: (level: number) => PowerRoot[], left: RootsAtLevel, right: RootsAtLevel): Fold {
  const kind = right.roots.length > left.roots.length ? 'appears' : 'vanishes'
  for (let i = 0; i < HALVINGS; i++) {
    const level = 0.5 * (left.level + right.level)
    const middle = { level, roots: rootsAt(level) }
    if (middle.roots.length === left.roots.length) left = middle
    else right = middle
  }
  const most = kind === 'appears' ? right : left
  return { level: most.level, volume: exp(closestPair(most.roots)), kind }
}

/** The middle of the two neighbouring roots that are closest, of one the root itself: the pair about to meet. */
function closestPair(roots: readonly PowerRoot[]): number {
  const gaps = roots.slice(1).map(({ y }, i) => y - roots[i].y)
  const i = gaps.indexOf(Math.min(...gaps))
  return i < 0 ? roots[0].y : 0.5 * (roots[i].y + roots[i + 1].y)
}
