import { batch } from '@preact/signals'
import { METRICS, PATH_METRICS, type MetricName, type ScenarioInput } from 'offcut'
import { parsePath } from 'offcut/forms'
import { chosenLanguage } from '../texts/index.ts'
import type { LinkProblem } from './problems.ts'
import { completed } from './completed.ts'
import { guideStep, toStep } from './guide.ts'
import { openPanels, PANEL_IDS, systemLink } from './panels.ts'
import { MOST_PINS, pins, type Pin } from './pins.ts'
import { FIRST_PRESET, isLoaded, isPreset, PRESET_NAMES, presetScenario, type PresetName } from './presets.ts'
import { change, draft, loadPreset, origin } from './scenario.ts'
import { leaves, withAt, withoutEmpty } from './tree.ts'
import { finest, fitMoment, level, metric, plot, SIZES, time } from './view.ts'

/**
 * The whole state as the fragment of the page's address: the preset, the view, and every value that differs from the
 * preset by its path, such as `#preset=workshop&time=5&waste.disposalCost=0.8`. `without` lists paths that are gone.
 */
export function toFragment(): string {
  const params = new URLSearchParams({ preset: origin.value.preset })
  params.set('metric', metric.value)
  params.set('plot', plot.value)
  params.set('points', String(finest.value))
  params.set('time', short(time.value))
  params.set('level', short(level.value))
  if (chosenLanguage.value) params.set('lang', chosenLanguage.value)
  if (openPanels.value.size > 0) params.set('open', [...openPanels.value].join(' '))
  if (systemLink.value !== undefined) params.set('system', systemLink.value)
  if (guideStep.value !== undefined) params.set('step', String(guideStep.value))
  for (const { name, fragment } of pins.value) params.append('pin', `${name}|${fragment}`)
  addScenario(params, origin.value.preset, draft.value)
  return `#${text(params)}`
}

/** A scenario alone, as what differs from a preset. */
export function scenarioFragment(preset: PresetName, scenario: ScenarioInput): string {
  const params = new URLSearchParams({ preset })
  addScenario(params, preset, scenario)
  return text(params)
}

function addScenario(params: URLSearchParams, preset: PresetName, scenario: ScenarioInput): void {
  const base = leaves(completed(presetScenario(preset)))
  const now = leaves(scenario)
  for (const [path, value] of now) if (base.get(path) !== value) params.set(path, toText(value))
  const gone = [...base.keys()].filter((path) => !now.has(path))
  if (gone.length > 0) params.set('without', gone.join(' '))
}

/** Brackets and spaces are safe in a fragment, and readable. */
function text(params: URLSearchParams): string {
  return params.toString().replaceAll('%5B', '[').replaceAll('%5D', ']')
}

const VIEW_KEYS = new Set(['preset', 'metric', 'plot', 'points', 'time', 'level', 'without', 'lang', 'open', 'system', 'step', 'pin'])

/** Takes the state from a fragment; an empty one is the first preset. Wrong values show up as problems beside their fields. */
export function fromFragment(fragment: string): void {
  const params = new URLSearchParams(fragment.replace(/^#/, ''))
  const wrong = problemsOf(params)
  batch(() => {
    loadPreset(presetOf(params))
    metric.value = (params.get('metric') ?? 'profit') as MetricName
    plot.value = params.get('plot') === 'surface' ? 'surface' : 'map'
    finest.value = SIZES.find((size) => size === Number(params.get('points'))) ?? 256
    time.value = numberFrom(params.get('time'), NaN)
    level.value = Math.min(1, Math.max(0, numberFrom(params.get('level'), 0.5)))
    const open = (params.get('open') ?? '').split(' ')
    systemLink.value = params.get('system') ?? undefined
    openPanels.value = new Set(PANEL_IDS.filter((id) => open.includes(id)))
    guideStep.value = toStep(params.get('step'))
    pins.value = params.getAll('pin').slice(0, MOST_PINS).map(toPin)
    change(changed(draft.value, params), wrong)
    fitMoment()
  })
}

function toPin(text: string): Pin {
  const at = text.indexOf('|')
  return { name: text.slice(0, Math.max(at, 0)).slice(0, 60), fragment: text.slice(at + 1) }
}

function presetOf(params: URLSearchParams): PresetName {
  const preset = params.get('preset')
  return isPreset(preset) && isLoaded(preset) ? preset : FIRST_PRESET
}

/** The scenario of a fragment; it may be wrong. */
export function scenarioOf(fragment: string): ScenarioInput {
  const params = new URLSearchParams(fragment.replace(/^#/, ''))
  return changed(completed(presetScenario(presetOf(params))), params)
}

/** What a link names that the page does not have. Paths that no scenario has are left out. */
function problemsOf(params: URLSearchParams): LinkProblem[] {
  const wrong: LinkProblem[] = []
  const oneOf = (path: string, known: readonly string[]) => {
    const value = params.get(path)
    if (value === null || known.includes(value)) return
    wrong.push({ path, value, expected: '', fix: '', ofLink: { known } })
  }
  oneOf('preset', PRESET_NAMES)
  const metrics: string[] = [...METRICS, ...PATH_METRICS]
  if (!params.get('metric')?.startsWith('sensitivity:')) oneOf('metric', ['profit', ...metrics.filter((name) => name !== 'profit')])
  for (const path of params.keys()) {
    if (VIEW_KEYS.has(path) || isPath(path)) continue
    wrong.push({ path: path.slice(0, 60), value: params.get(path), expected: '', fix: '', ofLink: {} })
  }
  return wrong
}

const DEEPEST = 6
const LARGEST_INDEX = 10_000

function isPath(path: string): boolean {
  if (path.length > 200) return false
  const segments = parsePath(path)
  return segments !== undefined && segments.length <= DEEPEST && segments.every((part) => typeof part === 'string' || part < LARGEST_INDEX)
}

function changed(base: ScenarioInput, params: URLSearchParams): ScenarioInput {
  // From the last to the first, so that removing an entry of a list moves no other that is still to go.
  const gone = (params.get('without') ?? '').split(' ').filter(isPath).reverse()
  let next = gone.reduce((tree, path) => withAt(tree, path, undefined), base)
  for (const [path, value] of params) if (!VIEW_KEYS.has(path) && isPath(path)) next = withAt(next, path, fromText(value))
  return next === base ? base : completed(withoutEmpty(next))
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}

function toText(value: unknown): string {
  return typeof value === 'string' && value === fromText(value) ? value : JSON.stringify(value)
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function numberFrom(text: string | null, otherwise: number): number {
  const value = Number(text)
  return text !== null && Number.isFinite(value) ? value : otherwise
}
