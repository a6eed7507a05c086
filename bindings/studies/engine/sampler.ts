import { ArgumentError } from '../../errors.ts'
import { fromSpearman, pivotedCholesky } from '../../numbers/correlation.ts'
import type { Distribution } from '../../numbers/distribution.ts'
import { quantileOf } from '../../numbers/quantiles.ts'
import { axisWindow } from '../../plan/axis.ts'
import type { Design } from '../../plan/design/design.ts'
import { loadColumns } from '../../plan/design/load.ts'
import type { Scenario } from '../../scenario/index.ts'
import { MOST_SOBOL } from '../../scenario/rules/uncertainty.ts'
import { scoreSlope } from './score-slope.ts'
import { requireRandomness } from './uncertain.ts'

/** Draws the uncertain parameters of a scenario where a study needs more than a sample axis gives: two samples side by side, quantiles, slopes. */
export interface Sampler {
  parameters: string[]
  /** The value of a parameter at a share of its distribution. */
  quantile(parameter: number, share: number): number
  /** Whether its distribution has two ends. */
  hasEnds(parameter: number): boolean
  /** dx/dz at a share of its distribution, where z is its normal score. @throws ArgumentError where it has no density. */
  perScore(parameter: number, share: number): number
  /** C of the bound C ν / V on the total index, where one constant serves. */
  boundConstant(parameter: number): number | undefined
  /** Independent shares at some of the points, a row a point. */
  shares(start: number, rows: number): Promise<Float64Array>
  /** The parameters' values there, with their correlation; `copies` times all parameters a row, so that the copies are samples of their own. */
  values(start: number, rows: number, copies: number): Promise<Float64Array>
}

export interface SamplerOptions {
  independent: boolean
  seed: number
  design: 'sobol' | 'random'
  /** Points of the whole sample. */
  points?: number
}

const SHARES: Distribution = { distribution: 'uniform', low: 0, high: 1 }

export function createSampler(scenario: Scenario, { independent, seed, design, points = 1 }: SamplerOptions): Sampler {
  const uncertainty = requireRandomness(scenario)
  const parameters = Object.keys(uncertainty.parameters)
  const distributions = parameters.map((name) => uncertainty.parameters[name] as Distribution)
  const quantiles = distributions.map(quantileOf)
  const quantile = (parameter: number, share: number) => quantiles[parameter](share, 1 - share)
  const designs = new Map<string, Design>()
  /** The same design each time it is asked for, as what is made for it is kept beside it. */
  const designOf = (what: string, of: readonly Distribution[], correlated?: Design['correlated']) => {
    if (design === 'sobol' && of.length > MOST_SOBOL) {
      throw new ArgumentError(
        `the design "sobol" has ${MOST_SOBOL} dimensions, and ${of.length} are needed for ${parameters.length} parameters; use --design random`,
      )
    }
    let made = designs.get(what)
    if (made === undefined) designs.set(what, (made = { name: design, seed, points, distributions: of, ...(correlated && { correlated }) }))
    return made
  }
  return {
    parameters,
    quantile,
    hasEnds: (parameter) => hasEnds(distributions[parameter]),
    perScore(parameter, share) {
      const slope = scoreSlope(distributions[parameter], share, quantile(parameter, share))
      if (slope === undefined)
        throw new ArgumentError(
          `${parameters[parameter]} has a distribution without a density, "empirical", which the method dgsm does not take; use --method sobol or morris`,
        )
      return slope
    },
    boundConstant: (parameter) => boundConstant(distributions[parameter]),
    shares(start, rows) {
      const all = distributions.map(() => SHARES)
      return windowOf(designOf('shares', all), start, rows)
    },
    values(start, rows, copies) {
      const all = Array.from({ length: copies }, () => distributions).flat()
      const mixing = independent ? undefined : mixingOf(uncertainty, parameters, copies)
      return windowOf(designOf(`${copies} copies`, all, mixing), start, rows)
    },
  }
}

/** All columns of a design, row by row. */
async function windowOf(design: Design, start: number, rows: number): Promise<Float64Array> {
  const size = design.distributions.length
  const axes = design.distributions.map((_, column) => ({ spacing: 'samples' as const, design, column, points: design.points }))
  await loadColumns(axes)
  const window = new Float64Array(rows * size)
  axes.forEach((axis, column) => {
    const values = axisWindow(axis, start, rows)
    for (let row = 0; row < rows; row++) window[row * size + column] = values[row]
  })
  return window
}

/** The correlation of each copy, none between copies. */
function mixingOf(
  { correlation }: NonNullable<Scenario['uncertainty']>,
  parameters: readonly string[],
  copies: number,
): Design['correlated'] {
  if (correlation === undefined) return undefined
  const matrix = correlation.kind === 'spearman' ? fromSpearman(correlation.matrix) : correlation.matrix
  const size = matrix.length
  const blocks = Array.from({ length: copies * size }, (_, i) =>
    Array.from({ length: copies * size }, (_, j) => (Math.floor(i / size) === Math.floor(j / size) ? matrix[i % size][j % size] : 0)),
  )
  const columns = Array.from({ length: copies }, (_, copy) =>
    correlation.paths.map((path) => copy * parameters.length + parameters.indexOf(path)),
  ).flat()
  return { columns, ...pivotedCholesky(blocks) }
}

function hasEnds(of: Distribution): boolean {
  return (of.distribution !== 'normal' && of.distribution !== 'logNormal') || (of.low !== undefined && of.high !== undefined)
}

/** (high − low)²/π² of a uniform parameter, sd² of a normal one without ends (Poincaré's constants). */
function boundConstant(of: Distribution): number | undefined {
  if (of.distribution === 'uniform') return ((of.high - of.low) / Math.PI) ** 2
  return of.distribution === 'normal' && of.low === undefined && of.high === undefined ? of.sd ** 2 : undefined
}
