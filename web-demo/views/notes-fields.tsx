import { TextField } from './field.tsx'
import { fieldWords } from './field-words.ts'

const PATHS = ['name', 'description', 'units.currency', 'units.waste', 'units.output'] as const

/** What a scenario is called, where it is from, and the words for its units. */
export function NotesFields() {
  const { notes } = fieldWords.value
  return (
    <>
      {PATHS.map((path) => (
        <TextField key={path} path={path} {...notes[path]} />
      ))}
    </>
  )
}
