/** Numbers of a system by their paths: what axes, distributions and changes move. */
import { closest } from 'fastest-levenshtein'
import * as z from 'zod/mini'
import { existing, ScenarioError, show, type Problem } from '../../errors.ts'
import { parseScenario } from '../../scenario/index.ts'
import { formatPath, getNumber, parsePath, segmentsOf, withValueAt, type Segments } from '../../scenario/text/json-paths.ts'
import { problemsOf } from '../../scenario/text/problems.ts'
import { systemKeys } from './schema.ts'
import type { System } from './types.ts'
import { isOneOf } from '../../typed.ts'

const PARTS = ['regions', 'materials', 'enterprises', 'supplies', 'demands', 'links', 'disruptions'] as const
const LEVEL = /^enterprises\[(\d+)\]\.level$/

/** Whether a number of the system stands at a path, or a level that an enterprise may be given. */
function isNumberOf(system: System, path: string): boolean {
  const level = LEVEL.exec(path)
  if (level !== null) return Number(level[1]) < system.enterprises.length
  const [first] = parsePath(path) ?? []
  return isOneOf(PARTS, first) && getNumber(system, path) !== undefined
}

/** What is wrong with a path that should be a number's; undefined where nothing is. */
export function pathProblem(system: System, where: string, path: string): Problem | undefined {
  if (isNumberOf(system, path)) return undefined
  const known = numbersOf(system)
  const nearest = known.length > 0 ? `; the nearest is "${closest(path, known)}"` : ''
  return {
    path: where,
    value: path,
    expected: `a numeric path of the system, such as demands[0].intercept${nearest}`,
    fix: 'name a number of the document by its list, its place and its key',
  }
}

/** The system with other numbers; the rest is shared. */
export function withNumbers(system: System, entries: Iterable<readonly [path: string, value: number]>): System {
  let copy = system
  for (const [path, value] of entries) copy = existing(withValueAt(copy, segmentsOf(path), value), path)
  return copy
}

/** @throws ScenarioError where the document does not allow a number at a path; `where` says who asked. */
export function requireAllowed(system: System, where: string, path: string, value: number): void {
  const moved = withNumbers(system, [[path, value]])
  const plain = { ...moved, enterprises: moved.enterprises.map((enterprise) => ({ ...enterprise, scenario: {} })) }
  const result = z.safeParse(systemKeys, plain)
  const problems = problemsOf(result.error?.issues ?? [], systemKeys, plain)
  const [list, index, key] = parsePath(path) ?? []
  if (list === 'enterprises' && key === 'scenario') {
    try {
      parseScenario(moved.enterprises[index as number].scenario)
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length === 0) return
  const [{ expected, fix }] = problems
  throw new ScenarioError([{ path: where, value: show(value), expected: `for ${path}: ${expected}`, fix }], 'system')
}

function numbersOf(system: System): string[] {
  const found: string[] = []
  const walk = (value: unknown, at: Segments) => {
    if (typeof value === 'number') found.push(formatPath(at))
    else if (Array.isArray(value)) value.forEach((each, i) => walk(each, [...at, i]))
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(each, [...at, key])
  }
  for (const part of PARTS) walk(system[part as 'links'], [part])
  return found
}
