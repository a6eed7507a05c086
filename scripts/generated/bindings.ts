/** bindings/model/layout.ts: the codes as lists, without the words of the registry, so that a worker need not carry those. */
import { METHOD_ENTRIES, METRIC_ENTRIES, type MetricEntry } from '../../bindings/model/metrics.ts'
import {
  directions,
  failures,
  isSensitive,
  keyOf,
  laws,
  methods,
  modes,
  objectives,
  pathColumns,
  pathMetrics,
  pointMetrics,
  regimes,
  renewedBy,
  slots,
  statuses,
  wrapped,
} from './names.ts'

const WIDTH = 140

function list(name: string, members: string[]): string {
  const quoted = members.map((member) => `'${member}'`)
  const line = `export const ${name} = [${quoted.join(', ')}] as const`
  return `${line.length <= WIDTH ? line : `export const ${name} = [\n${wrapped(quoted, '  ', WIDTH)}\n] as const`}\n`
}

function typed(name: string, type: string, members: string[]): string {
  return `${list(name, members)}/** One of ${name}. */\nexport type ${type} = (typeof ${name})[number]\n`
}

/** Numbers that code without the lists needs. */
function numbers(): string {
  return [
    '/** First slot behind the scalar parameters: `transformation.times[i]` is at TABLE_SLOT + i, `levels[i]` at TABLE_SLOT + knots + i. */',
    `export const TABLE_SLOT = ${slots.length}`,
    '/** Slot of `time`. */',
    `export const TIME_SLOT = ${slots.findIndex(({ path }) => path === 'time')}\n`,
  ].join('\n')
}

/** What stands for "none" where a metric may have none. */
function noneValues(): string {
  const pairs = [...pointMetrics, ...pathMetrics].flatMap((name) => {
    const { none }: MetricEntry = METRIC_ENTRIES[keyOf(name)]
    return none ? [`${name}: ${none}`] : []
  })
  return [
    '/** What a surface and a chunk hold where there is none of a metric, which is no failure: nothing in a file, null in a result. */',
    `export const NONE: Readonly<Record<string, number>> = {\n${wrapped(pairs, '  ', WIDTH)}\n}\n`,
  ].join('\n')
}

function aliases(): string {
  const pairs = Object.entries(METHOD_ENTRIES).flatMap(([name, { aliases }]) => aliases.map((alias) => `${alias}: '${name}'`))
  return [
    '/** Other names of a method that are accepted where one is asked for. */',
    `export const METHOD_ALIASES = { ${pairs.join(', ')} } as const`,
    '/** A method by any of its names. */',
    'export type MethodName = Method | keyof typeof METHOD_ALIASES\n',
  ].join('\n')
}

export function bindingsLayout(): string {
  const firstFailure = statuses.indexOf(failures[0])
  if (statuses.slice(firstFailure).join() !== failures.join())
    throw new Error('failed statuses come last: kernels and readers compare with the first of them')
  return [
    `/**
 * The numbers both sides of the WebAssembly boundary agree on: parameter slots, metric, law, mode, method, regime and status codes.
 * A code is the position in its list; assembly/layout.ts has the same lists as enums. Written by \`npm run generate\` from the registry
 * beside this file.
 */
`,
    '/** Paths of the scalar parameters, in slot order. Table knots follow behind them: all `times`, then all `levels`. */',
    typed(
      'PARAMETERS',
      'ParameterPath',
      slots.map(({ path }) => path),
    ),
    numbers(),
    '/** Parameters that an optimum depends on: those that have an envelope sensitivity. */',
    `${list(
      'SENSITIVE',
      slots.filter(isSensitive).map(({ path }) => path),
    ).replace(' as const', ' as const satisfies readonly ParameterPath[]')}`,
    '/** What is derived anew when the parameter of a slot changes: one word a slot, none for those of paths alone. */',
    `export const GROUP_OF_SLOT = [\n${wrapped(
      slots.map((slot) => `'${renewedBy(slot)[0] ?? 'none'}'`),
      '  ',
      WIDTH,
    )}\n] as const\n`,
    '/** Transformation laws: how the level goes from one to another over time. */',
    typed('LAWS', 'Law', laws),
    '/** How resources follow their optimum over time. */',
    typed('MODES', 'Mode', modes),
    '/** How an optimum is searched. */',
    typed('METHODS', 'Method', methods),
    aliases(),
    '/** What the management maximises. */',
    typed('OBJECTIVES', 'ObjectiveKind', objectives),
    '/** Where a factor stands at an optimum: inside its bounds, at one of them, or fixed. */',
    typed('REGIMES', 'Regime', regimes),
    '/** What waste is above `breakEvenLevel`, as `breakEvenDirection` codes it. */',
    typed('DIRECTIONS', 'Direction', directions),
    '/** What has come of a point or a path; of the last ones the numbers are not to be relied on. */',
    typed('STATUSES', 'Status', statuses),
    '/** From this code on, a point has no numbers to rely on. */',
    `export const FIRST_FAILURE = ${firstFailure}\n`,
    '/** Quantities of one optimum, each a sweep metric. `regime[i]` is a code of REGIMES. */',
    typed('METRICS', 'Metric', pointMetrics),
    '/** Code of a `sensitivity:<parameter path>` metric; the slot goes beside it. */',
    `export const SENSITIVITY = ${pointMetrics.length}\n`,
    '/** The same of a `sensitivityOfInput:<parameter path>` metric. */',
    `export const SENSITIVITY_OF_INPUT = ${pointMetrics.length + 1}\n`,
    '/** Quantities of a time path, each a sweep metric too; the code of the first is FIRST_PATH_METRIC. */',
    typed('PATH_METRICS', 'PathMetric', pathMetrics),
    `export const FIRST_PATH_METRIC = ${pointMetrics.length + 2}\n`,
    '/** A quantity of the enterprise or of its time path, or a derivative of the maximum profit: see sweeps. */',
    'export type MetricName = Metric | PathMetric | `sensitivity:${ParameterPath}` | `sensitivityOfInput:${ParameterPath}`\n',
    '/** Columns of a path: quantities at one time, and values from the start of the horizon to it. */',
    typed('PATH_COLUMNS', 'PathColumn', pathColumns),
    noneValues(),
  ]
    .join('\n')
    .replace(/\n\n\n/g, '\n\n')
}
