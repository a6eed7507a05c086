import type { Command } from 'commander'
import { ArgumentError, show } from '../errors.ts'
import { METRIC_ENTRIES, metricEntry } from '../model/metrics.ts'
import { PARAMETER_ENTRIES, parameterEntry } from '../model/parameters.ts'
import { withUnit } from '../model/units.ts'
import { rangeText } from '../scenario/schema/quantity.ts'
import { suggestion } from '../scenario/text/problems.ts'
import { print } from './print.ts'

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('Say what a parameter of a scenario or a metric means.')
    .argument('<name>', 'such as waste.disposalCost or npv')
    .action((name: string) => print(explain(name)))
}

function explain(name: string): string {
  const [parameter, metric] = [parameterEntry(name), metricEntry(name)]
  const allowed = parameter
    ? `; ${rangeText(parameter.range)}${parameter.default === undefined ? '' : `, by default ${parameter.default}`}`
    : ''
  const entry = parameter ?? metric
  if (entry !== undefined) return `${name}: ${withUnit(entry.meaning, entry.unit)}${allowed}`
  const known = [...Object.keys(PARAMETER_ENTRIES), ...Object.keys(METRIC_ENTRIES)].map((key) => key.replace('[]', '[0]'))
  throw new ArgumentError(`${show(name)} is neither a parameter nor a metric; ${suggestion(name, known)}`)
}
