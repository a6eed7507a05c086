import { LAWS } from 'offcut'
import { known } from '../known.ts'
import { withLaw } from '../state/conversions.ts'
import { variantKeys } from '../state/fields.ts'
import { change, draft } from '../state/scenario.ts'
import { words } from '../texts/index.ts'
import { Choice } from './field.tsx'
import { fieldWords } from './field-words.ts'
import { Fields } from './fields.tsx'
import { KnotFields } from './knots.tsx'

/** The law of the transition, and its numbers. */
export function LawFields() {
  const { law } = known(draft.value.transformation)
  const paths = variantKeys('transformation', law)
    .filter((key) => key !== 'times' && key !== 'levels')
    .map((key) => `transformation.${key}`)
  return (
    <>
      <Choice
        label={fieldWords.value.law}
        value={law}
        options={LAWS.map((name) => ({ value: name, label: words.value.laws[name].label }))}
        help={words.value.laws[law].help}
        onChange={(name) => change(withLaw(draft.value, name))}
      />
      {law === 'table' ? <KnotFields /> : <Fields paths={paths} />}
    </>
  )
}
