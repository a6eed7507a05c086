import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import type { Equilibria, EquilibriaOfRange } from '../equilibria/equilibria.ts'
import { ArgumentError } from '../errors.ts'
import type { Draw } from '../plan/parameters.ts'
import type { Scenario, Setting } from '../scenario/index.ts'
import { printJson } from './json.ts'
import { number } from '../result/digits.ts'
import { drawOptions, parseLevel, setOption } from './options.ts'
import { print, table } from './print.ts'
import { readScenario, warnOfProcesses } from './scenario.ts'

interface Options extends Partial<Draw> {
  set: Setting[]
  level?: number
  from?: number
  to?: number
  json?: boolean
}

export function defineEquilibria(command: Command): void {
  command
    .argument('<scenario>', 'scenario file, or - for standard input')
    .option('--level <share>', 'transformation level, from 0 to 1; default: that of the start of the horizon', parseLevel)
    .option('--from <share>', 'with --to: also the levels between at which equilibria appear or vanish', parseLevel)
    .option('--to <share>', 'end of the range of levels', parseLevel)
    .addOption(drawOptions()[0])
    .addOption(drawOptions()[1])
    .addOption(setOption())
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run(file: string, { set, level, from, to, json, ...draw }: Options): Promise<void> {
  if ((from === undefined) !== (to === undefined) || (level !== undefined && from !== undefined)) {
    throw new ArgumentError('expected --level alone, or --from and --to together')
  }
  const scenario = await readScenario(file, set)
  if (draw.sample === undefined) warnOfProcesses(scenario)
  const engine = await createEngine({ workers: 0 })
  const result =
    from !== undefined && to !== undefined
      ? await engine.equilibria(scenario, { from, to, ...draw })
      : await engine.equilibria(scenario, { level, ...draw })
  await engine.close()
  if (json) await printJson(result)
  else
    print(
      `${scenario.name ?? 'Scenario'}: equilibria of capitalisation\n\n${'folds' in result ? describeRange(scenario, result) : describe(scenario, result)}`,
    )
}

function describe(scenario: Scenario, { level, equilibria, declinesWhenSmall }: Equilibria): string {
  const name = scenario.factors[0].name ?? 'the resource'
  if (equilibria.length === 0)
    return `At level ${number(level)} there are none: ${name} ${declinesWhenSmall ? 'declines' : 'grows without bound'} from any volume.`
  const rows = equilibria.map(({ volume, stability }) => [number(volume), stability])
  const small = declinesWhenSmall ? 'declines to nothing' : 'grows'
  return `At level ${number(level)}:\n\n${table(['volume', 'stability'], rows, [0])}\n\nAn enterprise that starts with less than ${number(equilibria[0].volume, 4)} of ${name} ${small}.`
}

function describeRange(scenario: Scenario, { from, to, folds }: EquilibriaOfRange): string {
  const changes = folds.map(({ level, volume, kind }) => [
    number(level),
    number(volume),
    kind === 'appears' ? 'a pair appears' : 'a pair vanishes',
  ])
  const between =
    folds.length === 0
      ? 'Between, no equilibrium appears or vanishes.'
      : `Between:\n\n${table(['level', 'volume', 'what happens'], changes, [0, 1])}`
  return [describe(scenario, from), between, describe(scenario, to)].join('\n\n')
}
