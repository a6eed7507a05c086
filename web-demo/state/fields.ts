import {
  LAW_ENTRIES,
  MODE_ENTRIES,
  parameterEntry,
  sliderRange,
  unitText,
  valueAt,
  type Horizon,
  type LawEntry,
  type ModeEntry,
  type SliderRange,
} from 'offcut/forms'
import { getAt, numberAt } from './tree.ts'

/** Where a slider runs and an axis begins. */
export type Range = SliderRange

export function isNumericField(path: string): boolean {
  return parameterEntry(path) !== undefined
}

/** Label, unit and help of a parameter, of `time` or of `level`. With two factors the label names the one it is of. */
export function parameterInfo(path: string, scenario: unknown): { label: string; unit: string; help: string } {
  const entry = parameterEntry(path)
  return { label: (entry?.label ?? path) + ofFactor(path, scenario), unit: entry ? unitText(entry.unit) : '', help: helpOf(path, scenario) }
}

function ofFactor(path: string, scenario: unknown): string {
  const index = /\[(\d)\]/.exec(path)?.[1]
  const factors = getAt(scenario, 'factors')
  if (index === undefined || path.startsWith('transformation.') || !Array.isArray(factors) || factors.length < 2) return ''
  return `, ${factors[Number(index)]?.name || `factor ${Number(index) + 1}`}`
}

/** Where the slider of a parameter runs: around `base`, its value when the scenario was loaded. */
export function rangeOf(path: string, base: number | undefined, scenario: unknown): Range {
  return sliderRange(path, base, horizonOf(scenario))!
}

export function horizonOf(scenario: unknown): Horizon {
  return { start: numberAt(scenario, 'horizon.start') ?? 0, end: numberAt(scenario, 'horizon.end') ?? 10 }
}

/** What a parameter means, and what the scenario's law means by it. */
function helpOf(path: string, scenario: unknown): string {
  const key = /^transformation\.(\w+)$/.exec(path)?.[1]
  const law = LAWS[String(valueAt(scenario, ['transformation', 'law']))]
  return (law?.meanings as Record<string, string> | undefined)?.[key ?? ''] ?? parameterEntry(path)?.meaning ?? ''
}

const LAWS: Record<string, LawEntry | undefined> = LAW_ENTRIES
const MODES: Record<string, ModeEntry | undefined> = MODE_ENTRIES
const variantNamed = (section: 'transformation' | 'dynamics', name: string) => (section === 'transformation' ? LAWS[name] : MODES[name])

/** The description of a law or a mode. */
export function variantHelp(section: 'transformation' | 'dynamics', name: string): string {
  return variantNamed(section, name)?.meaning ?? ''
}

/** The keys of a law or a mode, beside its name. */
export function variantKeys(section: 'transformation' | 'dynamics', name: string): string[] {
  return (variantNamed(section, name)?.keys ?? []).map((key) => key.replace('[]', ''))
}

/** Whether a parameter is a moment: a year of the calendar perhaps, which is written without separators. */
export function isTime(path: string): boolean {
  return parameterEntry(path)?.unit === 'time'
}
