import type { Calibration } from '../calibrate/calibrate.ts'
import type { Ces } from '../calibrate/ces.ts'
import type { Equation } from '../calibrate/equation.ts'
import type { Equations } from '../calibrate/fragment.ts'
import type { Mapping } from '../calibrate/mapping.ts'
import { TITLES } from '../calibrate/warnings.ts'
import type { Chart } from './chart.ts'
import { probability, text, type Document, type DocumentTable } from './document.ts'
import { entriesOf } from '../../typed.ts'

export function calibrationDocument({ equations, ces, shares, warnings }: Calibration, mapping: Partial<Mapping>): Document {
  const entries = entriesOf(equations)
  return {
    title: 'Production functions estimated from data',
    sentence: entries.map(([name, equation]) => formula(name, equation, mapping)).join(' '),
    tables: [
      ...entries.flatMap(([name, equation]) => [termTable(name, equation, mapping), fitTable(name, equation)]),
      ...(shares
        ? [
            {
              title: 'Elasticities by shares of revenue',
              columns: ['factor', 'estimate', 'std. error', 'rows'],
              rows: shares.map(({ name, estimate, standardError, n }) => [name, estimate, standardError, n]),
            },
          ]
        : []),
      ...(ces ? [cesTable(ces)] : []),
    ],
    charts: entries.map(([name, equation]) => fitChart(name, equation, mapping)),
    sure: [
      ...entries.map(
        ([name, equation]) =>
          `${TITLES[name]}: R² ${text(equation.rSquared, 4)} over ${equation.n} rows; intervals are at 95 %, by Student's distribution with ${equation.degreesOfFreedom} degrees of freedom${robustness(equation, mapping)}.`,
      ),
      ...warnings,
    ],
    assumed: [
      mapping.levels ? 'The equations hold in levels, with errors of equal variance.' : 'The equations are linear in logarithms.',
      ...(mapping.constantReturns ? ['Constant returns to scale are imposed on output.'] : []),
      ...(mapping.trend ? ['Output has a linear trend in time, from the first year used.'] : []),
    ],
  }
}

function robustness({ lags }: Equation, { robust }: Partial<Mapping>): string {
  if (robust === 'hc1') return ', with a covariance that allows for unequal variances (HC1)'
  return robust === 'newey-west' ? `, with Newey and West's covariance of ${lags} lags` : ''
}

function formula(name: keyof Equations, { terms, fit }: Equation, { levels, trend, year }: Partial<Mapping>): string {
  const [constant, ...rest] = terms
  const ofTime = (column: string) => name === 'output' && trend === true && column === year
  const parts = rest.map(
    ({ name: column, estimate }, i) =>
      `${estimate < 0 ? '−' : i === 0 && levels ? '' : '+'} ${text(Math.abs(estimate), 4)} ${ofTime(column) ? `(${column} − ${fit.year?.[0]})` : `ln ${column}`}`,
  )
  if (levels) return `${TITLES[name]} = ${text(constant.estimate, 5)} exp(${parts.join(' ').trim()}).`
  return `ln ${TITLES[name].toLowerCase()} = ${text(constant.estimate, 4)} ${parts.join(' ')}.`
}

function termTable(name: keyof Equations, { terms, n, degreesOfFreedom }: Equation, mapping: Partial<Mapping>): DocumentTable {
  return {
    title: `${TITLES[name]}${mapping.levels ? ' in levels' : ' in logarithms'}: ${n} rows, ${degreesOfFreedom} degrees of freedom`,
    columns: ['', 'estimate', 'std. error', 't', 'p', '95 % low', 'high'],
    rows: terms.map(({ name: term, estimate, standardError, t, p, low, high }) => [
      term,
      estimate,
      standardError,
      Number(t.toPrecision(4)),
      probability(p),
      low,
      high,
    ]),
  }
}

function fitTable(name: keyof Equations, equation: Equation): DocumentTable {
  const {
    rSquared,
    adjustedRSquared,
    sigma,
    rss,
    durbinWatson,
    conditionNumber,
    conditionNumberCentred,
    tests: { constantReturns },
  } = equation
  return {
    title: `${TITLES[name]}: fit`,
    columns: ['', 'value'],
    rows: [
      ['R²', rSquared],
      ['adjusted R²', adjustedRSquared],
      ['σ', sigma],
      ['residual sum of squares', rss],
      ['Durbin–Watson', durbinWatson],
      ...(conditionNumber === undefined
        ? []
        : [
            ['condition number, centred', conditionNumberCentred ?? null],
            ['condition number, of the units', conditionNumber],
          ]),
      ...(constantReturns
        ? [
            [`constant returns: F(1, ${constantReturns.degreesOfFreedom[1]})`, constantReturns.F],
            ['constant returns: p', probability(constantReturns.p)],
          ]
        : []),
    ],
  }
}

function cesTable({ profile, factors, best, against }: Ces): DocumentTable {
  return {
    title: `CES in logarithms beside Cobb and Douglas: least at ρ = ${best.rho}, F ${text(against.F, 3)}, p ${probability(against.p)}; δ of ${factors[0]}, in the units of the data`,
    columns: ['ρ', 'elasticity of substitution', 'residual sum of squares', 'δ', 'returns to scale'],
    rows: profile.map(({ rho, elasticityOfSubstitution, rss, delta, returnsToScale, atEdge }) => [
      rho,
      elasticityOfSubstitution,
      rss,
      atEdge ? `${text(delta)} (edge)` : delta,
      returnsToScale,
    ]),
  }
}

function fitChart(name: keyof Equations, { fit: { row, year, actual, fitted } }: Equation, { levels }: Partial<Mapping>): Chart {
  const place = year ?? row
  const points = (values: number[]) => values.map((value, i): [number, number] => [place[i], value])
  const left = levels ? TITLES[name] : `ln ${TITLES[name].toLowerCase()}`
  return {
    kind: 'xy',
    title: `${left}: fitted against actual`,
    x: year ? 'year' : 'row of the file',
    y: left,
    lines: [{ name: 'fitted', points: points(fitted).sort((a, b) => a[0] - b[0]) }],
    dots: [{ name: 'actual', points: points(actual) }],
  }
}
