import { scenario } from '../../state/scenario.ts'
import { warningText } from '../../state/warnings.ts'

/** What the library warns of in a study. */
export function Warnings({ list, of = scenario.value }: { list: readonly string[]; of?: unknown }) {
  return list.length === 0 ? null : (
    <ul class="help">
      {list.map((text) => (
        <li key={text}>{warningText(text, of)}</li>
      ))}
    </ul>
  )
}
