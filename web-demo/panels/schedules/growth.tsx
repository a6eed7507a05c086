import { draft } from '../../state/scenario.ts'
import { parameterName } from '../kit/names.ts'
import { Adder, NumberBox, Row } from '../kit/fields.tsx'
import { problemAt, problemsBelow } from '../kit/problems.ts'
import { kitWords } from '../kit/words.ts'
import { changeable, type Edit, type Growth } from './entries.ts'
import { text } from './words.ts'

/** Parameters that grow together, at one rate. */
export function GrowthForm({ growth, path, edit }: { growth: Growth; path: string; edit: Edit<Growth> }) {
  const words = text.value
  const { parameters, growth: rate, since } = growth
  const others = changeable(draft.value).filter((name) => !parameters.includes(name))
  const setSince = (next: number | null) => edit(({ since: _, ...rest }) => (next === null ? rest : { ...rest, since: next }))
  return (
    <>
      <ul class="targets" aria-label={words.grows}>
        {parameters.map((name) => (
          <li key={name}>
            {parameterName(name, draft.value)}
            <button
              type="button"
              aria-label={words.removeEntry(parameterName(name, draft.value))}
              disabled={parameters.length === 1}
              onClick={() => edit((now) => ({ ...now, parameters: now.parameters.filter((own) => own !== name) }))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <Row>
        <NumberBox
          label={words.growthOf}
          unit={words.aYear}
          value={typeof rate === 'number' ? Number((100 * rate).toPrecision(12)) : NaN}
          problem={problemAt(`${path}.growth`)}
          onChange={(next) => edit((now) => ({ ...now, growth: next === null ? (next as unknown as number) : next / 100 }))}
        />
        <NumberBox label={words.since} value={since} help={words.sinceHelp} problem={problemAt(`${path}.since`)} onChange={setSince} />
      </Row>
      <Adder
        label={words.another}
        action={kitWords.value.add}
        options={others.map((name) => ({ value: name, label: parameterName(name, draft.value) }))}
        onAdd={(name) => edit((now) => ({ ...now, parameters: [...now.parameters, name] }))}
      />
      {problemsBelow(path, [`${path}.growth`, `${path}.since`]).map((text) => (
        <p key={text} class="problem">
          {text}
        </p>
      ))}
    </>
  )
}
