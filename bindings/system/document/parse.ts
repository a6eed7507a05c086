import * as z from 'zod/mini'
import { asError, existing, ScenarioError, type Problem } from '../../errors.ts'
import { parseScenario, type Scenario, type ScenarioInput } from '../../scenario/index.ts'
import { parseJson } from '../../scenario/text/json-text.ts'
import { problemsOf } from '../../scenario/text/problems.ts'
import type { Report } from '../../scenario/rules/rule.ts'
import { checkSampleAxes, checkUncertainty } from '../../scenario/rules/uncertainty.ts'
import { formatPath, parsePath, valueAt } from '../../scenario/text/json-paths.ts'
import { changeProblems } from './changes.ts'
import { pathProblem } from './numbers.ts'
import { checkPorts, checkSystem } from './rules.ts'
import { systemKeys, type SystemInput } from './schema.ts'
import { PRICE_OF, type Enterprise, type Port, type PortName, type System } from './types.ts'

/** How a document is read. */
export interface ParseSystemOptions {
  /** What stands in a file that the document names, as text or as the object it stands for. Without it scenarios must stand in the document. */
  load?: (file: string) => unknown
  /** Told what is ignored, and where. */
  warn?: (text: string) => void
}

/** Sections of a scenario that a system has its own of. */
const IGNORED = ['sweep', 'uncertainty', 'discountRate', 'horizon'] as const

const checkedSystems = new WeakSet<object>()

/**
 * A system, checked and with every default filled in; scenarios in files are read.
 *
 * @param json JSON text, or the object it stands for. A system that this function returned is accepted again.
 * @throws ScenarioError listing every problem of the document and of its scenarios, each with its path and a fix.
 */
export function parseSystem(json: string | SystemInput | System, { load, warn }: ParseSystemOptions = {}): System {
  if (typeof json === 'object' && json !== null && checkedSystems.has(json)) return json as System
  const { value, duplicates } = typeof json === 'string' ? parseJson(json) : { value: json as unknown, duplicates: [] }
  const result = z.safeParse(systemKeys, value)
  const problems = [...duplicates, ...problemsOf(result.error?.issues ?? [], systemKeys, value), ...checkSystem(value)]
  const ignored = new Set<string>()
  const scenarios = listOf(value).map((enterprise, i) => scenarioOf(enterprise, i, value, load, problems, ignored))
  if (!result.success || problems.length > 0) throw new ScenarioError(problems, 'system')
  if (ignored.size > 0)
    warn?.(`${[...ignored].join(', ')} of the scenarios ${ignored.size === 1 ? 'is' : 'are'} ignored: the system has its own`)
  const { materials, enterprises, ...rest } = result.data
  const system: System = {
    ...rest,
    materials: materials.map(({ mass, ...material }) => ({
      ...material,
      mass: mass ?? (material.kind === 'design' || material.kind === 'service' ? 0 : 1),
    })),
    enterprises: enterprises.map((enterprise, i) => ({
      ...enterprise,
      scenario: existing(scenarios[i], 'a scenario'),
      ports: portsOf(enterprise.ports),
    })) as Enterprise[],
  }
  const later = [...numberProblems(system), ...changeProblems(system)]
  if (later.length > 0) throw new ScenarioError(later, 'system')
  checkedSystems.add(system)
  return system
}

/** Paths of axes and distributions at which no number stands, and what is wrong with the distributions. */
function numberProblems(system: System): Problem[] {
  const problems: Problem[] = []
  const note = (problem: Problem | undefined) => void (problem && problems.push(problem))
  system.sweep?.axes.forEach((axis, i) => {
    const paths = 'parameters' in axis ? axis.parameters : 'parameter' in axis ? [axis.parameter] : []
    for (const path of paths) if (path !== 'time') note(pathProblem(system, `sweep.axes[${i}]`, path))
  })
  for (const path of Object.keys(system.uncertainty?.parameters ?? {})) note(pathProblem(system, `uncertainty.parameters[${path}]`, path))
  const report: Report = (path, expected, fix) => {
    const segments = typeof path === 'string' ? (parsePath(path) ?? []) : path
    problems.push({ path: formatPath(segments), value: valueAt(system, segments), expected, fix })
  }
  checkUncertainty(system, report)
  checkSampleAxes(system, report)
  return problems
}

function portsOf(ports: Partial<Record<PortName, Port | undefined>>): Enterprise['ports'] {
  return Object.fromEntries(Object.entries(ports).filter(([, port]) => port !== undefined))
}

function listOf(value: unknown): Record<string, unknown>[] {
  const list = (value as { enterprises?: unknown } | null)?.enterprises
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : []
}

/** The scenario of an enterprise; what is wrong with it is said in `problems`. */
function scenarioOf(
  { scenario, ports, level }: Record<string, unknown>,
  i: number,
  system: unknown,
  load: ParseSystemOptions['load'],
  problems: Problem[],
  ignored: Set<string>,
): Scenario | undefined {
  const path = `enterprises[${i}].scenario`
  const given = typeof scenario === 'string' ? read(scenario, path, load, problems) : scenario
  if (typeof given !== 'object' || given === null) return undefined
  const filled = { ...given } as Record<string, unknown>
  for (const key of IGNORED) {
    if (filled[key] === undefined) continue
    ignored.add(key)
    delete filled[key]
  }
  if (Array.isArray(filled.changes)) {
    const own = filled.changes.flatMap((change) => withoutPrices(change, ports))
    if (JSON.stringify(own) !== JSON.stringify(filled.changes)) ignored.add('changes of prices that a market makes')
    filled.changes = own
  }
  const horizon = (system as { horizon?: unknown }).horizon
  if (horizon !== undefined) filled.horizon = horizon
  const none = Array.isArray(filled.factors) ? filled.factors.map(() => 0) : [0]
  const hasWaste = filled.waste !== undefined && (filled.waste as { scale?: unknown } | null)?.scale !== 0
  filled.waste ??= { scale: 0, elasticities: none, disposalCost: 0 }
  filled.recycling ??= { yield: 0, price: 0 }
  if (level === undefined && filled.transformation === undefined) {
    if (hasWaste)
      problems.push({
        path: `enterprises[${i}].level`,
        value: undefined,
        expected: 'a level, or a law in the scenario’s transformation: the enterprise has waste',
        fix: 'add "level": 0, or "transformation" to the scenario',
      })
    filled.transformation = { law: 'constant', level: 0 }
  }
  problems.push(...checkPorts(filled, ports, `enterprises[${i}]`))
  if (filled.objective !== undefined && filled.objective !== 'profit') {
    problems.push({
      path: `${path}.objective`,
      value: filled.objective,
      expected: '"profit": prices clear the markets of enterprises that maximise profit',
      fix: 'remove it',
    })
  }
  try {
    return parseScenario(filled as unknown as ScenarioInput)
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    problems.push(
      ...error.problems
        .filter((problem) => !problem.path.startsWith('horizon'))
        .map((problem) => ({ ...problem, path: problem.path === '' ? path : `${path}.${problem.path}` })),
    )
    return undefined
  }
}

/** A change without the prices that markets make: nothing where it moves no more. */
function withoutPrices(change: unknown, ports: unknown): unknown[] {
  const made = Object.keys((ports ?? {}) as object).map((port) => PRICE_OF[port as PortName] as string)
  const { parameter, parameters, effects } = (change ?? {}) as { parameter?: string; parameters?: unknown; effects?: unknown }
  if (parameter !== undefined && made.includes(parameter)) return []
  if (Array.isArray(parameters)) {
    const kept = parameters.filter((each) => !made.includes(each))
    return kept.length > 0 || parameters.length === 0 ? [{ ...(change as object), parameters: kept }] : []
  }
  if (typeof effects === 'object' && effects !== null) {
    const kept = Object.entries(effects).filter(([path]) => !made.includes(path))
    return kept.length > 0 || Object.keys(effects).length === 0 ? [{ ...(change as object), effects: Object.fromEntries(kept) }] : []
  }
  return [change]
}

function read(file: string, path: string, load: ParseSystemOptions['load'], problems: Problem[]): unknown {
  if (load === undefined) {
    problems.push({
      path,
      value: file,
      expected: 'a scenario in the document itself: nothing here can read files',
      fix: 'put the scenario in place of its file’s name, or give parseSystem { load }',
    })
    return undefined
  }
  try {
    const content = load(file)
    return typeof content === 'string' ? parseJson(content).value : content
  } catch (error) {
    if (error instanceof ScenarioError)
      problems.push(...error.problems.map((problem) => ({ ...problem, path: problem.path === '' ? path : `${path}: ${problem.path}` })))
    else
      problems.push({
        path,
        value: file,
        expected: `a file that can be read, relative to the document: ${asError(error).message}`,
        fix: 'correct the name of the file',
      })
    return undefined
  }
}
