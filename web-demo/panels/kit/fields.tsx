import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { NumberInput } from '../../views/number-input.tsx'

/** A number with its name, and what is wrong with it. */
export function NumberBox({
  label,
  value,
  unit,
  help,
  problem,
  onChange,
}: {
  label: string
  value: number | undefined
  unit?: string
  help?: string
  problem?: string
  onChange(value: number | null): void
}) {
  const id = useId()
  const described = [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ')
  return (
    <div class={`box${problem ? ' wrong' : ''}`}>
      <label for={id}>{label}</label>
      <span>
        <NumberInput
          id={id}
          value={value ?? NaN}
          describedBy={described || undefined}
          isWrong={problem !== undefined}
          onChange={onChange}
        />
        {unit && <span class="unit"> {unit}</span>}
      </span>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** A choice of one of many, with a button that does something with it. */
export function Adder({
  label,
  options,
  action,
  onAdd,
}: {
  label: string
  options: readonly { value: string; label: string }[]
  action: string
  onAdd(value: string): void
}) {
  const id = useId()
  if (options.length === 0) return null
  return (
    <form
      class="adder"
      onSubmit={(event) => {
        event.preventDefault()
        onAdd((event.currentTarget.elements.namedItem('what') as HTMLSelectElement).value)
      }}
    >
      <label for={id}>{label}</label>
      <select id={id} name="what">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <button type="submit" aria-label={`${label}: ${action}`}>
        {action}
      </button>
    </form>
  )
}

export function Row({ children }: { children: ComponentChildren }) {
  return <div class="boxes">{children}</div>
}
