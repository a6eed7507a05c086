import { MODES } from 'offcut'
import { withMode } from '../state/conversions.ts'
import { variantKeys } from '../state/fields.ts'
import { change, draft } from '../state/scenario.ts'
import { getAt } from '../state/tree.ts'
import { words } from '../texts/index.ts'
import { Choice } from './field.tsx'
import { fieldWords } from './field-words.ts'
import { Fields, perFactor } from './fields.tsx'

/** How resources follow over time, and the numbers of that. */
export function ModeFields() {
  const { dynamics } = draft.value
  const mode = dynamics?.mode ?? 'optimum'
  const lists = variantKeys('dynamics', mode).filter((key) => key !== 'tolerance' && key !== 'initial')
  const hasInitial = getAt(dynamics, 'initial') !== undefined
  return (
    <>
      <Choice
        label={fieldWords.value.mode}
        value={mode}
        options={MODES.map((name) => ({ value: name, label: words.value.modes[name].label }))}
        help={words.value.modes[mode].help}
        onChange={(name) => change(withMode(draft.value, name))}
      />
      {lists.map((key) => (
        <Fields key={key} paths={perFactor(`dynamics.${key}`)} list={`dynamics.${key}`} />
      ))}
      {mode !== 'optimum' && <InitialFields isGiven={hasInitial} />}
      <Fields paths={['dynamics.tolerance']} />
    </>
  )
}

function InitialFields({ isGiven }: { isGiven: boolean }) {
  const { dynamics, factors } = draft.value
  const set = (initial: number[] | undefined) => {
    const { initial: _, ...rest } = dynamics as { mode: 'adjustment'; timescale: number[]; initial?: number[] }
    change({ ...draft.value, dynamics: initial === undefined ? rest : { ...rest, initial } })
  }
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={!isGiven}
          onChange={(event) => set(event.currentTarget.checked ? undefined : factors.map(() => 10))}
        />
        {fieldWords.value.startsAtOptimum}
      </label>
      {isGiven && <Fields paths={perFactor('dynamics.initial')} list="dynamics.initial" />}
    </>
  )
}
