import { withFactorCount } from '../state/conversions.ts'
import { change, draft } from '../state/scenario.ts'
import { words } from '../texts/index.ts'
import { Choice, TextField } from './field.tsx'
import { fieldWords } from './field-words.ts'
import { Fields } from './fields.tsx'

/** What bounds a volume that is chosen, and what a given one is. */
const FREE = ['lower', 'upper']
const FIXED = ['volume']

/** How many resources there are, and the numbers of each. */
export function FactorFields() {
  const text = fieldWords.value
  const { resource } = words.value.controls
  const count = draft.value.factors.length
  return (
    <>
      <Choice
        label={text.resourceCount}
        value={String(count)}
        options={[
          { value: '1', label: text.one },
          { value: '2', label: text.two },
        ]}
        help={text.resourceCountHelp}
        onChange={(value) => change(withFactorCount(draft.value, value === '2' ? 2 : 1))}
      />
      {draft.value.factors.map((factor, i) => (
        <fieldset key={i}>
          <legend>{resource(String(i + 1))}</legend>
          <TextField path={`factors[${i}].name`} label={text.notes.name.label} help={text.resourceName} />
          <Fields paths={['price', 'costExponent', ...('volume' in factor ? FIXED : FREE)].map((key) => `factors[${i}].${key}`)} />
        </fieldset>
      ))}
    </>
  )
}
