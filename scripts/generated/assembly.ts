/** assembly/layout.ts: the codes as enums, and what the kernel has to know of a parameter, a law or a metric. */
import {
  directions,
  groups,
  identifier,
  laws,
  methods,
  modes,
  objectives,
  pathMetrics,
  pointMetrics,
  regimes,
  renewedBy,
  slots,
  statuses,
  wholePathMetrics,
  wrapped,
} from './names.ts'

const WIDTH = 120

function enumOf(name: string, members: string[]): string {
  return `export enum ${name} {\n${wrapped(members, '  ', WIDTH)}\n}\n`
}

/** `case`s that share a body, several on a line. */
function cases(type: string, names: string[], body: string): string {
  const lines: string[] = []
  for (const name of names) {
    const label = `case ${type}.${name}:`
    const last = lines.at(-1)
    if (last !== undefined && `    ${last} ${label}`.length <= WIDTH) lines[lines.length - 1] = `${last} ${label}`
    else lines.push(label)
  }
  return `${lines.map((line) => `    ${line}`).join('\n')}\n      ${body}\n`
}

/** Items with the same key, in the order of the first of each. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>()
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item])
  return [...found]
}

function groupsOf(): string {
  const bits = groupBy(
    slots,
    (slot) =>
      renewedBy(slot)
        .map((name) => `Group.${name}`)
        .join(' | ') || '0',
  )
  return (
    '/** The groups that a parameter or a knot of the table law belongs to; none for one of paths alone. Traps where there is no such slot. */\n' +
    'export function groupsOf(slot: i32): i32 {\n' +
    '  if (slot >= Parameter.count) return Group.level | Group.waste\n' +
    '  switch (slot) {\n' +
    bits
      .map(([mask, members]) =>
        cases(
          'Parameter',
          members.map(({ path }) => identifier(path)),
          `return ${mask}`,
        ),
      )
      .join('') +
    '  }\n  return unreachable()\n}\n'
  )
}

function isOfWholePath(): string {
  return (
    '/** Whether a metric of paths (see PathMetric) is of the whole path, not of a time on it. */\n' +
    'export function isOfWholePath(code: i32): bool {\n  switch (code) {\n' +
    cases('PathMetric', wholePathMetrics.map(identifier), 'return true') +
    '  }\n  return false\n}\n'
  )
}

export function assemblyLayout(): string {
  return [
    '// Written by `npm run generate` from bindings/model. The numbers of bindings/model/layout.ts, and what they mean to the kernel.\n',
    '/** Slots of the parameters; the one of the second factor follows that of the first. Behind them: the times, then the levels of a table. */',
    enumOf('Parameter', [...slots.map(({ path }) => identifier(path)), 'count']),
    enumOf('Law', laws.map(identifier)),
    enumOf('Mode', modes.map(identifier)),
    enumOf('Method', methods.map(identifier)),
    enumOf('Objective', objectives.map(identifier)),
    enumOf('Regime', regimes.map(identifier)),
    enumOf('Direction', directions.map(identifier)),
    enumOf('Status', statuses.map(identifier)),
    enumOf('Metric', [...pointMetrics.map(identifier), 'sensitivity', 'sensitivityOfInput']),
    enumOf('PathMetric', pathMetrics.map(identifier)),
    'export const FIRST_PATH_METRIC: i32 = Metric.sensitivityOfInput + 1\n',
    '/** What is derived anew when a parameter changes, as bits. */',
    enumOf(
      'Group',
      groups.map((name, i) => `${name} = ${1 << i}`),
    ),
    `export const EVERYTHING: i32 = ${groups.map((name) => `Group.${name}`).join(' | ')}\n`,
    groupsOf(),
    isOfWholePath(),
  ]
    .join('\n')
    .replace(/\n\n\n/g, '\n\n')
}
