import { signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { known } from '../../known.ts'
import { change, draft } from '../../state/scenario.ts'
import { NumberInput } from '../../views/number-input.tsx'
import { parameterName } from '../kit/names.ts'
import { kitWords } from '../kit/words.ts'
import { inWords } from './in-words.ts'
import { candidates, shareOf, spreadAround, valueOf, withDistribution, type Distribution, type Shape } from './uncertain.ts'
import { text } from './words.ts'

/** What is not certain: each number with how far it may be off, and a way to add one. */
export function Doubts() {
  // A link may have put anything there.
  const entries = Object.entries(draft.value.uncertainty?.parameters ?? {}).filter(([, each]) => Object(each) === each)
  return (
    <div class="doubts">
      {entries.length > 0 && (
        <ul>
          {entries.map(([path, distribution]) => (
            <Doubt key={path} path={path} distribution={distribution} />
          ))}
        </ul>
      )}
      <NewDoubt />
    </div>
  )
}

function Doubt({ path, distribution }: { path: string; distribution: Distribution }) {
  const id = useId()
  const words = text.value
  const name = parameterName(path, draft.value)
  const value = valueOf(draft.value, path)
  const own = value === undefined ? undefined : shareOf(distribution, value)
  return (
    <li data-path={path}>
      <strong>{name}</strong> <span class="help">{inWords(distribution, words)}</span>
      {own && (
        <span class="spread">
          <label for={id}>±</label>
          <NumberInput
            id={id}
            value={Number((100 * own.share).toPrecision(6))}
            onChange={(next) =>
              next !== null && next > 0 && change(withDistribution(draft.value, path, spreadAround(known(value), next / 100, own.shape)))
            }
          />
          %
        </span>
      )}
      <button type="button" aria-label={words.makeCertain(name)} onClick={() => change(withDistribution(draft.value, path, undefined))}>
        {kitWords.value.remove}
      </button>
    </li>
  )
}

/** What is chosen for the next one. Signals: "Add" asks for what has been chosen by now, drawn or not. */
const chosen = signal('waste.disposalCost')
const spread = signal<number | null>(20)
const shape = signal<Shape>('triangular')

const pathIn = (open: readonly string[]): string | undefined => (open.includes(chosen.value) ? chosen.value : open[0])
const isSpread = (percent: number | null): percent is number => percent !== null && percent > 0

function add(): void {
  const path = pathIn(candidates(draft.value))
  const value = path === undefined ? undefined : valueOf(draft.value, path)
  if (path === undefined || !value || !isSpread(spread.value)) return
  change(withDistribution(draft.value, path, spreadAround(value, spread.value / 100, shape.value)))
}

function NewDoubt() {
  const id = useId()
  const words = text.value
  const open = candidates(draft.value)
  const path = pathIn(open)
  if (path === undefined) return null
  const problem = !isSpread(spread.value) ? words.spreadProblem : valueOf(draft.value, path) === 0 ? words.zeroProblem : undefined
  return (
    <div class="new-doubt" role="group" aria-label={words.another}>
      <label for={`${id}-path`}>{words.notCertain}</label>
      <select id={`${id}-path`} value={path} onChange={(event) => (chosen.value = event.currentTarget.value)}>
        {open.map((each) => (
          <option key={each} value={each}>
            {parameterName(each, draft.value)}
          </option>
        ))}
      </select>
      <span class="spread">
        <label for={`${id}-spread`}>±</label>
        <NumberInput
          id={`${id}-spread`}
          value={spread.value ?? NaN}
          isWrong={problem !== undefined}
          describedBy={`${id}-problem`}
          onChange={(next) => (spread.value = next)}
        />{' '}
        %
      </span>
      <label class="visually-hidden" for={`${id}-shape`}>
        {words.shape}
      </label>
      <select id={`${id}-shape`} value={shape.value} onChange={(event) => (shape.value = event.currentTarget.value as Shape)}>
        <option value="triangular">{words.triangular}</option>
        <option value="uniform">{words.uniform}</option>
      </select>
      <button type="button" disabled={problem !== undefined} onClick={add}>
        {kitWords.value.add}
      </button>
      <p id={`${id}-problem`} class="problem" role="status">
        {problem ?? ''}
      </p>
    </div>
  )
}
