import { FactorFields } from './factor-fields.tsx'
import { LawFields } from './law-fields.tsx'
import { ModeFields } from './mode-fields.tsx'
import { NotesFields } from './notes-fields.tsx'

const GROUPS = { transition: LawFields, resources: FactorFields, dynamics: ModeFields, horizon: NotesFields }

/** The fields of a group that begins closed: those of all come together, when the first is opened. */
export default function GroupFields({ of }: { of: keyof typeof GROUPS }) {
  const Fields = GROUPS[of]
  return <Fields />
}
