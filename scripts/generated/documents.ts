/** Tables of the registry in documents, between `<!-- generated: name -->` and `<!-- end -->`. */
import { readFileSync } from 'node:fs'
import { LAW_ENTRIES, MODE_ENTRIES, type LawEntry, type ModeEntry } from '../../bindings/model/laws.ts'
import { METHOD_ENTRIES, METRIC_ENTRIES, REGIME_ENTRIES, STATUS_ENTRIES, type MetricEntry } from '../../bindings/model/metrics.ts'
import { OTHER_NUMBERS, PARAMETER_ENTRIES, type ParameterEntry, type Range } from '../../bindings/model/parameters.ts'
import { unitText } from '../../bindings/model/units.ts'

const DOCUMENTS = ['docs/reference.md', 'docs/model.md']

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`.replace(/ {2,}/g, ' ')).join('\n')
}

const code = (text: string) => `\`${text}\``
/** `[i]` reads better than the registry's `[]`. */
const named = (key: string) => code(key.replace('[]', '[i]'))

function allowed({ above, least, most }: Range): string {
  const from = above !== undefined ? `> ${above}` : least !== undefined ? `≥ ${least}` : ''
  return most === undefined ? from : `${from}, ≤ ${most}`
}

function parameters(): string {
  const entries: [string, ParameterEntry][] = Object.entries({ ...PARAMETER_ENTRIES, ...OTHER_NUMBERS })
  const rows = entries.map(([key, { meaning, unit, range, default: given, optional }]) => [
    named(key),
    meaning,
    unitText(unit),
    allowed(range),
    given === undefined ? (optional ?? '') : String(given),
  ])
  return table(['parameter', 'meaning', 'unit', 'allowed', 'default'], rows)
}

const OF = { point: 'a point', time: 'the time since the start', path: 'the whole path' }

function metrics(): string {
  const entries: [string, MetricEntry][] = Object.entries(METRIC_ENTRIES)
  const rows = entries.map(([key, { meaning, unit, of, better, none, mayBe = {} }]) => {
    const notes = [
      none && `none: ${none} in a surface`,
      mayBe.infinite && `infinite ${mayBe.infinite}`,
      mayBe.undefined && `NaN ${mayBe.undefined}`,
    ]
    return [named(key), meaning, unitText(unit), OF[of], better === 'neither' ? '' : better, notes.filter(Boolean).join('; ')]
  })
  return table(['metric', 'meaning', 'unit', 'of', 'better', 'no number'], rows)
}

function laws(): string {
  const rows = Object.entries<LawEntry>(LAW_ENTRIES).map(([law, { meaning, keys, meanings = {} }]) => {
    const own = Object.entries(meanings).map(([key, text]) => `${code(key)}: ${text}`)
    return [code(law), keys.map((key) => code(key.replace('[]', ''))).join(', '), [meaning, ...own].join('; ')]
  })
  return table(['law', 'keys', 'meaning'], rows)
}

/** The laws that go from one level to another. */
function ways(): string {
  const rows = Object.entries<LawEntry>(LAW_ENTRIES).flatMap(([law, { keys, way, kinks }]) =>
    way
      ? [[code(law), keys.map(code).join(', '), code(way.u), code(way.s), kinks.map((sum) => code([sum].flat().join(' + '))).join(', ')]]
      : [],
  )
  return table(['`law`', 'parameters', 'u', 's(t)', 'kinks'], rows)
}

function modes(): string {
  const rows = Object.entries<ModeEntry>(MODE_ENTRIES).map(([mode, { meaning, keys }]) => [code(mode), keys.map(named).join(', '), meaning])
  return table(['mode', 'keys', 'meaning'], rows)
}

function words(): string {
  const rows = (kind: string, entries: Record<string, { meaning: string; aliases?: readonly string[] }>) =>
    Object.entries(entries).map(([name, { meaning, aliases = [] }]) => [kind, [name, ...aliases].map(code).join(' or '), meaning])
  return table(
    ['', 'word', 'meaning'],
    [...rows('status', STATUS_ENTRIES), ...rows('regime', REGIME_ENTRIES), ...rows('method', METHOD_ENTRIES)],
  )
}

const TABLES: Record<string, () => string> = { parameters, metrics, laws, ways, modes, words }

function filled(text: string): string {
  return text.replace(
    /(<!-- generated: (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => `${start}\n${TABLES[name]()}\n\n${end}`,
  )
}

export function documents(): Record<string, string> {
  return Object.fromEntries(DOCUMENTS.map((path) => [path, filled(readFileSync(path, 'utf8'))]))
}
