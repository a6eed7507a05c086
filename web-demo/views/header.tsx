import { batch, computed, signal } from '@preact/signals'
import { ScenarioError } from 'offcut'
import { report } from '../state/failure.ts'
import { isPreset, loadPresets, PRESET_NAMES, presetScenario } from '../state/presets.ts'
import { draft, loadPreset, loadText, origin, problems } from '../state/scenario.ts'
import { fitMoment } from '../state/view.ts'
import { chooseLanguage, isLanguage, language, LANGUAGES, words } from '../texts/index.ts'
import { canRedo, canUndo, redo, undo } from '../state/address.ts'
import { download, fileName } from './files.ts'
import { go } from './guide.tsx'
import { OpenButton } from './open-button.tsx'
import { switchTheme, themeName } from './theme-choice.ts'

const message = signal('')

/** The name of a scenario that is no example. */
const ownName = computed(() => {
  const { name } = draft.value
  return name === presetScenario(origin.value.preset).name ? undefined : String(name ?? '–')
})

async function choose(name: string): Promise<void> {
  if (!isPreset(name)) return
  try {
    await loadPresets()
    // One step of undo.
    batch(() => {
      loadPreset(name)
      fitMoment()
    })
    message.value = ''
  } catch (error) {
    report(error)
  }
}

export function Header() {
  const text = words.value.header
  const own = ownName.value
  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      const content = await file.text()
      batch(() => {
        loadText(content)
        fitMoment()
      })
      message.value = text.opened(file.name)
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      const { problemText } = await import('../state/problems.ts')
      const why = error.problems.map((problem) => `${problem.path || text.theFile}: ${problemText(problem)}`).join(' ')
      message.value = text.cannotOpen(file.name, why)
    }
  }
  const save = () =>
    download(fileName(draft.value.name, 'json'), new Blob([`${JSON.stringify(draft.value, null, 2)}\n`], { type: 'application/json' }))
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      message.value = text.linkCopied
    } catch {
      message.value = text.linkInAddress
    }
  }
  return (
    <header class="header">
      <h1>
        offcut <span>{text.tagline}</span>
      </h1>
      <div class="actions">
        <label class="preset">
          <span class="visually-hidden">{text.example}</span>
          <select value={own === undefined ? origin.value.preset : ''} onChange={(event) => void choose(event.currentTarget.value)}>
            {own !== undefined && <option value="">{own}</option>}
            {PRESET_NAMES.map((name) => (
              <option key={name} value={name}>
                {words.value.presets[name]}
              </option>
            ))}
          </select>
        </label>
        <span class="segments">
          <button type="button" aria-label={text.undo} title={text.undo} disabled={!canUndo.value} onClick={undo}>
            ↶
          </button>
          <button type="button" aria-label={text.redo} title={text.redo} disabled={!canRedo.value} onClick={redo}>
            ↷
          </button>
        </span>
        <OpenButton label={text.open} onFile={(file) => void open(file)} />
        <button type="button" onClick={save} disabled={problems.value.length > 0}>
          {text.save}
        </button>
        <button type="button" onClick={share}>
          {text.copyLink}
        </button>
        <button type="button" onClick={() => go(1)}>
          {words.value.guide.again}
        </button>
      </div>
      <div class="actions of-page">
        <label>
          <span class="visually-hidden">{text.language}</span>
          <select
            class="language"
            value={language.value}
            onChange={(event) => {
              const next = event.currentTarget.value
              if (isLanguage(next)) void chooseLanguage(next)
            }}
          >
            {Object.entries(LANGUAGES).map(([name, own]) => (
              <option key={name} value={name} lang={name}>
                {own}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={switchTheme} aria-label={themeName.value === 'dark' ? text.light : text.dark}>
          {themeName.value === 'dark' ? '☀' : '☾'}
        </button>
      </div>
      <p class="message" role="status">
        {message.value}
      </p>
    </header>
  )
}
