import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { ScenarioError } from 'offcut'
import { PRESETS } from '../state/presets.ts'
import { draft, loadPreset, loadText, origin, problems } from '../state/scenario.ts'
import { fitMoment } from '../state/view.ts'
import { download, fileName } from './files.ts'
import { switchTheme, themeName } from './theme-choice.ts'

const message = signal('')

export function Header() {
  const input = useRef<HTMLInputElement>(null)
  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      loadText(await file.text())
      fitMoment()
      message.value = `Opened ${file.name}`
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      message.value = `${file.name} cannot be opened: ${error.problems.map(({ path, expected, fix }) => `${path || 'the file'}: expected ${expected}; ${fix}`).join('. ')}`
    }
  }
  const save = () =>
    download(fileName(draft.value.name, 'json'), new Blob([`${JSON.stringify(draft.value, null, 2)}\n`], { type: 'application/json' }))
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      message.value = 'The link is in the clipboard: it holds everything you set.'
    } catch {
      message.value = 'Copy the address of this page: it holds everything you set.'
    }
  }
  return (
    <header class="header">
      <h1>
        offcut <span>when does waste pay?</span>
      </h1>
      <div class="actions">
        <label class="preset">
          <span class="visually-hidden">Example</span>
          <select
            value={origin.value.preset}
            onChange={(event) => {
              loadPreset(event.currentTarget.value)
              fitMoment()
              message.value = ''
            }}
          >
            {Object.entries(PRESETS).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => input.current?.click()}>
          Open
        </button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={(event) => {
            void open(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        <button type="button" onClick={save} disabled={problems.value.length > 0}>
          Save
        </button>
        <button type="button" onClick={share}>
          Copy link
        </button>
        <button type="button" onClick={switchTheme} aria-label={`Use the ${themeName.value === 'dark' ? 'light' : 'dark'} theme`}>
          {themeName.value === 'dark' ? '☀' : '☾'}
        </button>
      </div>
      <p class="message" role="status">
        {message.value}
      </p>
    </header>
  )
}
