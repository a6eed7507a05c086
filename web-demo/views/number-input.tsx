import { useState } from 'preact/hooks'
import { replacements } from '../state/scenario.ts'
import { numbers } from '../texts/numbers.ts'
import { keyStep } from './gesture.ts'

interface NumberInputProps {
  id: string
  /** NaN shows as an empty field. */
  value: number
  /** What the number is multiplied by to be shown: 100 for percent. */
  times?: 1 | 100
  describedBy?: string
  isWrong?: boolean
  /** Called with null where the text is no number. */
  onChange(value: number | null): void
  /** The arrow keys, up and down; by a round step where nothing else is said. */
  onStep?(by: number): void
}

// What assistive technology reads has no exponent.
const DECIMAL = new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 17 })

/** A number that is typed: the text stays as it is, "1e-" for example, until the field is left. */
export function NumberInput({ id, value: given, times = 1, describedBy, isWrong, onChange, onStep }: NumberInputProps) {
  const value = times === 1 ? given : tidy(times * given)
  const move = onStep ?? ((by: number) => onChange(tidy((value + by * stepOf(value)) / times)))
  const [typed, setTyped] = useState<{ text: string; of: number }>()
  const beingTyped = typed?.of === replacements.value ? typed.text : undefined
  return (
    <input
      id={id}
      class="number"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      role="spinbutton"
      aria-valuenow={Number.isNaN(value) ? undefined : (DECIMAL.format(value) as unknown as number)}
      value={beingTyped ?? numbers.value.exact(value)}
      aria-describedby={describedBy}
      aria-invalid={isWrong}
      onInput={(event) => {
        keyStep()
        setTyped({ text: event.currentTarget.value, of: replacements.value })
        const number = numbers.value.read(event.currentTarget.value)
        onChange(number === null || times === 1 ? number : tidy(number / times))
      }}
      onKeyDown={(event) => {
        if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || Number.isNaN(value)) return
        event.preventDefault()
        keyStep()
        setTyped(undefined)
        move(event.key === 'ArrowUp' ? 1 : -1)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

/** Without the digits that a change to percent and back adds. */
function tidy(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : value
}

/** A step of a number without a slider: of years and counts one, of others the power of ten below them. */
function stepOf(value: number): number {
  const size = Math.abs(value)
  if (size === 0) return 0.1
  return size >= 10 && size < 1e4 ? 1 : 10 ** (Math.floor(Math.log10(size)) - 1)
}
