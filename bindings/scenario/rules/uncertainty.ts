/** Rules of `uncertainty`, and of the axes that sample it. */
import { fromSpearman, nearestCorrelation, negativeEigenvalue, toSpearman } from '../../numbers/correlation.ts'
import { getNumber, lengthAt, numberOf, valueAt } from '../text/json-paths.ts'
import { hasProcess } from './changes.ts'
import type { Report } from './rule.ts'

/** Sobol points have direction numbers for so many. */
export const MOST_SOBOL = 128

const PARAMETERS = ['uncertainty', 'parameters']

/** The paths that have a distribution. */
export function uncertainPaths(scenario: unknown): string[] {
  const parameters = valueAt(scenario, PARAMETERS)
  return typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : []
}

export function checkUncertainty(scenario: unknown, report: Report): void {
  if (valueAt(scenario, ['uncertainty']) === undefined) return
  const paths = uncertainPaths(scenario)
  if (valueAt(scenario, PARAMETERS) !== undefined && paths.length === 0) {
    report(
      PARAMETERS,
      'at least one parameter',
      'add one, such as "waste.disposalCost": { "distribution": "uniform", "low": 0.5, "high": 2 }',
    )
  }
  for (const path of paths) checkDistribution(scenario, path, report)
  checkCorrelation(scenario, paths, report)
}

function checkDistribution(scenario: unknown, parameter: string, report: Report): void {
  const own = (key: string) => [...PARAMETERS, parameter, key]
  const number = (key: string) => numberOf(valueAt(scenario, own(key)))
  const inOrder = (low: string, high: string, mayBeEqual: boolean) => {
    const [a, b] = [number(low), number(high)]
    if (a === undefined || b === undefined || (mayBeEqual ? a <= b : a < b)) return
    report(own(high), `a number ${mayBeEqual ? 'at least' : 'above'} ${low}, which is ${a}`, `raise it, or lower ${low}`)
  }
  inOrder('low', 'high', false)
  if (number('mode') !== undefined) {
    inOrder('low', 'mode', true)
    inOrder('mode', 'high', true)
  }
  const distribution = valueAt(scenario, own('distribution'))
  if (distribution === 'logNormal') {
    for (const key of ['low', 'high']) {
      if ((number(key) ?? 1) <= 0) report(own(key), 'a number above 0, because the logarithm is normal', 'leave it out, or raise it')
    }
  }
  const weights = valueAt(scenario, own('weights'))
  if (distribution !== 'empirical' || !Array.isArray(weights)) return
  const values = valueAt(scenario, own('values'))
  if (Array.isArray(values) && values.length !== weights.length) {
    report(own('weights'), `as many weights as values: ${values.length}`, 'add what is missing, or remove what is too much')
  } else if (!weights.some((weight) => weight > 0)) {
    report(own('weights'), 'at least one weight above 0', 'leave the weights out where all values are as likely')
  }
}

function checkCorrelation(scenario: unknown, uncertain: readonly string[], report: Report): void {
  const at = ['uncertainty', 'correlation']
  const paths = valueAt(scenario, [...at, 'paths'])
  const matrix = valueAt(scenario, [...at, 'matrix'])
  if (!Array.isArray(paths) || !Array.isArray(matrix)) return
  paths.forEach((path, i) => {
    if (!uncertain.includes(path))
      report(
        [...at, 'paths', i],
        'the path of a parameter in uncertainty.parameters',
        `choose one of ${uncertain.join(', ') || 'those that you add there'}`,
      )
    else if (paths.indexOf(path) < i) report([...at, 'paths', i], 'each path once', 'remove it, with its row and column')
  })
  const size = paths.length
  if (matrix.length !== size) return report([...at, 'matrix'], `${size} rows, one for each path`, 'give each path a row and a column')
  let whole = true
  const refuse = (i: number, j: number | undefined, expected: string, fix: string) => {
    whole = false
    report([...at, 'matrix', i, ...(j === undefined ? [] : [j])], expected, fix)
  }
  matrix.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== size)
      return refuse(i, undefined, `${size} numbers, one for each path`, 'give each path a row and a column')
    row.forEach((value, j) => {
      if (i === j && value !== 1) refuse(i, j, '1, as every parameter is correlated with itself', 'write 1')
      else if (j < i && Array.isArray(matrix[j]) && matrix[j][i] !== value)
        refuse(i, j, `${matrix[j][i]}, as in row ${j}: a correlation has no direction`, 'write the same number in both places')
      else if (!(Math.abs(value) <= 1)) whole = false
    })
  })
  if (!whole || size === 0) return
  const ranks = valueAt(scenario, [...at, 'kind']) === 'spearman'
  const scores = ranks ? fromSpearman(matrix) : (matrix as number[][])
  const least = negativeEigenvalue(scores)
  if (least === undefined) return
  const nearest = nearestCorrelation(scores)
  const shown = ranks ? toSpearman(nearest) : nearest
  report(
    [...at, 'matrix'],
    `a matrix that correlations can have, with no eigenvalue below 0; its least is ${Number(least.toPrecision(3))}${ranks ? ', after conversion from ranks' : ''}`,
    `the nearest that is one: ${JSON.stringify(shown)}`,
  )
}

/** Rules of the axes that sample. */
export function checkSampleAxes(scenario: unknown, report: Report): void {
  const first: number[] = []
  for (let i = 0; i < lengthAt(scenario, 'sweep.axes'); i++) {
    const at = ['sweep', 'axes', i]
    if (valueAt(scenario, [...at, 'samples']) === undefined) continue
    if (first.length > 0)
      report([...at, 'samples'], 'one axis of samples', `remove it, or sweep.axes[${first[0]}]: one axis samples every uncertain parameter`)
    first.push(i)
    const uncertain = uncertainPaths(scenario)
    if (valueAt(scenario, ['uncertainty']) === undefined && !hasProcess(scenario)) {
      report(
        ['uncertainty'],
        'distributions of parameters or a process in "changes", for the axis of samples',
        'add "uncertainty": { "parameters": { "waste.disposalCost": { "distribution": "uniform", "low": 0.5, "high": 2 } } }',
      )
    }
    const design = valueAt(scenario, [...at, 'design'])
    if (uncertain.length > MOST_SOBOL && (design === undefined || design === 'sobol')) {
      report(
        [...at, 'design'],
        `"latinHypercube" or "random" for ${uncertain.length} parameters: Sobol points have at most ${MOST_SOBOL} dimensions`,
        'use "design": "latinHypercube"',
      )
    }
    const samples = getNumber(scenario, `sweep.axes[${i}].samples`)
    if (samples !== undefined && samples > 2 ** 31 - 1)
      report([...at, 'samples'], `at most ${2 ** 31 - 1} samples`, 'ask for fewer samples')
  }
}
