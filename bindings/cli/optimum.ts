import { existing } from '../errors.ts'
import { Option, type Command } from 'commander'
import { createEngine } from '../engine.ts'
import { METRICS, type Metric, type Regime } from '../model/layout.ts'
import { metricEntry, REGIME_ENTRIES, STATUS_ENTRIES } from '../model/metrics.ts'
import { unitText, wordsOf } from '../model/units.ts'
import type { OptimumOptions } from '../plan/plan.ts'
import type { Optimum } from '../result/optimum.ts'
import type { PointValues } from '../result/values.ts'
import type { Scenario, Setting } from '../scenario/index.ts'
import { reportStatus } from './failure.ts'
import { printJson } from './json.ts'
import { number } from '../result/digits.ts'
import { drawOptions, methodOption, parseLevel, parseNumber, setOption } from './options.ts'
import { print, table } from './print.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'

export function defineOptimum(command: Command): void {
  command
    .argument('<scenario>', 'scenario file, or - for standard input')
    .addOption(new Option('--level <share>', 'transformation level, from 0 to 1').argParser(parseLevel).conflicts('time'))
    .option('--time <years>', 'time at which the scenario’s law gives the level; default: the start of the horizon', parseNumber)
    .addOption(methodOption())
    .option('--sensitivities', 'also how profit responds to each parameter')
    .addOption(drawOptions()[0])
    .addOption(drawOptions()[1])
    .addOption(setOption())
    .option('--json', 'print the result as JSON; NaN and Infinity become null')
    .action(async (path: string, { json, set, ...options }: OptimumOptions & { set: Setting[]; json?: boolean }) => {
      const scenario = await readScenario(path, set)
      if (options.sample === undefined) warnOfProcesses(scenario)
      const engine = await createEngine({ workers: 0 })
      const optimum = await engine.optimum(scenario, options)
      await engine.close()
      if (json) await printJson(optimum)
      else print(describe(scenario, optimum))
      reportStatus(optimum.status)
    })
}

/** They say nothing new where profit is the objective. */
const OF_OTHER_OBJECTIVES: readonly string[] = ['maximumProfitOfLevel', 'transactionCost', 'utility', 'objectiveOfLevel'] satisfies Metric[]

function describe(scenario: Scenario, optimum: Optimum): string {
  const goal = typeof scenario.objective === 'string' ? scenario.objective : scenario.objective.kind
  const title = `${scenario.name ?? 'Scenario'}: ${statement(optimum, goal)}`
  const own = METRICS.filter((name) => !name.startsWith('regime[') && (scenario.factors.length === 2 || name !== 'factors[1]'))
  const shown = goal === 'profit' ? own.filter((name) => !OF_OTHER_OBJECTIVES.includes(name)) : own
  const quantities = table(
    ['quantity', 'value', 'unit', 'meaning'],
    shown.map((name) => row(name, scenario, optimum)),
    [1],
  )
  if (!optimum.sensitivities) return `${title}\n\n${quantities}`
  const rows = Object.entries(optimum.sensitivities).map(([parameter, slope]) => [parameter, number(slope)])
  return `${title}\n\n${quantities}\n\n${table(['parameter', `${goal} per unit of it`], rows, [1])}`
}

function row(metric: string, scenario: Scenario, { factors, regime, ...flows }: Optimum): string[] {
  const { unit, meaning } = existing(metricEntry(metric), metric)
  const factor = /^factors\[(\d)\]$/.exec(metric)?.[1]
  if (factor === undefined) {
    const value = flows[metric as keyof PointValues]
    return [
      metric,
      value === null ? 'none' : typeof value === 'string' ? value : number(value),
      unitText(unit, wordsOf(scenario.units ?? {}, metric)),
      meaning,
    ]
  }
  const i = Number(factor)
  return [
    metric,
    number(factors[i]),
    unitText(unit, wordsOf(scenario.units ?? {}, metric)),
    `volume of ${scenario.factors[i].name ?? 'the resource'}, ${regimeWords(regime[i])}`,
  ]
}

function statement({ status }: Optimum, goal: string): string {
  const { meaning, failed } = STATUS_ENTRIES[status]
  return failed ? `${meaning}; do not rely on these numbers` : meaning.replace('profit', goal)
}

function regimeWords(regime: Regime | null): string {
  return regime === null ? 'unknown' : REGIME_ENTRIES[regime].meaning
}
