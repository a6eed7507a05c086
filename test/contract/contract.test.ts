import { readFile, stat } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import * as assembly from '../../assembly/layout.ts'
import * as bindings from '../../bindings/model/layout.ts'
import { compileModule } from '../../bindings/runner/kernel.ts'
import { TIME_SLOT } from '../../bindings/plan/task.ts'

/** `factors[0].price` is `factors0Price` in an enum. */
const identifier = (path: string) =>
  path.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase())

/** The names of an enum, in the order of their codes, which must be 0, 1, 2, …. */
function namesOf(codes: Record<string, string | number>): string[] {
  const names = Object.keys(codes).filter((key) => typeof codes[key] === 'number')
  expect(names.map((name) => codes[name])).toEqual(names.map((_, code) => code))
  return names
}

describe('both sides of the boundary give the same codes to', () => {
  const lists: [string, object, readonly string[]][] = [
    ['parameters', assembly.Parameter, [...bindings.PARAMETERS, 'count']],
    ['laws', assembly.Law, bindings.LAWS],
    ['modes', assembly.Mode, bindings.MODES],
    ['methods', assembly.Method, bindings.METHODS],
    ['regimes', assembly.Regime, bindings.REGIMES],
    ['statuses', assembly.Status, bindings.STATUSES],
    ['metrics', assembly.Metric, [...bindings.METRICS, 'sensitivity']],
    ['metrics of a path', assembly.PathMetric, bindings.PATH_METRICS],
  ]
  test.each(lists)('%s', (_, codes, paths) => {
    expect(namesOf(codes as Record<string, number>)).toEqual(paths.map(identifier))
  })

  test('what follows the lists', () => {
    expect(assembly.Parameter.count).toBe(bindings.TABLE_SLOT)
    expect(assembly.Metric.sensitivity).toBe(bindings.SENSITIVITY)
    expect(assembly.FIRST_PATH_METRIC).toBe(bindings.FIRST_PATH_METRIC)
    expect(TIME_SLOT).toBe(bindings.PARAMETERS.indexOf('time'))
  })
})

test('every list that the module numbers is compared', async () => {
  const source = await readFile(new URL('../../assembly/layout.ts', import.meta.url), 'utf8')
  const enums = [...source.matchAll(/^export enum (\w+)/gm)].map(([, name]) => name)
  expect(enums.sort()).toEqual(['Law', 'Method', 'Metric', 'Mode', 'Parameter', 'PathMetric', 'Regime', 'Status'])
})

describe('the module', () => {
  test('imports nothing', async () => {
    expect(WebAssembly.Module.imports(await compileModule())).toEqual([])
  })

  test('takes at most 50,000 bytes, the integrator of time paths included', async () => {
    const { size } = await stat(new URL('../../build/offcut.wasm', import.meta.url))
    expect(size).toBeLessThanOrEqual(50_000)
  })
})
