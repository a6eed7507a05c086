import type { Equation } from './equation.ts'
import type { Equations, FragmentReport } from './fragment.ts'
import type { Mapping } from './mapping.ts'

/** What the equations are called in sentences and tables. */
export const TITLES: Record<keyof Equations, string> = { output: 'Output', waste: 'Waste', additionalOutput: 'Additional output' }

/** A coefficient that the model has no place for. */
export interface Outside {
  equation: keyof Equations
  name: string
  estimate: number
  expected: string
}

interface Findings {
  equations: Partial<Equations>
  outside: Outside[]
  conditionWarning: string[]
  fragment: FragmentReport | null
  mapping: Mapping
}

/** Everything to know before the numbers are used, a sentence each. */
export function warningsOf({ equations, outside, conditionWarning, fragment, mapping }: Findings): string[] {
  return [
    ...Object.entries(equations).flatMap(([name, equation]) => dataWarnings(TITLES[name as keyof Equations], equation, mapping)),
    ...outside.map(
      ({ equation, name, estimate, expected }) =>
        `${TITLES[equation]}: the coefficient of ${name} is ${short(estimate)}, which the model cannot use; it takes ${expected}. Nothing of this equation is in the scenario.`,
    ),
    ...conditionWarning.map(
      (name) =>
        `${TITLES[name as keyof Equations]}: the columns are nearly collinear (centred condition number ${short((equations as Record<string, Equation>)[name].conditionNumberCentred ?? NaN)}, above 30); single coefficients are hardly told apart, their sum may be.`,
    ),
    ...(mapping.factors?.length > 2 ? ['A scenario has one factor or two, so there is no fragment for more.'] : []),
    ...fragmentWarnings(fragment, mapping),
  ]
}

function dataWarnings(name: string, { data, lags, converged }: Equation, { year, weights }: Mapping): string[] {
  const { rowsRead, rowsUsed, missing, flagged, yearGaps = [], yearsTwice = [] } = data
  const cells = Object.entries(missing).map(([column, count]) => `${count} in ${column}`)
  return [
    ...(cells.length > 0 ? [`${name}: missing cells, ${cells.join(', ')}; ${rowsUsed} of ${rowsRead} rows are used.`] : []),
    ...(flagged > 0 ? [`${name}: ${flagged} flagged ${flagged === 1 ? 'number is' : 'numbers are'} used like the others.`] : []),
    ...(yearGaps.length > 0
      ? [
          `${name}: no row that can be used for ${list(yearGaps)}${lags === undefined ? '' : '; lags are counted in rows, across these gaps'}.`,
        ]
      : []),
    ...(yearsTwice.length > 0 ? [`${name}: more than one row for ${list(yearsTwice)}.`] : []),
    ...(lags !== undefined && year === undefined ? [`${name}: no column of years is named, so lags follow the order of the rows.`] : []),
    ...(weights === undefined
      ? []
      : [`${name}: with weights the mean of the scale cannot be told from its median, which is what is given.`]),
    ...(converged === false ? [`${name}: the fit in levels did not converge; do not rely on it.`] : []),
  ]
}

function fragmentWarnings(fragment: FragmentReport | null, { factors, constantReturns }: Mapping): string[] {
  if (fragment === null) return []
  const { cutOff, returns } = fragment
  const bounded = 'the optimum is then at an upper bound of a factor: use fixed volumes, or a costExponent above 1'
  return [
    ...cutOff.map(
      ({ parameter, share }) => `${parameter}: ${short(share)} of its normal distribution lies outside the model's range and is cut off.`,
    ),
    ...(returns && returns.atLeastOne > 1e-6
      ? [
          `The elasticities over the cost exponents sum to ${short(returns.sum)}, and to 1 or more with probability ${short(returns.atLeastOne)}; ${bounded}.`,
        ]
      : []),
    ...(constantReturns && factors.length > 1
      ? ['Constant returns are imposed, so the correlation of the estimates is singular; a scenario takes it as it is.']
      : []),
  ]
}

const MOST_LISTED = 10

function list(years: readonly number[]): string {
  return years.slice(0, MOST_LISTED).join(', ') + (years.length > MOST_LISTED ? ` and ${years.length - MOST_LISTED} more` : '')
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}
