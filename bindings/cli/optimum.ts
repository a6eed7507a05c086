import { Option, type Command } from 'commander'
import { createEngine } from '../engine.ts'
import type { Regime } from '../model/layout.ts'
import type { OptimumOptions } from '../plan/plan.ts'
import type { Optimum } from '../result/optimum.ts'
import type { Scenario } from '../scenario/index.ts'
import { reportStatus } from './failure.ts'
import { printJson } from './json.ts'
import { methodOption, parseLevel, parseNumber } from './options.ts'
import { number, print, table } from './print.ts'
import { QUANTITIES } from './quantities.ts'
import { readScenario } from './scenario.ts'

export function addOptimum(program: Command): void {
  program
    .command('optimum')
    .description('Print the profit maximum at one transformation level.')
    .argument('<scenario>', 'scenario file, or - for standard input')
    .addOption(new Option('--level <share>', 'transformation level, from 0 to 1').argParser(parseLevel).conflicts('time'))
    .option('--time <years>', 'time at which the scenario’s law gives the level; default: the start of the horizon', parseNumber)
    .addOption(methodOption())
    .option('--sensitivities', 'also how profit responds to each parameter')
    .option('--json', 'print the result as JSON; NaN and Infinity become null')
    .action(async (path: string, { json, ...options }: OptimumOptions & { json?: boolean }) => {
      const scenario = await readScenario(path)
      const engine = await createEngine()
      const optimum = await engine.optimum(scenario, options)
      await engine.close()
      if (json) await printJson(optimum)
      else print(describe(scenario, optimum))
      reportStatus(optimum.status)
    })
}

function describe(scenario: Scenario, optimum: Optimum): string {
  const title = `${scenario.name ?? 'Scenario'}: ${statement(optimum)}`
  const factors = optimum.factors.map((volume, i) => {
    const name = scenario.factors[i].name
    return [`factors[${i}]`, number(volume), 'units/year', `volume of ${name ?? 'the resource'}, ${place(optimum.regime[i])}`]
  })
  const [level, ...flows] = QUANTITIES.map(({ name, unit, meaning }) => [name, number(optimum[name]), unit, meaning])
  const quantities = table(['quantity', 'value', 'unit', 'meaning'], [level, ...factors, ...flows], [1])
  if (!optimum.sensitivities) return `${title}\n\n${quantities}`
  const rows = Object.entries(optimum.sensitivities).map(([parameter, slope]) => [parameter, number(slope)])
  return `${title}\n\n${quantities}\n\n${table(['parameter', 'profit per unit of it'], rows, [1])}`
}

const STATEMENTS = {
  ok: 'the maximum of profit',
  atBound: 'the maximum of profit, at a bound of a factor',
  notConverged: 'the search did not converge; do not rely on these numbers',
  domainError: 'these numbers leave the range of arithmetic; do not rely on them',
}

function statement({ status }: Optimum): string {
  return STATEMENTS[status]
}

function place(regime: Regime | null): string {
  if (regime === null) return 'unknown'
  return regime === 'interior' ? 'inside its bounds' : `at its ${regime} bound`
}
