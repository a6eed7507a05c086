import { existing } from '../../errors.ts'
import { exp, log } from '../../numbers/elementary.ts'
import { normalBelow } from '../statistics/distributions.ts'
import { quadratic } from './covariance.ts'
import type { Equation } from './equation.ts'
import type { Mapping } from './mapping.ts'

/** The equations by what stands on their left. */
export type Equations = Record<'output' | 'waste' | 'additionalOutput', Equation>

/** A part of a scenario: what a calibration knows of it, with its uncertainty. */
export interface ScenarioFragment {
  /** Where the numbers come from. */
  description: string
  /** Of the equation of output. */
  production?: { scale: number; elasticities: number[] }
  /** Of the equation of waste. */
  waste?: { scale: number; elasticities: number[] }
  /** Of the equation of the additional product. */
  recycling?: { yield: number; exponent: number }
  /** The trend of output, where there is one. */
  changes?: { parameters: string[]; growth: number }[]
  /** How sure the numbers are. */
  uncertainty: {
    parameters: Record<string, LogNormal | Normal>
    /** Of the normal scores: of the logarithm of a scale, of an elasticity itself. */
    correlation?: { paths: string[]; matrix: number[][] }
  }
}

/** A log-normal distribution, as a scenario has it. */
export interface LogNormal {
  /** Its name in a scenario. */
  distribution: 'logNormal'
  /** The estimate. */
  median: number
  /** e to the standard error of its logarithm. */
  gsd: number
}

/** A normal distribution, as a scenario has it, truncated where it has ends. */
export interface Normal {
  /** Its name in a scenario. */
  distribution: 'normal'
  /** The estimate. */
  mean: number
  /** Its standard error. */
  sd: number
  /** Least value. */
  low?: number
  /** Greatest value. */
  high?: number
}

/** Probability that a distribution of the fragment has outside the range that it is cut to, and of an optimum at an upper bound. */
export interface FragmentReport {
  /** Parameters whose distribution is cut off at 0, and the share that lies below. */
  cutOff: { parameter: string; share: number }[]
  /** Sum of the elasticities over the cost exponents, and the probability that it is 1 or more: the optimum is then at an upper bound. */
  returns?: { sum: number; atLeastOne: number }
}

/** One equation's part: where its estimates go, in the order of its terms. */
interface Part {
  section: 'production' | 'waste' | 'recycling'
  equation: Equation
  paths: string[]
  high?: number
}

const SAID_FROM = 1e-6

/**
 * The fragment of the equations that can be used in a scenario.
 * @param usable equations whose coefficients the model takes.
 * @param span years from the first used, at which a trend starts, to the last, at which the fragment's scale is taken.
 */
export function fragmentOf(
  usable: Partial<Equations>,
  mapping: Mapping,
  span: number,
): { scenario: ScenarioFragment; report: FragmentReport } | null {
  const { output, waste, additionalOutput } = usable
  const parts: Part[] = []
  if (output)
    parts.push({
      section: 'production',
      equation: output,
      paths: [
        'production.scale',
        ...mapping.factors.map((_, i) => `production.elasticities[${i}]`),
        ...(mapping.trend ? ['changes[0].growth'] : []),
      ],
    })
  if (waste)
    parts.push({ section: 'waste', equation: waste, paths: ['waste.scale', ...mapping.factors.map((_, i) => `waste.elasticities[${i}]`)] })
  if (additionalOutput)
    parts.push({ section: 'recycling', equation: additionalOutput, paths: ['recycling.yield', 'recycling.exponent'], high: 1 })
  if (parts.length === 0) return null
  const estimates = parts.flatMap((part) => estimatesOf(part, span))
  const report = reportOf(estimates, output, mapping)
  return { scenario: scenarioOf(parts, estimates), report }
}

/** An estimate on its way to a parameter: of the logarithm, for a scale. */
interface Estimate {
  path: string
  value: number
  sd: number
  logarithm: boolean
  low?: number
  high?: number
  /** Correlations with the estimates of its own equation, by path. */
  correlations: Record<string, number>
}

/** Scales are taken at the last year: `span` years of trend after the first. */
function estimatesOf({ equation, paths, high }: Part, span: number): Estimate[] {
  const { terms, covariance } = equation
  const levels = terms[0].name === 'scale'
  // From the terms to the parameters: ln of the scale, moved along the trend, then the others as they are.
  const trend = paths.indexOf('changes[0].growth')
  const transform = terms.map((term, i) =>
    terms.map((_, j) => {
      if (i === 0 && j === 0) return levels ? 1 / term.estimate : 1
      return i === 0 && j === trend ? span : Number(i === j)
    }),
  )
  const spread = quadratic(transform, covariance)
  const sd = spread.map((row, i) => Math.sqrt(row[i]))
  const logScale = (levels ? log(terms[0].estimate) : terms[0].estimate) + (trend < 0 ? 0 : span * terms[trend].estimate)
  return paths.map((path, i) => ({
    path,
    value: i === 0 ? logScale : terms[i].estimate,
    sd: sd[i],
    logarithm: i === 0,
    ...(i > 0 && i !== trend && { low: 0, high }),
    correlations: Object.fromEntries(
      paths.map((other, j) => [other, i === j ? 1 : Math.max(-1, Math.min(1, spread[i][j] / (sd[i] * sd[j])))]),
    ),
  }))
}

function scenarioOf(parts: Part[], estimates: Estimate[]): ScenarioFragment {
  const value = (path: string) => {
    const estimate = existing(
      estimates.find((each) => each.path === path),
      path,
    )
    return estimate.logarithm ? exp(estimate.value) : estimate.value
  }
  const section = ({ section, paths }: Part) => {
    const [scale, ...rest] = paths.filter((path) => !path.startsWith('changes')).map(value)
    return [section, section === 'recycling' ? { yield: scale, exponent: rest[0] } : { scale, elasticities: rest }]
  }
  const growth = estimates.find(({ path }) => path === 'changes[0].growth')
  // An estimate without error, such as that of one factor under constant returns, is a number and no distribution.
  const uncertain = estimates.filter(({ sd }) => sd > 0)
  return {
    description:
      'A fragment of a scenario, estimated by offcut calibrate: it lacks prices, bounds and the transformation. Merge it into a complete scenario with --base.',
    ...Object.fromEntries(parts.map(section)),
    ...(growth && { changes: [{ parameters: ['production.scale'], growth: growth.value }] }),
    uncertainty: {
      parameters: Object.fromEntries(uncertain.map((estimate) => [estimate.path, distributionOf(estimate)])),
      ...(uncertain.length > 1 && {
        correlation: {
          paths: uncertain.map(({ path }) => path),
          matrix: uncertain.map(({ correlations }) => uncertain.map(({ path }) => correlations[path] ?? 0)),
        },
      }),
    },
  }
}

function distributionOf({ value, sd, logarithm, low, high }: Estimate): LogNormal | Normal {
  if (logarithm) return { distribution: 'logNormal', median: exp(value), gsd: exp(sd) }
  return { distribution: 'normal', mean: value, sd, ...(low !== undefined && { low }), ...(high !== undefined && { high }) }
}

function reportOf(estimates: Estimate[], output: Equation | undefined, { factors, costExponents }: Mapping): FragmentReport {
  const cutOff = estimates.flatMap(({ path, value, sd, low, high }) => {
    if (low === undefined || !(sd > 0)) return []
    const share = normalBelow((low - value) / sd) + (high === undefined ? 0 : normalBelow((value - high) / sd))
    return share > SAID_FROM ? [{ parameter: path, share }] : []
  })
  if (output === undefined) return { cutOff }
  const factor = factors.map((_, i) => 1 / (costExponents?.[i] ?? 1))
  const sum = factors.reduce((total, _, i) => total + factor[i] * output.terms[i + 1].estimate, 0)
  const block = factors.map((_, i) => factors.map((_, j) => output.covariance[i + 1][j + 1]))
  const [[variance]] = quadratic([factor], block)
  const sd = Math.sqrt(Math.max(0, variance))
  // Under constant returns the sum is certain.
  const atLeastOne = sd > 1e-9 ? normalBelow((sum - 1) / sd) : Number(sum >= 1 - 1e-9)
  return { cutOff, returns: { sum, atLeastOne } }
}
