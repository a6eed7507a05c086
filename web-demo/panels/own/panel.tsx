import '../kit/kit.css'
import '../kit/forms.css'
import './own.css'
import { batch, signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { paths, type Paths } from '../../compute/paths.ts'
import { change } from '../../state/scenario.ts'
import { fitMoment, metric, plot } from '../../state/view.ts'
import { NumberBox } from '../kit/fields.tsx'
import { mistakeIn, NUMBERS, numbersOf, scenarioOf, type OwnNumbers, type Units } from './scenario.ts'
import { text } from './words.ts'

type Name = keyof OwnNumbers
/** What is in a field: null where it is no number. */
type Typed = Record<Name, number | null>

/** What has been typed; undefined as long as the form shows what the page shows. */
const typed = signal<Typed | undefined>(undefined)
const units = signal<Units | undefined>(undefined)
const isUsed = signal(false)

const GROUPS: Record<keyof typeof text.value.groups, readonly Name[]> = {
  today: ['waste', 'disposal'],
  recycling: ['processing', 'sales', 'share'],
  changing: ['cost', 'start', 'duration', 'years', 'rate'],
}

/** A plant in the numbers that its manager knows: they become the page's scenario. */
export default function OwnPanel() {
  const words = text.value
  const shown = paths.value
  if (!shown) return null
  // Handlers ask anew: the form may not have been drawn since something was typed.
  const now = (): Typed => typed.value ?? numbersOf(shown.scenario, shown)
  const countedNow = () => units.value ?? unitsOf(shown)
  const [values, counted] = [now(), countedNow()]
  const use = () => {
    const own = now()
    if (isWrong(own)) return
    batch(() => {
      change(scenarioOf(own as OwnNumbers, countedNow(), words.name))
      fitMoment()
      metric.value = 'payback'
      plot.value = 'map'
      isUsed.value = true
    })
    document.querySelector('.headline')?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <form
      class="panel-content own"
      onSubmit={(event) => {
        event.preventDefault()
        use()
      }}
    >
      <p class="intro">{words.intro}</p>
      <div class="own-groups">
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
          <fieldset key={group}>
            <legend>{words.groups[group]}</legend>
            {GROUPS[group].map((name) => {
              const mistake = mistakeIn(name, values[name])
              return (
                <NumberBox
                  key={name}
                  label={words.labels[name]}
                  unit={unitOf(name, counted)}
                  help={words.help[name]}
                  value={values[name] ?? undefined}
                  problem={mistake && words.mistakes[mistake]}
                  onChange={(next) => {
                    typed.value = { ...now(), [name]: next }
                    isUsed.value = false
                  }}
                />
              )
            })}
            {group === 'today' &&
              (['currency', 'waste'] as const).map((what) => (
                <WordBox
                  key={what}
                  label={what === 'currency' ? words.currency : words.unit}
                  value={counted[what]}
                  onChange={(next) => (units.value = { ...countedNow(), [what]: next })}
                />
              ))}
          </fieldset>
        ))}
      </div>
      <p class="chart-actions">
        <button type="submit" class="strong" disabled={isWrong(values)}>
          {words.use}
        </button>
        <span class="help" role="status">
          {isUsed.value && words.used}
        </span>
      </p>
    </form>
  )
}

function isWrong(values: Typed): boolean {
  return NUMBERS.some((name) => mistakeIn(name, values[name]))
}

function unitsOf({ scenario: { units: own } }: Paths): Units {
  return { currency: own?.currency ?? 'EUR', waste: own?.waste ?? 't' }
}

function unitOf(name: Name, { currency, waste }: Units): string | undefined {
  if (name === 'waste') return waste
  if (name === 'cost') return currency
  if (name === 'share' || name === 'rate') return '%'
  if (name === 'duration' || name === 'years') return text.value.years
  return name === 'start' ? undefined : `${currency}/${waste}`
}

function WordBox({ label, value, onChange }: { label: string; value: string; onChange(next: string): void }) {
  const id = useId()
  return (
    <div class="box">
      <label for={id}>{label}</label>
      <input id={id} type="text" maxLength={12} value={value} onChange={(event) => onChange(event.currentTarget.value.trim())} />
    </div>
  )
}
