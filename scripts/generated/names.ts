/** Names and codes that follow from the registry, for both generated layouts. */
import { LAW_ENTRIES, MODE_ENTRIES } from '../../bindings/model/laws.ts'
import {
  DIRECTION_ENTRIES,
  METHOD_ENTRIES,
  METRIC_ENTRIES,
  OBJECTIVE_ENTRIES,
  REGIME_ENTRIES,
  STATUS_ENTRIES,
  type MetricEntry,
} from '../../bindings/model/metrics.ts'
import { GROUPS, PARAMETER_ENTRIES, type Group } from '../../bindings/model/parameters.ts'

/** One name a factor for a key with `[]`. */
export function perFactor(key: string): string[] {
  return key.includes('[]') ? [0, 1].map((i) => key.replace('[]', `[${i}]`)) : [key]
}

interface Slot {
  path: string
  group: Group
}

/** In the order of the slots. */
export const slots: Slot[] = Object.entries(PARAMETER_ENTRIES).flatMap(([key, { group }]) =>
  perFactor(key).map((path) => ({ path, group })),
)

/** The maximum profit depends on the parameters of the enterprise and on the level, however that comes about. */
export const isSensitive = ({ path, group }: Slot) => path === 'level' || (group !== 'level' && group !== 'path')

const metricsOf = (...kinds: MetricEntry['of'][]) =>
  Object.entries(METRIC_ENTRIES)
    .filter(([, { of }]) => kinds.includes(of))
    .flatMap(([key]) => perFactor(key))

/** Of one point; their codes are their positions. */
export const pointMetrics = metricsOf('point')
/** Of paths; their codes follow. */
export const pathMetrics = metricsOf('time', 'path')
export const wholePathMetrics = metricsOf('path')
/** Columns of a path. */
export const pathColumns = [...pointMetrics, ...metricsOf('time')].filter((name) => METRIC_ENTRIES[keyOf(name)].onPaths !== false)

export function keyOf(name: string): keyof typeof METRIC_ENTRIES {
  return name.replace(/\[\d\]/, '[]') as keyof typeof METRIC_ENTRIES
}

export const laws = Object.keys(LAW_ENTRIES)
export const modes = Object.keys(MODE_ENTRIES)
export const methods = Object.keys(METHOD_ENTRIES)
export const objectives = Object.keys(OBJECTIVE_ENTRIES)
export const regimes = Object.keys(REGIME_ENTRIES)
export const directions = Object.keys(DIRECTION_ENTRIES)
export const statuses = Object.keys(STATUS_ENTRIES)
export const failures = Object.entries(STATUS_ENTRIES)
  .filter(([, { failed }]) => failed)
  .map(([name]) => name)

/** The kernels' groups: those of a factor are two. */
export const groups = Object.entries(GROUPS)
  .filter(([, renewed]) => renewed.length > 0)
  .flatMap(([name]) => (name === 'factor' ? ['factor0', 'factor1'] : [name]))

/** What a kernel derives anew when a parameter changes. */
export function renewedBy({ path, group }: Slot): string[] {
  return GROUPS[group].map((name) => (name === 'factor' ? `factor${path.replace(/^.*\[(\d)\].*$/, '$1')}` : name))
}

/** `factors[0].price` is `factors0Price` in an enum. */
export function identifier(path: string): string {
  return path.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase())
}

/** Words separated by `, ` in lines of at most `width` characters, each after `indent`. */
export function wrapped(words: string[], indent: string, width: number): string {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && `${indent}${last} ${word},`.length <= width) lines[lines.length - 1] = `${last} ${word},`
    else lines.push(`${word},`)
  }
  return lines.map((line) => indent + line).join('\n')
}
