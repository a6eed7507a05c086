import { LAWS, type Law } from 'offcut'
import { useId } from 'preact/hooks'
import { words } from '../../texts/index.ts'
import type { XyChart } from 'offcut/studies'
import { parameterInfo, variantKeys } from '../../state/fields.ts'
import { draft } from '../../state/scenario.ts'
import { numberAt, withAt } from '../../state/tree.ts'
import { shownTimes } from '../../state/units.ts'
import { Choice } from '../../views/field.tsx'
import { ChartFigure } from '../kit/chart.tsx'
import { parameterName } from '../kit/names.ts'
import { Adder, NumberBox, Row } from '../kit/fields.tsx'
import { problemAt, problemsBelow } from '../kit/problems.ts'
import { kitWords, timeName } from '../kit/words.ts'
import { adoptionOf, changeable, withLeverLaw, type Edit, type Lever } from './entries.ts'
import { PointEditor } from './point-editor.tsx'
import type { Points } from './points.ts'
import { text } from './words.ts'

const LEVER_LAWS = LAWS.filter((law) => law !== 'invested')

/** A way of producing that spreads, and what it moves when it has. */
export function LeverForm({ lever, path, edit }: { lever: Lever; path: string; edit: Edit<Lever> }) {
  const own = text.value
  const id = useId()
  const { name, law, effects } = lever
  const keys = variantKeys('transformation', law).filter((key) => key !== 'times' && key !== 'levels')
  const fields = [...keys.map((key) => `${path}.${key}`), ...Object.keys(effects).map((target) => `${path}.effects[${target}]`)]
  const free = changeable(draft.value).filter((target) => !Object.hasOwn(effects, target))
  const setEffect = (target: string, factor: number | null | undefined) =>
    edit((now) => {
      const { [target]: _, ...others } = now.effects
      return { ...now, effects: factor === undefined ? others : { ...now.effects, [target]: factor as number } } as Lever
    })
  return (
    <>
      <div class="box">
        <label for={id}>{own.name}</label>
        <input
          id={id}
          type="text"
          value={String(name ?? '')}
          onChange={({ currentTarget: { value } }) => edit((now) => withAt(now, 'name', value || undefined))}
        />
      </div>
      <Adoption lever={lever} edit={edit} />
      <Row>
        <Choice
          label={own.spreads}
          value={law}
          options={LEVER_LAWS.map((each) => ({ value: each, label: words.value.laws[each].label }))}
          help={words.value.laws[law as Law]?.help}
          onChange={(each) => edit((now) => withLeverLaw(draft.value, now, each as Law))}
        />
        {keys.map((key) => {
          const { label, kind } = parameterInfo(`transformation.${key}`, { transformation: lever })
          const times = shownTimes(kind)
          const value = numberAt(lever, key) ?? ENDS[key]
          return (
            <NumberBox
              key={key}
              label={label}
              unit={times === 100 ? '%' : undefined}
              value={value === undefined ? undefined : inPercent(value, times)}
              problem={problemAt(`${path}.${key}`)}
              onChange={(next) => edit((now) => ({ ...now, [key]: next === null ? null : next / times }) as Lever)}
            />
          )
        })}
      </Row>
      <h3>{own.effects}</h3>
      <Row>
        {Object.entries(effects).map(([target, factor]) => (
          <div class="effect" key={target}>
            <NumberBox
              label={`${parameterName(target, draft.value)} ${own.factor}`}
              value={factor}
              problem={problemAt(`${path}.effects[${target}]`)}
              onChange={(next) => setEffect(target, next)}
            />
            <button
              type="button"
              aria-label={own.removeEntry(parameterName(target, draft.value))}
              onClick={() => setEffect(target, undefined)}
            >
              ✕
            </button>
          </div>
        ))}
      </Row>
      <Adder
        label={own.another}
        action={kitWords.value.add}
        options={free.map((target) => ({ value: target, label: parameterName(target, draft.value) }))}
        onAdd={(target) => setEffect(target, 0.9)}
      />
      {problemsBelow(path, fields).map((text) => (
        <p key={text} class="problem">
          {text}
        </p>
      ))}
    </>
  )
}

const ENDS: Record<string, number> = { from: 0, to: 1 }

/** A hundred times a decimal, without the last digits that binary numbers add. */
const inPercent = (value: number, times: number) => Number((times * value).toPrecision(12))

function Adoption({ lever, edit }: { lever: Lever; edit: Edit<Lever> }) {
  const own = text.value
  const { name, law } = lever
  const points = adoptionOf(draft.value, lever)
  if (!points) return null
  const chart: XyChart = {
    kind: 'xy',
    title: own.adoption(String(name ?? law)),
    x: timeName(draft.value),
    y: own.share,
    lines: [{ name: own.share, points: points.map(([time, share]) => [time, 100 * share]) }],
  }
  const drawn = pointsOf(lever)
  if (!drawn) return <ChartFigure chart={chart} isOverTime />
  return (
    <PointEditor
      chart={chart}
      {...drawn}
      onChange={(next) =>
        edit((now) => {
          const { times, values } = next(pointsOf(now) ?? drawn)
          return { ...now, times: [...times], levels: values.map((value) => (value === null ? value : value / 100)) } as unknown as Lever
        })
      }
    />
  )
}

/** A lever drawn as points, in percent; undefined of one with another law. */
function pointsOf(lever: Lever): Points | undefined {
  if (!('levels' in lever) || !Array.isArray(lever.levels) || !Array.isArray(lever.times)) return undefined
  return { times: lever.times as number[], values: (lever.levels as number[]).map((level) => inPercent(level, 100)) }
}
