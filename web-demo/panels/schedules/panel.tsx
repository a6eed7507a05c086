import '../kit/kit.css'
import '../kit/forms.css'
import { change, draft } from '../../state/scenario.ts'
import { parameterName } from '../kit/names.ts'
import { Adder } from '../kit/fields.tsx'
import { kitWords } from '../kit/words.ts'
import {
  changeable,
  entriesOf,
  kindOf,
  newGrowth,
  newLever,
  newSchedule,
  schedulable,
  withEntry,
  withNewEntry,
  withoutEntry,
  type Edit,
  type Entry,
  type Growth,
  type Lever,
  type Schedule,
} from './entries.ts'
import { GrowthForm } from './growth.tsx'
import { LeverForm } from './lever.tsx'
import { ScheduleForm } from './schedule.tsx'
import { text } from './words.ts'

/** Parameters that change over time: drawn courses, growth, and levers that spread. */
export default function ChangesPanel() {
  const words = text.value
  const entries = entriesOf(draft.value)
  const named = (paths: readonly string[]) => paths.map((path) => ({ value: path, label: parameterName(path, draft.value) }))
  return (
    <div class="panel-content">
      <p class="intro">{words.intro}</p>
      {entries.length === 0 && <p class="help">{words.nothing}</p>}
      {entries.map((entry, i) => (
        <EntryForm key={`${i} ${kindOf(entry)}`} entry={entry} index={i} />
      ))}
      <div class="adders">
        <Adder
          label={words.addSchedule}
          action={words.add}
          options={named(schedulable(draft.value))}
          onAdd={(path) => change(withNewEntry(draft.value, newSchedule(draft.value, path)))}
        />
        <Adder
          label={words.addGrowth}
          action={words.add}
          options={named(changeable(draft.value))}
          onAdd={(path) => change(withNewEntry(draft.value, newGrowth(path)))}
        />
        <button type="button" onClick={() => change(withNewEntry(draft.value, newLever(draft.value, words.newLeverName)))}>
          {words.addLever}
        </button>
      </div>
    </div>
  )
}

function EntryForm({ entry, index }: { entry: Entry; index: number }) {
  const words = text.value
  const edit: Edit<Entry> = (next) => change(withEntry(draft.value, index, next))
  const title = titleOf(entry)
  return (
    <fieldset class="entry" data-path={`changes[${index}]`}>
      <legend>{title}</legend>
      <button type="button" class="remove" aria-label={words.removeEntry(title)} onClick={() => change(withoutEntry(draft.value, index))}>
        {kitWords.value.remove}
      </button>
      <Fields entry={entry} index={index} edit={edit} />
    </fieldset>
  )
}

function Fields({ entry, index, edit }: { entry: Entry; index: number; edit: Edit<Entry> }) {
  const path = `changes[${index}]`
  switch (kindOf(entry)) {
    case 'schedule':
      return <ScheduleForm schedule={entry as Schedule} path={path} edit={edit as Edit<Schedule>} />
    case 'growth':
      return <GrowthForm growth={entry as Growth} path={path} edit={edit as Edit<Growth>} />
    case 'lever':
      return <LeverForm lever={entry as Lever} path={path} edit={edit as Edit<Lever>} />
    default:
      return <p class="help">{text.value.processHelp}</p>
  }
}

function titleOf(entry: Entry): string {
  const words = text.value
  const of = () => parameterName(String((entry as Schedule).parameter), draft.value)
  switch (kindOf(entry)) {
    case 'schedule':
      return words.scheduleOf(of())
    case 'growth':
      return words.growthOf
    case 'lever':
      return words.leverOf(String((entry as Lever).name ?? (entry as Lever).law))
    case 'process':
      return words.processOf(of())
    default:
      return words.unknown
  }
}
