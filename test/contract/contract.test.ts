import { readFile, stat } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import * as assembly from '../../assembly/layout.ts'
import * as layout from '../../bindings/model/layout.ts'
import { compileModule } from '../../bindings/modules.ts'
import { COMMANDS_DOCUMENT } from '../../scripts/generated/commands.ts'
import { generatedFiles } from '../../scripts/generated/index.ts'

test.each(Object.entries({ ...generatedFiles(), 'docs/commands.md': COMMANDS_DOCUMENT }))(
  '%s says what the registry says; otherwise run `npm run generate` and commit what it writes',
  async (path, text) => {
    expect(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text)
  },
)

/** `factors[0].price` is `factors0Price` in an enum. */
const identifier = (path: string) => path.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase())

/** The names of an enum, in the order of their codes, which must be 0, 1, 2, …. */
function namesOf(codes: Record<string, string | number>): string[] {
  const names = Object.keys(codes).filter((key) => typeof codes[key] === 'number')
  expect(names.map((name) => codes[name])).toEqual(names.map((_, code) => code))
  return names
}

describe('both sides of the boundary give the same codes to', () => {
  const lists: [string, object, readonly string[]][] = [
    ['parameters', assembly.Parameter, [...layout.PARAMETERS, 'count']],
    ['laws', assembly.Law, layout.LAWS],
    ['modes', assembly.Mode, layout.MODES],
    ['methods', assembly.Method, layout.METHODS],
    ['regimes', assembly.Regime, layout.REGIMES],
    ['statuses', assembly.Status, layout.STATUSES],
    ['metrics', assembly.Metric, [...layout.METRICS, 'sensitivity', 'sensitivityOfInput']],
    ['metrics of a path', assembly.PathMetric, layout.PATH_METRICS],
  ]
  test.each(lists)('%s', (_, codes, paths) => {
    expect(namesOf(codes as Record<string, number>)).toEqual(paths.map(identifier))
  })

  test('what follows the lists', () => {
    expect(assembly.Parameter.count).toBe(layout.TABLE_SLOT)
    expect(assembly.Metric.sensitivity).toBe(layout.SENSITIVITY)
    expect(assembly.FIRST_PATH_METRIC).toBe(layout.FIRST_PATH_METRIC)
    expect(layout.TIME_SLOT).toBe(layout.PARAMETERS.indexOf('time'))
  })
})

test('the slot of the second factor follows that of the first', () => {
  const second = layout.PARAMETERS.flatMap((path, slot) => (path.includes('[1]') ? [[path.replace('[1]', '[0]'), slot - 1]] : []))
  expect(second.length).toBeGreaterThan(10)
  expect(second).toEqual(second.map(([path]) => [path, layout.PARAMETERS.indexOf(path as never)]))
})

describe('the groups of a parameter', () => {
  test('are those of the JavaScript kernel', () => {
    const bit = (name: string) => (assembly.Group as unknown as Record<string, number>)[name] ?? 0
    const level = bit('level') | bit('waste')
    const wanted = layout.GROUP_OF_SLOT.map((name) => (name === 'level' ? level : bit(name)))
    expect(layout.PARAMETERS.map((_, slot) => assembly.groupsOf(slot))).toEqual(wanted)
    expect(assembly.groupsOf(layout.TABLE_SLOT + 3)).toBe(level)
  })

  test('are asked for in vain where there is no such parameter', () => {
    const trap = globalThis as unknown as { unreachable?: () => never }
    trap.unreachable = () => {
      throw new Error('unreachable')
    }
    expect(() => assembly.groupsOf(-1)).toThrow('unreachable')
  })
})

describe('the modules', () => {
  test('import nothing from the host', async () => {
    expect(WebAssembly.Module.imports(await compileModule('offcut'))).toEqual([])
    const { imports } = WebAssembly.Module
    expect(new Set(imports(await compileModule('paths')).map(({ module }) => module))).toEqual(new Set(['optima']))
  })

  test.each([
    ['offcut', 75_000],
    ['paths', 33_000],
  ])('%s takes at most %i bytes', async (name, most) => {
    const { size } = await stat(new URL(`../../build/${name}.wasm`, import.meta.url))
    expect(size).toBeLessThanOrEqual(most)
  })
})
