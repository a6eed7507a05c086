import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STATUSES, type ParameterPath } from '../../bindings/model/layout.ts'
import { metricEntry } from '../../bindings/model/metrics.ts'
import type { Task } from '../../bindings/plan/task.ts'
import { ANYTHING, enterprises } from '../support/enterprises.ts'
import { axis, GRIDS, gridOf } from '../support/grids.ts'
import { BACKENDS, everyMetric, kernels, optimumOf, pointsOf, type ScenarioInput } from '../support/kernels.ts'
import { oneFactor } from '../support/scenarios.ts'

const runs = (numRuns: number) => ({ seed: 20261122, numRuns })

describe.each(BACKENDS)('the status by %s', (backend) => {
  const statuses = (task: Task) => Array.from(kernels[backend].run(task, 0, pointsOf(task)).status, (code) => STATUSES[code])

  test('says which combinations of axes the model does not allow, and leaves the others alone', () => {
    const [lowers, uppers] = [
      [0.1, 10, 100],
      [0.2, 10, 1000],
    ]
    const task = gridOf(oneFactor(), [axis('factors[0].lower', ...lowers), axis('factors[0].upper', ...uppers)])
    const { columns, status } = kernels[backend].run(task, 0, 9)
    const names = everyMetric(1)
    lowers.forEach((lower, i) =>
      uppers.forEach((upper, j) => {
        const point = 3 * i + j
        if (lower >= upper) {
          expect(STATUSES[status[point]]).toBe('domainError')
          expect(columns.every((column) => Number.isNaN(column[point]))).toBe(true)
          return
        }
        const single = optimumOf(backend, { ...oneFactor(), factors: [{ price: 1, lower, upper }] }, { level: 0.5 })
        expect(STATUSES[status[point]]).toBe(single.status)
        expect(columns[names.indexOf('profit')][point]).toBe(single.profit)
      }),
    )
  })

  const forbidden: [ParameterPath, ...number[]][] = [
    ['factors[0].price', NaN, Infinity],
    ['factors[0].costExponent', 0, -1, NaN, Infinity],
    ['factors[0].lower', 0, -1, NaN],
    ['factors[0].upper', 0, NaN, Infinity],
    ['production.scale', 0, -1, NaN, Infinity],
    ['production.elasticities[0]', 0, -1, NaN, Infinity],
    ['production.price', NaN, Infinity],
    ['waste.scale', -1, NaN, Infinity],
    ['waste.elasticities[0]', -1, NaN, Infinity],
    ['waste.disposalCost', NaN, Infinity],
    ['recycling.yield', -1, NaN, Infinity],
    ['recycling.exponent', 0, -1, 1.5, NaN],
    ['recycling.price', NaN, Infinity],
    ['recycling.processingCost', NaN, Infinity],
    ['fixedCost', -1, NaN, Infinity],
    ['level', -0.1, 1.1, NaN],
  ]
  test.each(forbidden)('marks %s where it is not allowed', (path, ...values) => {
    expect(statuses(gridOf(oneFactor(), [axis(path, ...values)]))).toEqual(values.map(() => 'domainError'))
  })

  test('marks profits beyond the largest number', () => {
    const huge = { ...oneFactor(), factors: [{ price: 1e-300, lower: 1, upper: 1e308 }] as ScenarioInput['factors'] }
    expect(statuses(gridOf(huge, [axis('production.price', 1e300, 1)]))).toEqual(['domainError', expect.stringMatching('ok|atBound')])
  })

  test('never lets a NaN pass unmarked, and never marks a number wrong', () => {
    fc.assert(
      fc.property(fc.oneof(enterprises(1, ANYTHING), enterprises(2, ANYTHING)), ({ scenario, level }) => {
        const task = gridOf(scenario, [
          axis('level', level),
          axis('production.scale', 1e-30, 1, 1e30, 1e300),
          axis('waste.disposalCost', 0, 1e-200, 1, 1e200),
        ])
        const { columns, status } = kernels[backend].run(task, 0, pointsOf(task))
        const names = everyMetric(task.factorCount)
        status.forEach((code, point) => {
          const values = columns
            .filter((_, i) => metricEntry(names[i])?.none !== 'NaN' || STATUSES[code] === 'domainError')
            .map((column) => column[point])
          if (STATUSES[code] === 'domainError') expect(values.every(Number.isNaN)).toBe(true)
          else expect(values.some(Number.isNaN), `point ${point}: ${STATUSES[code]} ${values}`).toBe(false)
        })
      }),
      runs(60),
    )
  })

  test('is that of the regimes', () => {
    const task = GRIDS['two factors']
    const { columns, status } = kernels[backend].run(task, 0, pointsOf(task))
    const names = everyMetric(2)
    const [first, second] = [columns[names.indexOf('regime[0]')], columns[names.indexOf('regime[1]')]]
    expect(Array.from(status, (code) => STATUSES[code])).toEqual(Array.from(first, (regime, i) => (regime || second[i] ? 'atBound' : 'ok')))
  })
})
