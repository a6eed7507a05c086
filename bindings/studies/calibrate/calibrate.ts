import { ArgumentError, asError } from '../../errors.ts'
import { columnOf, tableOf, type Table, type TableInput } from '../table/table.ts'
import { cesProfile, type Ces } from './ces.ts'
import { designOf } from './design.ts'
import { estimateEquation, type Equation } from './equation.ts'
import { fragmentOf, type Equations, type FragmentReport, type ScenarioFragment } from './fragment.ts'
import { checkMapping, type Mapping } from './mapping.ts'
import { selectRows, type Rows } from './rows.ts'
import { costShares, type CostShare } from './shares.ts'
import { warningsOf, type Outside } from './warnings.ts'
import { keysOf } from '../../typed.ts'

/** Production functions of a table, each with how sure it is. */
export interface Calibration {
  /** Of output, of waste and of the additional product, as far as their columns are named. */
  equations: Partial<Equations>
  /** For two factors: the CES function beside Cobb and Douglas's. A report, no production function of the optimum. */
  ces?: Ces
  /** Elasticities by shares of revenue, where the data hold prices. */
  shares?: CostShare[]
  /** With one factor or two: what a scenario takes as it is. Null where no equation can be used. */
  scenario: ScenarioFragment | null
  /** What to know of `scenario`; null with it. */
  fragment: FragmentReport | null
  /** Columns whose coefficient lies outside the model's range; it is reported as estimated. */
  unusable: string[]
  /** Equations whose centred condition number is above 30. */
  conditionWarning: string[]
  /** What to know before the numbers are used, in sentences. */
  warnings: string[]
}

const HIGH_CONDITION = 30

/**
 * Estimates the production functions of an enterprise from a table by least squares: ln V on ln x, ln W on ln x, ln U on ln R.
 * @param table from `parseTable`, or arrays by column name.
 * @param mapping which column holds what, and how to estimate.
 * @returns estimates with the names of the printed table, and a scenario fragment with `uncertainty`.
 * @throws ArgumentError for columns that are not there, cells that are no numbers, values without a logarithm, too few rows, and collinear or constant columns, each named.
 */
export function calibrate(table: TableInput, mapping: Mapping): Calibration {
  checkMapping(mapping)
  const data = tableOf(table)
  const { output, waste, recycled, additional, factors = [] } = mapping
  requireColumns(data, mapping)
  const outputRows = output === undefined ? undefined : rowsOf(data, mapping, output, factors)
  const equations: Partial<Equations> = {
    ...(outputRows && output !== undefined && { output: outputEquation(outputRows, output, mapping) }),
    ...(waste !== undefined && { waste: plainEquation('waste', data, mapping, waste, factors) }),
    ...(additional !== undefined && {
      additionalOutput: plainEquation('additionalOutput', data, mapping, additional, recycled === undefined ? [] : [recycled]),
    }),
  }
  const outside = outsideOf(equations, factors.length)
  const usable = Object.fromEntries(Object.entries(equations).filter(([name]) => !outside.some(({ equation }) => equation === name)))
  const span = outputRows?.years ? outputRows.years[outputRows.years.length - 1] - outputRows.years[0] : 0
  const fragment = factors.length <= 2 ? fragmentOf(usable, mapping, span) : null
  const conditionWarning = Object.entries(equations)
    .filter(([, { conditionNumberCentred = 1 }]) => conditionNumberCentred > HIGH_CONDITION)
    .map(([name]) => name)
  const shares = costShares(data, mapping)
  const ces =
    outputRows && output !== undefined && factors.length === 2 && !mapping.levels && (equations.output?.n ?? 0) > 4
      ? cesProfile(outputRows, output, factors)
      : undefined
  return {
    equations,
    ...(ces && { ces }),
    ...(shares && { shares }),
    scenario: fragment?.scenario ?? null,
    fragment: fragment?.report ?? null,
    unusable: [...new Set(outside.map(({ name }) => name))],
    conditionWarning,
    warnings: warningsOf({ equations, outside, conditionWarning, fragment: fragment?.report ?? null, mapping }),
  }
}

/** Names every column that is not there at once. */
function requireColumns(
  table: Table,
  { output, factors = [], waste, recycled, additional, year, weights, outputPrice, factorPrices = [] }: Mapping,
): void {
  const named = [output, ...factors, waste, recycled, additional, year, weights, outputPrice, ...factorPrices].filter(
    (name) => name !== undefined,
  )
  const problems = named.flatMap((name) => {
    try {
      columnOf(table, name)
      return []
    } catch (error) {
      return [asError(error).message]
    }
  })
  if (problems.length > 0) throw new ArgumentError([...new Set(problems)].join('\n'))
}

function rowsOf(table: Table, { levels, weights, year }: Mapping, left: string, right: readonly string[]): Rows {
  return selectRows(table, { columns: [left, ...right], positive: levels ? right : [left, ...right], weights, year })
}

function outputEquation(
  rows: Rows,
  left: string,
  { factors, trend, year, constantReturns, levels = false, robust, lags }: Mapping,
): Equation {
  const form = { factors, trend: trend ? year : undefined, constant: levels ? ('scale' as const) : ('constant' as const) }
  const design = designOf(rows, { ...form, constantReturns })
  return estimateEquation(rows, design, { equation: 'output', left, levels, robust, lags }, designOf(rows, form))
}

function plainEquation(equation: keyof Equations, table: Table, mapping: Mapping, left: string, right: readonly string[]): Equation {
  const { levels = false, robust, lags } = mapping
  const rows = rowsOf(table, mapping, left, right)
  const design = designOf(rows, { factors: right, constant: levels ? 'scale' : 'constant' })
  return estimateEquation(rows, design, { equation, left, levels, robust, lags })
}

const RANGES: Record<keyof Equations, { fits(estimate: number): boolean; expected: string }> = {
  output: { fits: (estimate) => estimate > 0, expected: 'an elasticity of output above 0' },
  waste: { fits: (estimate) => estimate >= 0, expected: 'an elasticity of waste of 0 or more' },
  additionalOutput: { fits: (estimate) => estimate > 0 && estimate <= 1, expected: 'an exponent of recycling above 0 and at most 1' },
}

function outsideOf(equations: Partial<Equations>, factors: number): Outside[] {
  return keysOf(RANGES).flatMap((equation) => {
    const { fits, expected } = RANGES[equation]
    const exponents = (equations[equation]?.terms ?? []).slice(1, 1 + (equation === 'additionalOutput' ? 1 : factors))
    return exponents.filter(({ estimate }) => !fits(estimate)).map(({ name, estimate }) => ({ equation, name, estimate, expected }))
  })
}
