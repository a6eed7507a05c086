import type { ComponentChildren } from 'preact'
import { LAWS, MODES } from 'offcut'
import { withFactorCount, withLaw, withMode } from '../state/conversions.ts'
import { variantKeys } from '../state/fields.ts'
import { change, draft, isChanged, problems, reset } from '../state/scenario.ts'
import { showsSymbols } from '../state/symbols.ts'
import { getAt } from '../state/tree.ts'
import { words } from '../texts/index.ts'
import { Choice, NumberField, ProblemsAt, TextField } from './field.tsx'
import { KnotFields } from './knots.tsx'

/** A field for every key of the scenario, in the order of the model. */
export function Controls() {
  const text = words.value.controls
  return (
    <form class="controls" aria-label={text.label} onSubmit={(event) => event.preventDefault()}>
      <div class="controls-head">
        <h2>{text.title}</h2>
        <button type="button" disabled={!isChanged.value} onClick={reset}>
          {text.resetAll}
        </button>
      </div>
      <label class="check">
        <input type="checkbox" checked={showsSymbols.value} onChange={(event) => (showsSymbols.value = event.currentTarget.checked)} />
        {text.showSymbols}
      </label>
      <ProblemSummary />
      <Group {...text.groups.waste} isOpen>
        <Fields paths={['waste.disposalCost', 'waste.scale', ...perFactor('waste.elasticities')]} list="waste.elasticities" />
      </Group>
      <Group {...text.groups.recycling} isOpen>
        <Fields paths={['recycling.yield', 'recycling.price', 'recycling.processingCost', 'recycling.exponent']} />
      </Group>
      <Group {...text.groups.transition}>
        <LawFields />
      </Group>
      <Group {...text.groups.production}>
        <Fields paths={['production.price', 'production.scale', ...perFactor('production.elasticities')]} list="production.elasticities" />
      </Group>
      <Group {...text.groups.resources}>
        <FactorFields />
      </Group>
      <Group {...text.groups.value}>
        <Fields paths={['fixedCost', 'investment.conversionCost', 'discountRate']} />
      </Group>
      <Group {...text.groups.dynamics}>
        <ModeFields />
      </Group>
      <Group {...text.groups.horizon}>
        <Fields paths={['horizon.start', 'horizon.end', 'horizon.samples']} />
        <TextField path="name" label={text.name} help={text.nameHelp} />
        <TextField path="description" label={text.description} help={text.descriptionHelp} />
      </Group>
    </form>
  )
}

function Group({ title, intro, isOpen, children }: { title: string; intro: string; isOpen?: boolean; children: ComponentChildren }) {
  return (
    <details open={isOpen} class="group">
      <summary>
        <h3>{title}</h3>
        <span class="intro">{intro}</span>
      </summary>
      {children}
    </details>
  )
}

function Fields({ paths, list }: { paths: string[]; list?: string }) {
  return (
    <>
      {paths.map((path) => (
        <NumberField key={path} path={path} />
      ))}
      {list && <ProblemsAt path={list} />}
    </>
  )
}

function perFactor(list: string): string[] {
  return draft.value.factors.map((_, i) => `${list}[${i}]`)
}

function FactorFields() {
  const text = words.value.controls
  const count = draft.value.factors.length
  return (
    <>
      <Choice
        label={text.resourceCount}
        value={String(count)}
        options={[
          { value: '1', label: text.one },
          { value: '2', label: text.two },
        ]}
        help={text.resourceCountHelp}
        onChange={(value) => change(withFactorCount(draft.value, value === '2' ? 2 : 1))}
      />
      {draft.value.factors.map((_, i) => (
        <fieldset key={i}>
          <legend>{text.resource(String(i + 1))}</legend>
          <TextField path={`factors[${i}].name`} label={text.name} help={text.resourceName} />
          <Fields paths={['price', 'costExponent', 'lower', 'upper'].map((key) => `factors[${i}].${key}`)} />
        </fieldset>
      ))}
    </>
  )
}

function LawFields() {
  const { law } = draft.value.transformation!
  const paths = variantKeys('transformation', law)
    .filter((key) => key !== 'times' && key !== 'levels')
    .map((key) => `transformation.${key}`)
  return (
    <>
      <Choice
        label={words.value.controls.law}
        value={law}
        options={LAWS.map((name) => ({ value: name, label: words.value.laws[name].label }))}
        help={words.value.laws[law].help}
        onChange={(name) => change(withLaw(draft.value, name))}
      />
      {law === 'table' ? <KnotFields /> : <Fields paths={paths} />}
    </>
  )
}

function ModeFields() {
  const { dynamics } = draft.value
  const mode = dynamics?.mode ?? 'optimum'
  const lists = variantKeys('dynamics', mode).filter((key) => key !== 'tolerance' && key !== 'initial')
  const hasInitial = getAt(dynamics, 'initial') !== undefined
  return (
    <>
      <Choice
        label={words.value.controls.mode}
        value={mode}
        options={MODES.map((name) => ({ value: name, label: words.value.modes[name].label }))}
        help={words.value.modes[mode].help}
        onChange={(name) => change(withMode(draft.value, name))}
      />
      {lists.map((key) => (
        <Fields key={key} paths={perFactor(`dynamics.${key}`)} list={`dynamics.${key}`} />
      ))}
      {mode !== 'optimum' && <InitialFields isGiven={hasInitial} />}
      <Fields paths={['dynamics.tolerance']} />
    </>
  )
}

function InitialFields({ isGiven }: { isGiven: boolean }) {
  const { dynamics, factors } = draft.value
  const set = (initial: number[] | undefined) => {
    const { initial: _, ...rest } = dynamics as { mode: 'adjustment'; timescale: number[]; initial?: number[] }
    change({ ...draft.value, dynamics: initial === undefined ? rest : { ...rest, initial } })
  }
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={!isGiven}
          onChange={(event) => set(event.currentTarget.checked ? undefined : factors.map(() => 10))}
        />
        {words.value.controls.startsAtOptimum}
      </label>
      {isGiven && <Fields paths={perFactor('dynamics.initial')} list="dynamics.initial" />}
    </>
  )
}

/** Everything wrong at once; problems that have a field are also shown beside it. */
function ProblemSummary() {
  const text = words.value.controls
  if (problems.value.length === 0) return <div role="status" />
  return (
    <div role="status" class="summary">
      <p>
        <strong>{text.lastValid}</strong>
      </p>
      <ul>
        {problems.value.map(({ path, expected, fix }) => (
          <li key={path + expected}>
            <code>{path || text.scenario}</code>
            {text.expected(expected, fix)}
          </li>
        ))}
      </ul>
    </div>
  )
}
