import type { Engine } from '../../engine.ts'
import { ArgumentError, ScenarioError } from '../../errors.ts'
import { checkOptions } from '../../options.ts'
import { getNumber, parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { wantedOf } from '../engine/metrics.ts'
import { Points, type Moment } from '../engine/points.ts'
import { differencesOf, mixed, type Player } from './differences.ts'
import { shapley } from './shapley.ts'

/** By which metric two scenarios are compared, and where it is taken. */
export interface CompareOptions extends Moment {
  /** The metric whose difference is accounted for; default npv where there is a horizon, else profit. */
  metric?: string
  /** Of the orders that are drawn where more than 12 things differ; default 1. */
  seed?: number
  /** Ends the study, which then rejects with the signal’s reason. */
  signal?: AbortSignal
}

/** Two scenarios side by side, and which of the parameters that differ accounts for how much of the difference. */
export interface Comparison {
  /** Its name. */
  metric: string
  /** By path, or by the part whose numbers belong together: its value in the first scenario and in the second. */
  differences: Record<string, [unknown, unknown]>
  /** Of the metric in the first scenario; null where it has none. */
  valueA: number | null
  /** The same in the second. */
  valueB: number | null
  /** valueB − valueA. */
  difference: number | null
  /** Shapley values, which add up to the difference; null where a mixture of the two cannot be computed: see `refused`. */
  shapley: Record<string, number> | null
  /** Of Shapley values whose orders are drawn. */
  standardErrors?: Record<string, number>
  /** Which mixture fails, and why. */
  refused?: string
}

const KEYS = ['metric', 'seed', 'time', 'level', 'signal'] as const satisfies (keyof CompareOptions)[]

/**
 * Compares two scenarios. Each parameter that differs is a player in a game whose worth is the metric of the first scenario with some of the values of the second; its Shapley value is what
 * it accounts for. What cannot be mixed is one player: a factor's bounds, a law and its numbers, changes, horizon, dynamics, objective.
 */
export async function compare(
  engine: Engine,
  a: ScenarioInput | string,
  b: ScenarioInput | string,
  options: CompareOptions = {},
): Promise<Comparison> {
  checkOptions('compare', options, KEYS)
  const [first, second] = [parseScenario(a), parseScenario(b)]
  const { seed = 1, metric = first.horizon && second.horizon ? 'npv' : 'profit', ...moment } = options
  const players = differencesOf(first, second)
  const differences = Object.fromEntries(players.map(({ name, values }) => [name, values]))
  const worth = new Mixtures(engine, first, second, players, metric, moment)
  const [valueA, valueB] = await Promise.all([worth.of(0n), worth.of((1n << BigInt(players.length)) - 1n)])
  const sides = {
    metric,
    differences,
    valueA: finiteOrNull(valueA),
    valueB: finiteOrNull(valueB),
    difference: finiteOrNull(valueB - valueA),
  }
  try {
    const { values, standardErrors } = await shapley(players.length, (coalitions) => worth.ofAll(coalitions), seed)
    const named = (list: readonly number[]) => Object.fromEntries(players.map(({ name }, i) => [name, list[i]]))
    return { ...sides, shapley: named(values), ...(standardErrors && { standardErrors: named(standardErrors) }) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ...sides, shapley: null, refused: error.message }
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** A mixture without a number: the accounting is refused, not made without it. */
class Refused extends ArgumentError {}

/** The metric of the first scenario with some of the second's values. */
class Mixtures {
  readonly #engine: Engine
  readonly #a: Scenario
  readonly #b: Scenario
  readonly #players: readonly Player[]
  readonly #metric: string
  readonly #moment: Moment & { signal?: AbortSignal }

  constructor(
    engine: Engine,
    a: Scenario,
    b: Scenario,
    players: readonly Player[],
    metric: string,
    moment: Moment & { signal?: AbortSignal },
  ) {
    this.#engine = engine
    this.#a = a
    this.#b = b
    this.#players = players
    this.#metric = metric
    this.#moment = moment
  }

  /** @throws Refused for a mixture that is invalid, fails, or never pays back. */
  async ofAll(coalitions: readonly bigint[]): Promise<number[]> {
    const values = this.#allNumbers() ? await this.#inOneSweep(coalitions) : await this.#oneByOne(coalitions)
    values.forEach((value, i) => this.#requireFinite(value, coalitions[i]))
    return values
  }

  async of(coalition: bigint): Promise<number> {
    return (await this.#points(mixed(this.#a, this.#b, this.#membersOf(coalition))).here())[this.#metric]
  }

  #points(scenario: Scenario): Points {
    return new Points(this.#engine, scenario, wantedOf(scenario, [this.#metric]), this.#moment)
  }

  #membersOf(coalition: bigint): Player[] {
    return this.#players.filter((_, i) => (coalition >> BigInt(i)) & 1n)
  }

  /** Whether every player is a number that an axis may move. */
  #allNumbers(): boolean {
    return (
      this.#players.length > 0 &&
      this.#players.every(
        ({ name, paths, values }) =>
          paths.length === 1 && values.every((value) => typeof value === 'number') && getNumber(this.#a, name) !== undefined,
      )
    )
  }

  async #inOneSweep(coalitions: readonly bigint[]): Promise<number[]> {
    const size = this.#players.length
    const values = new Float64Array(coalitions.length * size)
    coalitions.forEach((coalition, row) =>
      this.#players.forEach((player, k) => (values[row * size + k] = player.values[Number((coalition >> BigInt(k)) & 1n)] as number)),
    )
    const parameters = this.#players.map(({ name }) => name)
    try {
      return [...(await this.#points(this.#a).at({ parameters, values, rows: coalitions.length }))[this.#metric]]
    } catch (error) {
      // Some mixture breaks a rule between parameters: one by one they say which.
      if (error instanceof ScenarioError) return this.#oneByOne(coalitions)
      throw error
    }
  }

  async #oneByOne(coalitions: readonly bigint[]): Promise<number[]> {
    const values: number[] = []
    for (const coalition of coalitions) {
      try {
        values.push(await this.of(coalition))
      } catch (error) {
        if (error instanceof ScenarioError)
          throw new Refused(
            `${this.#describe(coalition)} is no valid scenario: ${error.problems[0].path}: expected ${error.problems[0].expected}`,
          )
        throw error
      }
      this.#requireFinite(values[values.length - 1], coalition)
    }
    return values
  }

  #requireFinite(value: number, coalition: bigint): void {
    if (Number.isFinite(value)) return
    throw new Refused(`${this.#describe(coalition)} has no ${this.#metric}: ${value === Infinity ? 'it is none' : 'the computation fails'}`)
  }

  #describe(coalition: bigint): string {
    const members = this.#membersOf(coalition)
    if (members.length === 0) return 'The first scenario'
    if (members.length === this.#players.length) return 'The second scenario'
    return `The first scenario with ${members.map(({ name }) => name).join(', ')} of the second`
  }
}
