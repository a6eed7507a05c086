import { signal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import {
  calibrate,
  mergeFragment,
  parseTable,
  type Calibration as Estimates,
  type DocumentTable,
  type Mapping,
  type Table as Data,
} from 'offcut/studies'
import type { ScenarioInput } from 'offcut'
import { known } from '../../known.ts'
import { completed } from '../../state/completed.ts'
import { withFactorCount } from '../../state/conversions.ts'
import { change, draft, scenario } from '../../state/scenario.ts'
import { withAt } from '../../state/tree.ts'
import { warningText } from '../../state/warnings.ts'
import { count, percent } from '../../texts/numbers.ts'
import { Choice } from '../../views/field.tsx'
import { messageOf } from '../kit/run.ts'
import { Table } from '../kit/table.tsx'
import { Warnings } from '../kit/warnings.tsx'
import { guess, mappingOf, ROLES, type Roles } from './columns.ts'
import { text } from './words.ts'

const opened = signal<{ name: string; data: Data } | undefined>(undefined)
const roles = signal<Roles>({})
const message = signal('')

/** A table of observations: its production function, with how sure it is, becomes the scenario. */
export function Calibration() {
  const input = useRef<HTMLInputElement>(null)
  const words = text.value.calibration
  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      const data = parseTable(await file.text())
      opened.value = { name: file.name, data }
      roles.value = guess(data.columns.map(({ name }) => name))
      message.value = words.opened(file.name, count(data.rows))
    } catch (error) {
      opened.value = undefined
      message.value = words.cannotOpen(file.name, messageOf(error))
    }
  }
  return (
    <details class="calibration">
      <summary>{words.title}</summary>
      <p class="help">{words.intro}</p>
      <p>
        <button type="button" onClick={() => input.current?.click()}>
          {words.open}
        </button>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          hidden
          onChange={(event) => {
            void open(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </p>
      <p class={opened.value ? 'help' : 'problem'} role="status">
        {message.value}
      </p>
      {opened.value && <Columns data={opened.value.data} />}
    </details>
  )
}

function Columns({ data }: { data: Data }) {
  const words = text.value.calibration
  const names = data.columns.map(({ name }) => name)
  const options = [{ value: '', label: words.none }, ...names.map((name) => ({ value: name, label: name }))]
  const set = (next: Partial<Roles>) => (roles.value = { ...roles.value, ...next })
  const labels = { ...words, first: words.factors[0], second: words.factors[1] }
  return (
    <fieldset class="columns">
      <legend>{words.columns}</legend>
      {ROLES.map((role) => (
        <Choice
          key={role}
          label={labels[role]}
          value={roles.value[role] ?? ''}
          options={options}
          onChange={(name) => set({ [role]: name || undefined })}
        />
      ))}
      <Check label={words.constantReturns} isOn={roles.value.constantReturns} onChange={(constantReturns) => set({ constantReturns })} />
      {roles.value.year && <Check label={words.trend} isOn={roles.value.trend} onChange={(trend) => set({ trend })} />}
      <Found data={data} mapping={mappingOf(roles.value)} />
    </fieldset>
  )
}

function Check({ label, isOn = false, onChange }: { label: string; isOn?: boolean; onChange(isOn: boolean): void }) {
  const id = useId()
  return (
    <label class="check" for={id}>
      <input id={id} type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}

function Found({ data, mapping }: { data: Data; mapping: Mapping }) {
  const words = text.value.calibration
  const found = attempt(() => calibrate(data, mapping))
  if (typeof found === 'string') return <p class="problem">{found}</p>
  return (
    <>
      {tablesOf(found, words).map((table) => (
        <section key={table.title}>
          <h3>{table.title}</h3>
          <Table {...table} />
        </section>
      ))}
      <Warnings list={found.warnings} />
      {found.scenario ? (
        <button type="button" class="strong" onClick={() => use(found, mapping)}>
          {words.use}
        </button>
      ) : (
        <p class="problem">{words.useless}</p>
      )}
    </>
  )
}

function attempt(estimate: () => Estimates): Estimates | string {
  try {
    return estimate()
  } catch (error) {
    return warningText(messageOf(error), scenario.value)
  }
}

function tablesOf({ equations }: Estimates, words: (typeof text.value)['calibration']): DocumentTable[] {
  return Object.entries(equations).map(([name, { terms, n, rSquared }]) => ({
    title: `${words.equation[name as keyof typeof words.equation]}: ${words.fit(count(n), percent(rSquared, 1))}`,
    columns: [words.term, words.estimate, words.error, words.low, words.high],
    rows: terms.map((term) => [term.name, term.estimate, term.standardError, term.low, term.high]),
  }))
}

/** The scenario with the estimates in place of its own production function. */
function use({ scenario: fragment }: Estimates, { factors }: Mapping): void {
  const base = factors.length === scenario.value.factors.length ? scenario.value : undefined
  const shaped = base ?? withFactorCount(draft.value, factors.length as 1 | 2)
  const named = factors.reduce((next, name, i) => withAt(next, `factors[${i}].name`, name), shaped as ScenarioInput)
  change(completed(mergeFragment(named as never, known(fragment)) as unknown as ScenarioInput))
  message.value = text.value.calibration.used
}
