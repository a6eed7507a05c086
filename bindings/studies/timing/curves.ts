/** How much the parameters of a scenario bend in time: bounds of their values, slopes and curvatures that hold throughout a stretch. */
import { Law } from '../../../assembly/shared/path/law.ts'
import { Steepness } from '../../../assembly/shared/path/steepness.ts'
import { Piecewise } from '../../../assembly/shared/path/piecewise.ts'
import { INTERPOLATIONS } from '../../model/changes.ts'
import { LAWS, type Law as LawName } from '../../model/layout.ts'
import { LAW_KEYS } from '../../plan/changes.ts'
import { getNumber, type Scenario } from '../../scenario/index.ts'

/** Of a function of time: the least and the greatest absolute value, slope and second derivative. */
export interface Bend {
  least: number
  most: number
  slope: number
  curvature: number
}

export const constantBend = (value: number): Bend => ({ least: Math.abs(value), most: Math.abs(value), slope: 0, curvature: 0 })

export function product(a: Bend, b: Bend): Bend {
  return {
    least: a.least * b.least,
    most: a.most * b.most,
    slope: a.slope * b.most + a.most * b.slope,
    curvature: a.curvature * b.most + 2 * a.slope * b.slope + a.most * b.curvature,
  }
}

/** Of a line with these ends. */
export const lineBend = (first: number, last: number, length: number): Bend => monotone(first, last, Math.abs(last - first) / length, 0)

export function sum(a: Bend, b: Bend): Bend {
  return { least: 0, most: a.most + b.most, slope: a.slope + b.slope, curvature: a.curvature + b.curvature }
}

/** Of a positive function to a power of at most 1. */
export function power(a: Bend, exponent: number): Bend {
  if (exponent === 1) return a
  const first = exponent === 0 ? 0 : exponent * a.least ** (exponent - 1)
  const second = Math.abs(exponent * (exponent - 1)) * a.least ** (exponent - 2)
  const isStill = a.slope === 0 && a.curvature === 0
  return {
    least: a.least ** exponent,
    most: a.most ** exponent,
    slope: isStill ? 0 : first * a.slope,
    curvature: isStill ? 0 : second * a.slope ** 2 + first * a.curvature,
  }
}

/** Of a monotone function, by its values at the ends. */
function monotone(first: number, last: number, slope: number, curvature: number): Bend {
  const [low, high] = [Math.min(Math.abs(first), Math.abs(last)), Math.max(Math.abs(first), Math.abs(last))]
  return { least: first * last < 0 ? 0 : low, most: high, slope, curvature }
}

/** The greatest slope and second derivative of a cubic, which its values at the thirds of a stretch determine. */
function ofCubic(at: (time: number) => number, from: number, to: number): { slope: number; curvature: number } {
  const h = (to - from) / 3
  const [a, b, c, d] = [0, 1, 2, 3].map((k) => at(k === 3 ? to : from + k * h))
  // The second derivative is a line; the slope changes by no more than it allows.
  const curvature = Math.max(Math.abs(2 * a - 5 * b + 4 * c - d), Math.abs(-a + 4 * b - 5 * c + 2 * d)) / (h * h)
  return { slope: Math.abs(d - a) / (to - from) + curvature * (to - from), curvature }
}

/** Of a law, over a stretch without a kink inside. */
function ofLaw(law: Law, from: number, to: number): { slope: number; curvature: number } {
  if (LAWS[law.code] === 'table') return ofCubic((time) => law.at(time), from, to)
  STEEPNESS.take(law, from, to)
  return { slope: STEEPNESS.slope, curvature: STEEPNESS.curvature }
}

const STEEPNESS = new Steepness()

type Entry = NonNullable<Scenario['changes']>[number]
type Lever = Extract<Entry, { effects: unknown }>

/** What multiplies or replaces a parameter, over a stretch without a kink inside. */
type Part = (from: number, to: number) => Bend

export class Curves {
  readonly #parts = new Map<string, Part[]>()

  constructor(
    readonly scenario: Scenario,
    start: number,
  ) {
    const replaced = new Set<string>()
    for (const entry of scenario.changes ?? []) {
      if ('process' in entry) continue
      if ('growth' in entry) {
        const part = growing(entry.growth, entry.since ?? start)
        for (const path of entry.parameters) this.#add(path, part)
      } else if ('values' in entry) {
        replaced.add(entry.parameter)
        this.#add(entry.parameter, scheduled(entry))
      } else for (const [path, factor] of Object.entries(entry.effects)) this.#add(path, pulled(entry, factor))
    }
    for (const [path, parts] of this.#parts) {
      const own = getNumber(scenario, path)
      if (own !== undefined && !replaced.has(path)) parts.push(() => constantBend(own))
    }
  }

  #add(path: string, part: Part): void {
    this.#parts.set(path, [...(this.#parts.get(path) ?? []), part])
  }

  /** Of a parameter between two times with no date between them. */
  of(path: string, from: number, to: number): Bend {
    const parts = this.#parts.get(path)
    if (parts === undefined) return constantBend(getNumber(this.scenario, path) ?? 0)
    return parts.map((part) => part(from, to)).reduce(product)
  }
}

export function growing(rate: number, since: number): Part {
  return (from, to) => {
    const [first, last] = [Math.exp(rate * (from - since)), Math.exp(rate * (to - since))]
    const most = Math.max(first, last)
    return monotone(first, last, Math.abs(rate) * most, rate * rate * most)
  }
}

function scheduled({ times, values, interpolation, scale }: Extract<Entry, { values: unknown }>): Part {
  const table = new Piecewise()
  table.kind = INTERPOLATIONS.indexOf(interpolation)
  table.numbers = Float64Array.from([...times, ...values])
  table.count = table.valuesAt = times.length
  return (from, to) => {
    table.enter(from)
    const bend = table.isConstant ? { slope: 0, curvature: 0 } : ofCubic((time) => table.at(time), from, to)
    return product(constantBend(scale), monotone(table.at(from), table.at(to), bend.slope, bend.curvature))
  }
}

function pulled(lever: Lever, factor: number): Part {
  const law = lawOf(lever)
  return (from, to) => {
    law.enter(from)
    const { slope, curvature } = law.isConstant ? { slope: 0, curvature: 0 } : ofLaw(law, from, to)
    const by = factor - 1
    return monotone(1 + by * law.at(from), 1 + by * law.at(to), Math.abs(by) * slope, Math.abs(by) * curvature)
  }
}

function lawOf(lever: Lever): Law {
  const numbers = lever as unknown as Record<string, number | undefined>
  const law = new Law()
  law.code = LAWS.indexOf(lever.law as LawName)
  law.read(
    Float64Array.from(LAW_KEYS, (key) => numbers[key] ?? NaN),
    0,
  )
  if ('times' in lever) {
    law.table.numbers = Float64Array.from([...lever.times, ...lever.levels])
    law.table.count = law.table.valuesAt = lever.times.length
  }
  return law
}
