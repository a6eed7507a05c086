import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { scaleOf } from '../plot/scales.ts'
import { parameterInfo, rangeOf, type Info, type Range } from '../state/fields.ts'
import { scheduled } from '../state/axes.ts'
import { changeAt, draft, origin, problems, resetAt, scenario } from '../state/scenario.ts'
import { useSettled } from '../state/settled.ts'
import { getAt, numberAt } from '../state/tree.ts'
import { showsSymbols, symbolAndPath } from '../state/symbols.ts'
import { shown, shownTimes } from '../state/units.ts'
import { words } from '../texts/index.ts'
import { problemText } from './problem-text.ts'
import { beginDrag, keyStep } from './gesture.ts'
import { NumberInput } from './number-input.tsx'

/** What is wrong at a path of the scenario, in words. */
export function ProblemsAt({ path, id }: { path: string; id?: string }) {
  const here = problems.value.filter((problem) => problem.path === path)
  if (here.length === 0) return null
  return (
    <p class="problem" id={id}>
      {here.map(problemText).join(' ')}
    </p>
  )
}

/** A parameter of the scenario: name, unit, slider, exact number, help, reset. */
export function NumberField({ path }: { path: string }) {
  // A drag moves one number: only its field is drawn anew.
  const { info, value, range, isReset, isScheduled, hasProblem } = useSettled(() => fieldAt(path))
  if (isScheduled)
    return (
      <p class="scheduled" data-path={path}>
        <strong>{info.label}</strong> <span class="help">{words.value.controls.scheduled}</span>
      </p>
    )
  return (
    <Slider
      info={info}
      value={value}
      range={range}
      isWhole={path === 'horizon.samples'}
      onChange={(next) => changeAt(path, next)}
      onReset={isReset ? undefined : () => resetAt(path)}
      hasProblem={hasProblem}
      problem={(id) => <ProblemsAt path={path} id={id} />}
      path={path}
    />
  )
}

function fieldAt(path: string) {
  // A default of the scenario stands in for a key that is not there, not for one whose value is wrong.
  const given = getAt(draft.value, path)
  const ofOrigin = getAt(origin.value.scenario, path)
  const base = numberAt(origin.value.scenario, path) ?? numberAt(scenario.value, path)
  return {
    info: parameterInfo(path, draft.value),
    value: given === undefined ? numberAt(scenario.value, path) : given,
    range: rangeAround(path, base, given),
    isReset: Object.is(given, ofOrigin),
    isScheduled: scheduled(draft.value).includes(path),
    hasProblem: problems.value.some((problem) => problem.path === path),
  }
}

/** Where the slider runs: around what the number was, or around a number that lies beyond that. */
function rangeAround(path: string, base: number | undefined, value: unknown): Range {
  const usual = rangeOf(path, base, scenario.value)
  const isBeyond = typeof value === 'number' && (value < usual.from || value > usual.to)
  return isBeyond ? rangeOf(path, value, scenario.value) : usual
}

interface SliderProps {
  info: Info
  value: unknown
  range: Range
  isWhole?: boolean
  onChange(value: number | null): void
  onReset?(): void
  hasProblem?: boolean
  problem?(id: string): ComponentChildren
  path: string
}

const STEPS = 400

export function Slider({ info, value, range, isWhole, onChange, onReset, hasProblem, problem, path }: SliderProps) {
  const id = useId()
  const { label, kind, unit, help } = info
  const number = typeof value === 'number' ? value : NaN
  const scale = scaleOf(range, 2)
  const place = Math.min(1, Math.max(0, scale.place(number)))
  const told = [`${id}-help`, hasProblem ? `${id}-problem` : ''].join(' ').trim()

  const step = (by: number) => onChange(rounded(scale.value(Math.min(1, Math.max(0, place + (4 * by) / STEPS))), range, isWhole))
  return (
    <div class={`field${hasProblem ? ' wrong' : ''}`} data-path={path}>
      <label for={`${id}-number`}>
        {label}
        {unit && <span class="unit"> {unit}</span>}
        {showsSymbols.value && <code class="symbol">{symbolAndPath(path)}</code>}
      </label>
      {onReset && (
        <button
          type="button"
          class="reset"
          aria-label={words.value.controls.reset(label)}
          title={words.value.controls.reset(label)}
          onClick={onReset}
        >
          ↺
        </button>
      )}
      <input
        type="range"
        min="0"
        max={STEPS}
        value={Number.isNaN(place) ? 0 : Math.round(place * STEPS)}
        aria-label={label}
        aria-valuetext={`${shown(number, kind)} ${unit}`}
        aria-describedby={told}
        onPointerDown={beginDrag}
        onKeyDown={keyStep}
        onInput={(event) => onChange(rounded(scale.value(Number(event.currentTarget.value) / STEPS), range, isWhole))}
      />
      <NumberInput
        id={`${id}-number`}
        value={number}
        times={shownTimes(kind)}
        describedBy={told}
        isWrong={hasProblem}
        onChange={onChange}
        onStep={step}
      />
      <p class="help" id={`${id}-help`}>
        {help}
      </p>
      {problem?.(`${id}-problem`)}
    </div>
  )
}

/** A slider's value without a tail of digits: a thousandth of a linear range, three digits of a logarithmic one. */
function rounded(value: number, { from, to, spacing }: Range, isWhole = false): number {
  if (isWhole) return Math.round(value)
  if (spacing === 'log') return Number(value.toPrecision(3))
  const step = 10 ** Math.floor(Math.log10((to - from) / 200))
  return Number((Math.round(value / step) * step).toPrecision(6))
}

/** A choice among a few words. */
export function Choice<T extends string>({
  label,
  value,
  options,
  help,
  onChange,
}: {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  help?: string
  onChange(value: T): void
}) {
  const id = useId()
  return (
    <div class="field choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}

export function TextField({ path, label, help }: { path: string; label: string; help: string }) {
  const id = useId()
  return (
    <div class="field text" data-path={path}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        value={String(getAt(draft.value, path) ?? '')}
        aria-describedby={`${id}-help`}
        onChange={(event) => changeAt(path, event.currentTarget.value || undefined)}
      />
      <p class="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  )
}
