import '../kit/kit.css'
import '../kit/forms.css'
import './systems.css'
import { signal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { parseSystem } from 'offcut/system'
import { systemLink } from '../../state/panels.ts'
import { isDragging } from '../../state/view.ts'
import { Choice, Slider } from '../../views/field.tsx'
import { download, fileName } from '../../views/files.ts'
import { OpenButton } from '../../views/open-button.tsx'
import { libraryText } from '../../state/problems.ts'

import { messageOf } from '../kit/run.ts'
import { kitWords } from '../kit/words.ts'
import { answerOf } from './answer.ts'
import { Controls } from './controls.tsx'
import { Course } from './course.tsx'
import { DocumentText } from './document-text.tsx'
import { EXAMPLES } from './examples.ts'
import { named, nameOfExample } from './names.ts'
import { Picture } from './picture.tsx'
import { before, endSolving, failure, isSolving, solve, solveBefore, solved } from './solving.ts'
import { change, disruption, document, fromLink, isChanged, load, loadText, origin, problems, system, time } from './state.ts'
import { text } from './words.ts'

const message = signal('')

/** Several enterprises that trade: a picture of what moves, and what moves it. */
export default function SystemsPanel() {
  useSignalEffect(() => fromLink(systemLink.value))
  useSignalEffect(() => void solve({ system: system.value, time: time.value, state: disruption.value }))
  useSignalEffect(() => void solveBefore(parseSystem(origin.value.document)))
  useEffect(() => endSolving, [])
  const words = text.value
  // Without an equilibrium there is no answer: that of before would speak of another system.
  const hasFailed = failure.value !== undefined
  return (
    <div class="panel-content systems">
      <p class="intro">{words.intro}</p>
      <Documents />
      <Problems />
      <p class="answer" role="status" aria-busy={isSolving.value || isDragging.value}>
        {!hasFailed &&
          (solved.value ? answerOf(solved.value.result, isChanged.value ? before.value : undefined, words) : kitWords.value.running)}
      </p>
      {failure.value && (
        <p class="problem" role="alert">
          {kitWords.value.failed(failure.value)}
        </p>
      )}
      {solved.value && <Picture {...solved.value} isOld={hasFailed || problems.value.length > 0} />}
      <Moment />
      <Controls />
      <DocumentText />
      <Course />
    </div>
  )
}

function Documents() {
  const words = text.value
  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      loadText(await file.text())
      message.value = words.opened(file.name)
    } catch (error) {
      message.value = words.cannotOpen(file.name, messageOf(error))
    }
  }
  const save = () =>
    download(
      fileName(document.value.name, 'json'),
      new Blob([`${JSON.stringify(document.value, null, 2)}\n`], { type: 'application/json' }),
    )
  return (
    <>
      <div class="documents">
        <Choice
          label={words.example}
          value={origin.value.example}
          options={Object.entries(EXAMPLES).map(([name, each]) => ({ value: name, label: nameOfExample(each.name ?? name) }))}
          onChange={(name) => {
            message.value = ''
            load({ example: name, document: EXAMPLES[name] })
          }}
        />
        <OpenButton label={words.open} onFile={(file) => void open(file)} />
        <button type="button" onClick={save} disabled={problems.value.length > 0}>
          {words.save}
        </button>
        <button type="button" disabled={!isChanged.value} onClick={() => change(origin.value.document)}>
          {words.reset}
        </button>
      </div>
      <p class="help" role="status">
        {message.value}
      </p>
    </>
  )
}

function Problems() {
  return problems.value.length === 0 ? null : (
    <div class="problem" role="alert">
      {problems.value.map((problem) => (
        <p key={problem.path + problem.expected}>
          <code>{problem.path}</code>: {libraryText(problem)}
        </p>
      ))}
    </div>
  )
}

/** When, and which state of disruption, is looked at. */
function Moment() {
  const words = text.value
  const { horizon, disruptions } = system.value
  const states = disruptions === undefined ? [] : Array.isArray(disruptions) ? disruptions : disruptions.states
  return (
    <div class="boxes">
      {horizon && horizon.end > horizon.start && (
        <Slider
          path="time"
          info={{ label: words.moment, kind: 'time', unit: '', help: '' }}
          value={time.value ?? horizon.start}
          range={{ from: horizon.start, to: horizon.end, spacing: 'linear' }}
          onChange={(next) => next !== null && (time.value = next)}
        />
      )}
      {states.length > 0 && (
        <Choice
          label={words.disruption}
          value={disruption.value ?? ''}
          options={[{ value: '', label: words.undisturbed }, ...states.map(({ name }) => ({ value: name, label: named(name) }))]}
          onChange={(name) => (disruption.value = name || undefined)}
        />
      )}
    </div>
  )
}
