import { ArgumentError } from '../../errors.ts'
import type { Scenario } from '../../scenario/index.ts'
import { hasProcess } from '../../scenario/rules/changes.ts'

/** Parameters that are moved together, because they are correlated; most groups hold one. */
export interface Group {
  name: string
  /** Places of its parameters. */
  members: number[]
}

/** @throws ArgumentError for a scenario that says nothing of uncertainty. */
export function requireUncertainty(scenario: Scenario): Uncertainty {
  if (scenario.uncertainty !== undefined && Object.keys(scenario.uncertainty.parameters).length > 0) return scenario.uncertainty
  throw new ArgumentError(
    'the scenario has no "uncertainty"; add it: { "parameters": { "waste.disposalCost": { "distribution": "uniform", "low": 0.5, "high": 3 } } }, or let offcut calibrate write it',
  )
}

type Uncertainty = NonNullable<Scenario['uncertainty']>

/** The same, with no parameter where the scenario has random processes instead. */
export function requireRandomness(scenario: Scenario): Uncertainty {
  return hasProcess(scenario) ? (scenario.uncertainty ?? { parameters: {} }) : requireUncertainty(scenario)
}

/** The parameters in groups that are independent of each other: those that `correlation` joins, directly or through others, are one. */
export function groupsOf({ parameters, correlation }: Uncertainty, independent: boolean): Group[] {
  const names = Object.keys(parameters)
  const label = names.map((_, i) => i)
  if (correlation !== undefined && !independent) {
    const places = correlation.paths.map((path) => names.indexOf(path))
    correlation.matrix.forEach((row, a) =>
      row.forEach((r, b) => {
        if (a !== b && r !== 0) join(label, places[a], places[b])
      }),
    )
  }
  return [...new Set(label)].map((group) => {
    const members = label.flatMap((each, i) => (each === group ? [i] : []))
    return { name: members.map((i) => names[i]).join(' + '), members }
  })
}

function join(label: number[], a: number, b: number): void {
  const [kept, gone] = [Math.min(label[a], label[b]), Math.max(label[a], label[b])]
  label.forEach((each, i) => {
    if (each === gone) label[i] = kept
  })
}

/** The parts that a sample consists of, so that errors can be told from how they differ. */
export const BLOCKS = 8

/** The seed of one of the blocks: no two seeds share one. */
export function blockSeed(seed: number, block: number): number {
  return BLOCKS * seed + block
}

/** @throws ArgumentError unless the design can have so many samples in blocks. */
export function requireSamples(samples: number, design: string): void {
  if (!(Number.isSafeInteger(samples) && samples >= 2 * BLOCKS))
    throw new ArgumentError(`samples is ${samples}; expected a whole number from ${2 * BLOCKS} on`)
  if (design === 'sobol') {
    if (Number.isInteger(Math.log2(samples))) return
    const lower = 2 ** Math.floor(Math.log2(samples))
    throw new ArgumentError(`samples is ${samples}; the design "sobol" takes a power of two: ${lower} or ${2 * lower} are nearest`)
  }
  if (samples % BLOCKS !== 0) {
    const lower = samples - (samples % BLOCKS)
    throw new ArgumentError(
      `samples is ${samples}; expected a multiple of ${BLOCKS}, as errors come from ${BLOCKS} independent parts: ${lower} or ${lower + BLOCKS} are nearest`,
    )
  }
}
