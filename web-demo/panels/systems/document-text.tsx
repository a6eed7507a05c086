import { signal } from '@preact/signals'
import { ScenarioError, type Problem } from 'offcut'
import { parseSystem, type SystemInput } from 'offcut/system'
import { useId, useState } from 'preact/hooks'
import { messageOf } from '../kit/run.ts'
import { libraryText } from '../../state/problems.ts'
import { change, document } from './state.ts'
import { text } from './words.ts'

/** What is being typed, and what is wrong with it; undefined while the document stands there as it is. */
const typed = signal<{ text: string; problems: readonly Problem[] } | undefined>(undefined)

/** The whole document as a text that can be changed: right or wrong is said at every key, and what is right moves the picture. */
export function DocumentText() {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="system-group" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h3>{text.value.json.title}</h3>
      </summary>
      {isOpen && <Editor />}
    </details>
  )
}

function Editor() {
  const id = useId()
  const { title, help } = text.value.json
  const wrong = typed.value?.problems ?? []
  return (
    <div class="document-text">
      <p class="help" id={`${id}-help`}>
        {help}
      </p>
      <textarea
        aria-label={title}
        aria-describedby={`${id}-help ${id}-problems`}
        aria-invalid={wrong.length > 0}
        rows={18}
        spellcheck={false}
        value={typed.value?.text ?? JSON.stringify(document.value, null, 2)}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => {
          if (wrong.length === 0) typed.value = undefined
        }}
      />
      <div class="problem" role="status" id={`${id}-problems`}>
        {wrong.map((problem) => (
          <p key={problem.path + problem.expected}>
            {problem.path && <code>{problem.path}: </code>}
            {libraryText(problem)}
          </p>
        ))}
      </div>
    </div>
  )
}

function take(written: string): void {
  const problems = problemsOf(written)
  typed.value = { text: written, problems }
  if (problems.length === 0) change(JSON.parse(written) as SystemInput)
}

function problemsOf(written: string): readonly Problem[] {
  try {
    parseSystem(written)
    JSON.parse(written)
    return []
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems
    return [{ path: '', value: written, expected: 'JSON', fix: messageOf(error) }]
  }
}
