/**
 * Both backends against each other, and each sweep against single points: every parameter as an axis, every metric, one factor and
 * two. What the registry has and this file does not draw fails, too.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LAWS, METRICS, MODES, PARAMETERS, PATH_METRICS, SENSITIVE, STATUSES, type Law, type Mode } from '../../bindings/model/layout.ts'
import { metricEntry } from '../../bindings/model/metrics.ts'
import { parameterEntry } from '../../bindings/model/parameters.ts'
import { parseScenario, type MetricName, type Scenario, type ScenarioInput } from '../../bindings/scenario/index.ts'
import { getNumber, parsePath } from '../../bindings/scenario/text/json-paths.ts'
import { enterprises, SMOOTH } from '../support/enterprises.ts'
import { BACKENDS, kernels, pointsOf, taskOf, type Backend } from '../support/kernels.ts'
import { changed } from '../support/scenarios.ts'
import { HORIZON, usualDynamics, usualTransformation } from '../support/variants.ts'

const TIMES = { parameter: 'time', values: [4, 8, 10] }

function draw(factorCount: 1 | 2, seed: number, law: Law, mode: Mode): Scenario {
  const [{ scenario }] = fc.sample(enterprises(factorCount, SMOOTH), { seed, numRuns: 1 })
  const rest = { horizon: HORIZON, discountRate: 0.05, investment: { conversionCost: 20, reversalCost: 5, adjustmentCost: 2 } }
  return parseScenario({ ...scenario, ...rest, transformation: usualTransformation(law), dynamics: usualDynamics(mode, factorCount) })
}

/** Three allowed values of a number, at and around its own. */
function around(scenario: Scenario, path: string): number[] {
  const base = path === 'time' ? 3 : path === 'level' ? 0.4 : getNumber(scenario, path)!
  const most = parameterEntry(path)?.range.most ?? Infinity
  return [1, 0.93, 1.07].map((share) => Math.min(most, base === 0 ? share - 0.93 : base * share))
}

type Variant = (scenario: Scenario) => ScenarioInput

/** The same enterprise in the other forms that one may have. */
const FORMS: Record<string, Variant> = {
  'with fixed volumes': (scenario) => ({
    ...scenario,
    factors: scenario.factors.map(({ lower, upper, ...rest }) => ({ ...rest, volume: Math.sqrt(lower! * upper!) })),
  }),
  'with the first volume fixed': (scenario) => ({
    ...scenario,
    factors: scenario.factors.map((factor, i) =>
      i === 0 ? { name: factor.name, price: factor.price, costExponent: factor.costExponent, volume: 2 } : factor,
    ),
  }),
  'that maximises utility': (scenario) => ({ ...scenario, objective: { kind: 'utility', transactionRate: 0.2 } }),
  'that maximises profitability': (scenario) => ({ ...scenario, objective: 'profitability' }),
}

const sectionsOf = (scenario: Scenario, prefix: string) => pathsOf(scenario).filter((path) => path.startsWith(prefix))

/** Every parameter that a scenario has, the knots of a table too. */
function pathsOf(scenario: Scenario): string[] {
  const knots = scenario.transformation?.law === 'table' ? ['transformation.times[1]', 'transformation.levels[1]'] : []
  return [...PARAMETERS.filter((path) => getNumber(scenario, path) !== undefined), ...knots, 'level', 'time']
}

const exists = (name: string, { factors }: Scenario) => factors.length === 2 || !name.includes('[1]')

function run(backend: Backend, scenario: ScenarioInput, axes: { parameter: string; values: number[] }[], metrics: MetricName[]) {
  const task = taskOf(scenario, { axes, metrics })
  return kernels[backend].run(task, 0, pointsOf(task))
}

type Found = Pick<ReturnType<typeof run>, 'columns' | 'status'>

/** Where two results differ, in words: none where every number is the same bits. */
function differences(what: string, metrics: string[], actual: Found, expected: Found, at: (point: number) => number): string[] {
  const found: string[] = []
  expected.status.forEach((status, point) => {
    if (actual.status[at(point)] !== status)
      found.push(`${what}: status ${STATUSES[actual.status[at(point)]]}, not ${STATUSES[status]}, at ${point}`)
    metrics.forEach((name, m) => {
      const [value, wanted] = [actual.columns[m][at(point)], expected.columns[m][point]]
      if (!Object.is(value, wanted)) found.push(`${what}: ${name} ${value}, not ${wanted}, at ${point}`)
    })
  })
  return found
}

/** Where the backends differ by more than their accuracy. */
function disagreements(what: string, metrics: string[], js: Found, wasm: Found): string[] {
  const column = (name: string) => js.columns[metrics.indexOf(name)]
  return [...js.status].flatMap((status, point) => {
    if (wasm.status[point] !== status) return [`${what}: status ${STATUSES[status]} and ${STATUSES[wasm.status[point]]} at ${point}`]
    const size = Math.abs(column('revenue')[point]) + Math.abs(column('cost')[point])
    return metrics.flatMap((name, m) => {
      const [a, b] = [js.columns[m][point], wasm.columns[m][point]]
      const close =
        Object.is(a, b) ||
        COUNTS.includes(name) ||
        Math.abs(a - b) <=
          (name === 'timeOfLowestProfit' ? FLAT : 1e-8) * Math.max(Math.abs(a), Math.abs(b), floorOf(name, size, column('waste')[point]))
      return close ? [] : [`${what}: ${name} ${a} and ${b} at ${point}`]
    })
  })
}

/** Profit is flat where it is lowest: the time is known to the root of its accuracy. */
const FLAT = 1e-3

/** Below this size a number is what is left of larger ones. */
function floorOf(name: string, size: number, waste: number): number {
  if (name.startsWith('sensitivity:')) return size
  const { unit } = metricEntry(name)!
  if (unit === 'money/waste') return size / waste
  return unit.startsWith('money') ? size : 1
}

/** Steps hang on rounding where an error is just at its tolerance. */
const COUNTS = ['steps', 'rejections']

const tried = new Set<string>()

const staticPathsOf = (scenario: Scenario) => pathsOf(scenario).filter((path) => !/^(dynamics|horizon)\./.test(path))

/** What is wrong with sweeps over each of the parameters, as the slow and as the fast axis beside another. */
function faultsOf(scenario: Scenario, parameters: string[]): string[] {
  const sensitive = SENSITIVE.filter((path) => path === 'level' || getNumber(scenario, path) !== undefined)
  const metrics = [...METRICS.filter((name) => exists(name, scenario)), ...sensitive.map((path) => `sensitivity:${path}` as const)]
  return parameters.flatMap((parameter) => {
    tried.add(parameter)
    const axis = { parameter, values: around(scenario, parameter) }
    const other = parameter === 'waste.disposalCost' ? 'production.price' : 'waste.disposalCost'
    const beside = { parameter: other, values: around(scenario, other).slice(1) }
    const still = parameter === 'level' || parameter === 'time' ? [] : [{ parameter: 'time', values: [3] }]
    const [js, wasm] = BACKENDS.map((backend) =>
      joined(axis.values.map((value) => pointOf(backend, scenario, parameter, value, [...still, beside], metrics))),
    )
    return [
      ...disagreements(parameter, metrics, js, wasm),
      ...BACKENDS.flatMap((backend) => {
        const single = { js, wasm }[backend]
        const slow = run(backend, scenario, [...still, axis, beside], metrics)
        const fast = run(backend, scenario, [...still, beside, axis], metrics)
        return [
          ...differences(`${parameter} ${backend} slow`, metrics, slow, single, (point) => point),
          ...differences(`${parameter} ${backend} fast`, metrics, fast, single, (point) => (point % 2) * 3 + Math.floor(point / 2)),
        ]
      }),
    ]
  })
}

describe.each([1, 2] as const)('with %i of two factors', (factorCount) => {
  describe.each([1, 2])('drawn from seed %i', (seed) => {
    test.each(LAWS.filter((law) => law !== 'invested'))('optima are the same in both backends and in any sweep, law %s', (law) => {
      const scenario = draw(factorCount, seed, law, 'optimum')
      // What is no part of the law is tried with one law.
      expect(faultsOf(scenario, law === 'logistic' ? staticPathsOf(scenario) : sectionsOf(scenario, 'transformation.'))).toEqual([])
    })

    test.each(Object.keys(FORMS))('so are those of an enterprise %s', (form) => {
      const scenario = parseScenario(FORMS[form](draw(factorCount, seed, 'linear', 'optimum')))
      expect(faultsOf(scenario, staticPathsOf(scenario))).toEqual([])
    })
  })

  describe.each(MODES)('in mode %s', (mode) => {
    test.each(LAWS)('paths are the same in both backends and in any sweep, law %s', (law) => {
      const scenario = draw(factorCount, 4, law, mode)
      const metrics = ([...METRICS, ...PATH_METRICS] as MetricName[]).filter((name) => exists(name, scenario) && !name.startsWith('regime'))
      const all = pathsOf(scenario).filter((path) => path !== 'time')
      const parameters = law === 'logistic' ? all : sectionsOf(scenario, 'transformation.')
      const faults = parameters.flatMap((parameter) => {
        tried.add(parameter)
        const values = around(scenario, parameter)
          .filter((value) => parameter !== 'horizon.end' || value >= HORIZON.end)
          .slice(0, 2)
        const axes = [{ parameter, values }, TIMES]
        const [js, wasm] = BACKENDS.map((backend) =>
          joined(values.map((value) => pointOf(backend, scenario, parameter, value, [TIMES], metrics))),
        )
        return [
          ...disagreements(parameter, metrics, js, wasm),
          ...BACKENDS.flatMap((backend) =>
            differences(`${parameter} ${backend}`, metrics, run(backend, scenario, axes, metrics), { js, wasm }[backend], (point) => point),
          ),
        ]
      })
      expect(faults).toEqual([])
    })
  })
})

test('every parameter of the registry has been an axis', () => {
  const known = PARAMETERS.filter((path) => !tried.has(path))
  expect(known).toEqual([])
})

/** The same point as a scenario of its own, its parameter no axis. */
function pointOf(
  backend: Backend,
  scenario: Scenario,
  parameter: string,
  value: number,
  axes: Parameters<typeof run>[2],
  metrics: MetricName[],
): Found {
  if (parameter === 'level' || parameter === 'time') return run(backend, scenario, [{ parameter, values: [value] }, ...axes], metrics)
  return run(backend, changed(scenario, parsePath(parameter)!, value), axes, metrics)
}

function joined(parts: Found[]): Found {
  const columns = parts[0].columns.map((_, m) => Float64Array.from(parts.flatMap((part) => [...part.columns[m]])))
  return { columns, status: Uint8Array.from(parts.flatMap((part) => [...part.status])) }
}
