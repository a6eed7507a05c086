import type { Command } from 'commander'
import { ArgumentError, show } from '../errors.ts'
import { LAW_ENTRIES, MODE_ENTRIES } from '../model/laws.ts'
import {
  DIRECTION_ENTRIES,
  METHOD_ENTRIES,
  METRIC_ENTRIES,
  metricEntry,
  OBJECTIVE_ENTRIES,
  REGIME_ENTRIES,
  STATUS_ENTRIES,
} from '../model/metrics.ts'
import { PARAMETER_ENTRIES, parameterEntry, type ParameterEntry } from '../model/parameters.ts'
import { withUnit, type Unit } from '../model/units.ts'
import { rangeText } from '../scenario/schema/quantity.ts'
import { suggestion } from '../scenario/text/problems.ts'
import { print, table } from './print.ts'
import { partOf, SECTIONS, variantsOf, type Variant } from './sections.ts'

export function defineExplain(command: Command): void {
  command
    .argument('[name]', 'such as waste.disposalCost, npv, logistic or changes')
    .action((name?: string) => print(name === undefined ? overview() : explain(name)))
}

interface Meaning {
  meaning: string
  aliases?: readonly string[]
}

/** The words that stand for a choice or an outcome, by what they are; `section` is where they choose further keys. */
const WORDS: Readonly<Record<string, { entries: Readonly<Record<string, Meaning>>; section?: string }>> = {
  'law of the transition': { entries: LAW_ENTRIES, section: 'transformation' },
  'mode of the resources': { entries: MODE_ENTRIES, section: 'dynamics' },
  objective: { entries: OBJECTIVE_ENTRIES },
  'method of a search': { entries: METHOD_ENTRIES },
  status: { entries: STATUS_ENTRIES },
  'regime of a resource': { entries: REGIME_ENTRIES },
  'direction of the break-even level': { entries: DIRECTION_ENTRIES },
}

/** All that a name means. @throws ArgumentError where it means nothing. */
export function explain(name: string): string {
  const found = [...quantity(name), ...words(name), ...section(name)]
  if (found.length > 0) return found.join('\n\n')
  const known = [...quantities(), ...Object.values(WORDS).flatMap(({ entries }) => Object.keys(entries)), ...SECTIONS]
  throw new ArgumentError(`${show(name)} is no parameter, metric, word or section of a scenario; ${suggestion(name, known)}`)
}

function quantities(): string[] {
  return [...Object.keys(PARAMETER_ENTRIES), ...Object.keys(METRIC_ENTRIES)].map((key) => key.replace('[]', '[0]'))
}

function quantity(name: string): string[] {
  const [parameter, metric] = [parameterEntry(name), metricEntry(name)]
  const both = parameter && metric
  const said = (kind: string, { meaning, unit }: { meaning: string; unit: Unit }) =>
    `${name}${both ? ` (${kind})` : ''}: ${withUnit(meaning, unit)}`
  return [...(parameter ? [said('parameter', parameter) + allowed(parameter)] : []), ...(metric ? [said('metric', metric)] : [])]
}

function allowed(parameter: ParameterEntry): string {
  return `; ${rangeText(parameter.range)}${parameter.default === undefined ? '' : `, by default ${parameter.default}`}`
}

function words(name: string): string[] {
  return Object.entries(WORDS).flatMap(([kind, { entries, section }]) => {
    const variants = section === undefined ? [] : variantsOf(section, name)
    return Object.entries(entries)
      .filter(([word, { aliases = [] }]) => word === name || aliases.includes(name))
      .map(([, { meaning }]) => [`${name} (${kind}): ${meaning}`, ...variants.map(({ rows }) => keys(rows))].join('\n\n'))
  })
}

/** What stands at a path of a scenario that is no parameter. */
function section(name: string): string[] {
  const part = parameterEntry(name) ? undefined : partOf(name)
  if (part === undefined) return []
  const { meaning, values, variants } = part
  const choice = values.length > 0 ? `one of ${values.join(', ')}` : ''
  const head = `${name}: ${[meaning, choice].filter(Boolean).join('; ')}`
  return [[head, ...variants.flatMap(({ title, rows }) => [title, keys(rows)].filter(Boolean))].join('\n\n')]
}

function keys(rows: Variant['rows']): string {
  return table(['key', 'meaning'], rows)
}

/** Every name that has a meaning. */
export function overview(): string {
  const lists: [string, readonly string[]][] = [
    ['sections of a scenario', SECTIONS],
    ['parameters', Object.keys(PARAMETER_ENTRIES)],
    ['metrics', Object.keys(METRIC_ENTRIES)],
    ...Object.entries(WORDS).map(([kind, { entries }]): [string, string[]] => [kind, Object.keys(entries)]),
  ]
  return lists.map(([kind, names]) => `${kind}\n  ${names.join('\n  ')}`).join('\n\n')
}
