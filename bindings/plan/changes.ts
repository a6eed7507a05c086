/** `changes` as the kernels take them: see Changes.describe in assembly/shared/path/changes.ts. */
import { existing } from '../errors.ts'
import { CHANGE_KINDS, INTERPOLATIONS } from '../model/changes.ts'
import { LAWS, PARAMETERS, TABLE_SLOT, type Law, type ParameterPath } from '../model/layout.ts'
import { getNumber, type Scenario } from '../scenario/index.ts'
import { knotCount } from './knots.ts'
import { randomFactors, type RandomFactorOf } from './random-factors.ts'

type Change = NonNullable<Scenario['changes']>[number]

/** Codes, and the numbers that they speak of, by path, in the slots behind those of the layout and of the table. */
export interface ChangeLayout {
  codes: Int32Array
  numbers: Map<string, number>
}

const NONE: ChangeLayout = { codes: new Int32Array(0), numbers: new Map() }
const GROWTH = CHANGE_KINDS.indexOf('growth')
const SCHEDULE = CHANGE_KINDS.indexOf('schedule')
const LEVER = CHANGE_KINDS.indexOf('lever')
const PROCESS = CHANGE_KINDS.indexOf('process')
/** The numbers that a law may have, in the order in which the kernels read them. */
export const LAW_KEYS = PARAMETERS.filter((path) => path.startsWith('transformation.')).map((path) => path.replace('transformation.', ''))

/** The slot of a number of `changes`; −1 for one that there is not. */
export function changeSlot(scenario: Scenario, path: string): number {
  const position = [...layOutChanges(scenario).numbers.keys()].indexOf(path)
  return position < 0 ? -1 : firstSlot(scenario) + position
}

const firstSlot = (scenario: Scenario) => TABLE_SLOT + 2 * knotCount(scenario)

/** @param drawn whether processes take part, behind all else; without a sample they change nothing. */
export function layOutChanges(scenario: Scenario, drawn = false): ChangeLayout {
  const { changes = [] } = scenario
  return changes.every((change) => !drawn && 'process' in change) ? NONE : new Layout(scenario, changes).result(drawn)
}

/** The first slot of the factors that a process draws, one a time of its grid. */
export function factorSlot(scenario: Scenario, change: number): number {
  return firstSlot(scenario) + [...layOutChanges(scenario, true).numbers.keys()].indexOf(factorName(change, 0))
}

const factorName = (change: number, step: number) => `changes[${change}] factor ${step}`

class Layout {
  readonly #scenario: Scenario
  readonly #changes: readonly Change[]
  readonly #numbers = new Map<string, number>()
  readonly #positions = new Map<string, number>()
  readonly #targets: string[] = []

  constructor(scenario: Scenario, changes: readonly Change[]) {
    this.#scenario = scenario
    this.#changes = changes
  }

  result(drawn: boolean): ChangeLayout {
    const entries = this.#changes.flatMap((change, j) => ('process' in change ? [] : [this.#entry(change, `changes[${j}]`)]))
    if (drawn) for (const factor of randomFactors(this.#scenario)) entries.push(this.#process(factor))
    const slots = this.#targets.map((path) => PARAMETERS.indexOf(path as ParameterPath))
    const codes = Int32Array.from([slots.length, ...slots, entries.length, ...entries.flat()])
    return { codes, numbers: this.#numbers }
  }

  #entry(change: Exclude<Change, { process: unknown }>, path: string): number[] {
    if ('growth' in change) {
      const since = change.since === undefined ? PARAMETERS.indexOf('horizon.start') : this.#slot(`${path}.since`)
      return [GROWTH, this.#slot(`${path}.growth`), since, change.parameters.length, ...change.parameters.map((name) => this.#target(name))]
    }
    if ('values' in change) {
      const { times, interpolation, parameter } = change
      const scale = this.#slot(`${path}.scale`)
      return [
        SCHEDULE,
        INTERPOLATIONS.indexOf(interpolation),
        times.length,
        scale,
        ...this.#knots(path, 'values', times.length),
        1,
        this.#target(parameter),
      ]
    }
    const knots = 'times' in change ? change.times.length : 0
    const effects = Object.keys(change.effects)
    return [
      LEVER,
      LAWS.indexOf(change.law as Law),
      this.#law(path),
      knots,
      ...this.#knots(path, 'levels', knots),
      effects.length,
      ...effects.flatMap((name) => [this.#target(name), this.#slot(`${path}.effects[${name}]`)]),
    ]
  }

  #process({ change, parameter, times }: RandomFactorOf): number[] {
    const first = firstSlot(this.#scenario) + this.#numbers.size
    times.forEach((time, step) => this.#numbers.set(`changes[${change}] time ${step}`, time))
    times.forEach((_, step) => this.#numbers.set(factorName(change, step), 1))
    return [PROCESS, times.length, first, first + times.length, 1, this.#target(parameter)]
  }

  #target(parameter: string): number {
    const known = this.#targets.indexOf(parameter)
    return known >= 0 ? known : this.#targets.push(parameter) - 1
  }

  /** A number's slot; its first mention gives it one. */
  #slot(path: string): number {
    const known = this.#positions.get(path)
    const position = known ?? this.#numbers.size
    this.#positions.set(path, position)
    this.#numbers.set(path, this.#numberAt(path))
    return firstSlot(this.#scenario) + position
  }

  #numberAt(path: string): number {
    return existing(getNumber(this.#scenario, path), path)
  }

  /** The first slot of the numbers of a law: as many, and in the same order, as those of `transformation`. */
  #law(path: string): number {
    const first = firstSlot(this.#scenario) + this.#numbers.size
    for (const key of LAW_KEYS) this.#numbers.set(`${path}.${key}`, getNumber(this.#scenario, `${path}.${key}`) ?? NaN)
    return first
  }

  /** Slots of the first time and of the first value of so many knots. */
  #knots(path: string, values: string, count: number): [number, number] {
    const first = firstSlot(this.#scenario) + this.#numbers.size
    for (const list of ['times', values]) {
      for (let k = 0; k < count; k++) this.#numbers.set(`${path}.${list}[${k}]`, this.#numberAt(`${path}.${list}[${k}]`))
    }
    return [first, first + count]
  }
}
