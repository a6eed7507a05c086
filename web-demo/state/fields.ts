import schema from 'offcut/scenario.schema.json'
import { getAt, numberAt, segmentsOf } from './tree.ts'

/** Where a slider runs and an axis begins; the number box beside it takes any value. */
export interface Range {
  from: number
  to: number
  spacing: 'linear' | 'log'
}

interface Kind {
  label: string
  unit?: string
  range(base: number, scenario: unknown): Range
}

const linear = (from: number, to: number) => (): Range => ({ from, to, spacing: 'linear' })
const log = (from: number, to: number) => (): Range => ({ from, to, spacing: 'log' })
/** Around a positive number, by ratio. */
const around = (ratio: number) => (base: number): Range => ({ from: roundish(base / ratio), to: roundish(base * ratio), spacing: 'log' })
/** From nothing to several times a number that may be 0. */
const upTo = (atLeast: number, times = 4) => (base: number): Range => ({ from: 0, to: Math.max(atLeast, roundish(base * times)), spacing: 'linear' })
const inHorizon = (_: number, scenario: unknown): Range => ({
  from: numberAt(scenario, 'horizon.start') ?? 0,
  to: numberAt(scenario, 'horizon.end') ?? 10,
  spacing: 'linear',
})
const ofHorizon = (share: number) => (_: number, scenario: unknown): Range => {
  const { from, to } = inHorizon(0, scenario)
  const length = Math.max(to - from, 1)
  return { from: roundish(length / 200), to: roundish(length * share), spacing: 'linear' }
}

/** One entry a key of the scenario, by its path with `[]` for any index; its help comes from the published schema. */
const KINDS: Record<string, Kind> = {
  'factors[].price': { label: 'Price', unit: 'money', range: around(10) },
  'factors[].costExponent': { label: 'Cost exponent', range: linear(0.5, 3) },
  'factors[].lower': { label: 'Smallest volume', unit: 'units/year', range: around(1000) },
  'factors[].upper': { label: 'Largest volume', unit: 'units/year', range: around(10000) },
  'production.scale': { label: 'Scale of production', unit: 'units/year', range: around(4) },
  'production.elasticities[]': { label: 'Elasticity of output', range: linear(0.05, 1.2) },
  'production.price': { label: 'Price of the product', unit: 'money/unit', range: around(4) },
  'waste.scale': { label: 'Scale of waste', unit: 'units/year', range: upTo(0.2) },
  'waste.elasticities[]': { label: 'Elasticity of waste', range: linear(0, 1.5) },
  'waste.disposalCost': { label: 'Disposal cost', unit: 'money/unit', range: upTo(0.5) },
  'recycling.yield': { label: 'Yield of recycling', unit: 'units/unit', range: upTo(2, 2) },
  'recycling.exponent': { label: 'Exponent of recycling', range: linear(0.1, 1) },
  'recycling.price': { label: 'Price of the additional product', unit: 'money/unit', range: upTo(0.5) },
  'recycling.processingCost': { label: 'Processing cost', unit: 'money/unit', range: upTo(1) },
  fixedCost: { label: 'Fixed cost', unit: 'money/year', range: upTo(400) },
  'transformation.level': { label: 'Level', unit: 'share', range: linear(0, 1) },
  'transformation.from': { label: 'Level before', unit: 'share', range: linear(0, 1) },
  'transformation.to': { label: 'Level after', unit: 'share', range: linear(0, 1) },
  'transformation.start': { label: 'Start of the transition', unit: 'years', range: inHorizon },
  'transformation.duration': { label: 'Duration', unit: 'years', range: ofHorizon(1) },
  'transformation.timescale': { label: 'Timescale', unit: 'years', range: ofHorizon(0.3) },
  'transformation.midpoint': { label: 'Midpoint', unit: 'years', range: inHorizon },
  'transformation.inflection': { label: 'Time of fastest change', unit: 'years', range: inHorizon },
  'transformation.innovation': { label: 'Innovation', unit: '1/year', range: log(0.001, 1) },
  'transformation.imitation': { label: 'Imitation', unit: '1/year', range: linear(0, 3) },
  'transformation.share': { label: 'Invested share of profit', unit: 'share', range: linear(0, 1) },
  'transformation.times[]': { label: 'Time', unit: 'years', range: inHorizon },
  'transformation.levels[]': { label: 'Level', unit: 'share', range: linear(0, 1) },
  'horizon.start': { label: 'Start', unit: 'years', range: linear(-10, 10) },
  'horizon.end': { label: 'End', unit: 'years', range: linear(1, 60) },
  'horizon.samples': { label: 'Samples', range: linear(2, 501) },
  discountRate: { label: 'Discount rate', unit: '1/year', range: linear(0, 0.3) },
  'investment.conversionCost': { label: 'Conversion cost', unit: 'money', range: upTo(1000) },
  'dynamics.timescale[]': { label: 'Adjustment time', unit: 'years', range: log(0.1, 20) },
  'dynamics.initial[]': { label: 'Volume at the start', unit: 'units/year', range: around(10) },
  'dynamics.share[]': { label: 'Share of profit', unit: 'share', range: linear(0, 1) },
  'dynamics.unitCost[]': { label: 'Cost of capacity', unit: 'money/unit', range: around(10) },
  'dynamics.depreciation[]': { label: 'Depreciation', unit: '1/year', range: linear(0, 0.5) },
  'dynamics.tolerance': { label: 'Relative tolerance', range: log(1e-12, 1e-3) },
}

const MOMENTS: Record<string, { label: string; unit: string; help: string }> = {
  time: { label: 'Time', unit: 'years', help: 'years since time 0; the law of the transition gives the level at each' },
  level: { label: 'Transformation level', unit: 'share', help: 'share of the waste that becomes a production factor' },
}

function kindOf(path: string): Kind | undefined {
  return KINDS[path.replace(/\[\d+\]/g, '[]')]
}

export function isNumericField(path: string): boolean {
  return kindOf(path) !== undefined
}

/** Label, unit and help of a parameter, of `time` or of `level`. With two factors the label names the one it is of. */
export function parameterInfo(path: string, scenario: unknown): { label: string; unit: string; help: string } {
  const moment = MOMENTS[path]
  if (moment) return moment
  const kind = kindOf(path)
  return { label: (kind?.label ?? path) + ofFactor(path, scenario), unit: kind?.unit ?? '', help: helpOf(path, scenario) }
}

function ofFactor(path: string, scenario: unknown): string {
  const index = /\[(\d)\]/.exec(path)?.[1]
  const factors = getAt(scenario, 'factors')
  if (index === undefined || path.startsWith('transformation.') || !Array.isArray(factors) || factors.length < 2) return ''
  return `, ${factors[Number(index)]?.name || `factor ${Number(index) + 1}`}`
}

/** Where the slider of a parameter runs: around `base`, its value when the scenario was loaded. */
export function rangeOf(path: string, base: number | undefined, scenario: unknown): Range {
  if (path === 'level') return { from: 0, to: 1, spacing: 'linear' }
  if (path === 'time') return inHorizon(0, scenario)
  const positive = base !== undefined && base > 0 ? base : 1
  const range = kindOf(path)!.range(base === 0 ? 0 : positive, scenario)
  return range.spacing === 'log' && !(range.from > 0) ? { ...range, from: range.to / 1000 } : range
}

/** One or two digits that read well: the ends of a slider. */
function roundish(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(2))
}

/** The published schema's line on a key; a law's or mode's keys come from its own variant. */
export function helpOf(path: string, scenario: unknown): string {
  let node: typeof schema | undefined = schema
  let value = scenario
  for (const part of segmentsOf(path)) {
    node = typeof part === 'number' ? node?.items : variantOf(node, value)?.properties?.[part]
    value = getAt(value, String(part))
  }
  return node?.description ?? ''
}

/** The description of a law or a mode. */
export function variantHelp(section: 'transformation' | 'dynamics', name: string): string {
  return variantNamed(section, name)?.description ?? ''
}

function variantOf(node: typeof schema | undefined, value: unknown): typeof schema | undefined {
  const fits = ({ properties }: typeof schema) =>
    Object.entries(properties ?? {}).every(([key, { const: constant }]) => constant === undefined || constant === getAt(value, key))
  return node?.oneOf ? node.oneOf.find(fits) : node
}

/** The keys of a law or a mode, beside its name. */
export function variantKeys(section: 'transformation' | 'dynamics', name: string): string[] {
  return Object.keys(variantNamed(section, name)?.properties ?? {}).filter((key) => key !== KIND[section])
}

const KIND = { transformation: 'law', dynamics: 'mode' }

function variantNamed(section: 'transformation' | 'dynamics', name: string): typeof schema | undefined {
  const variants = schema.properties?.[section]?.oneOf ?? []
  return variants.find(({ properties }) => properties?.[KIND[section]]?.const === name)
}

/** Whether a parameter is a moment: a year of the calendar perhaps, which is written without separators. */
export function isTime(path: string): boolean {
  return path === 'time' || /^(horizon\.(start|end)|transformation\.(start|midpoint|inflection|times\[\d+\]))$/.test(path)
}
