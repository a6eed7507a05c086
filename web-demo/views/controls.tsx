import type { ComponentChildren } from 'preact'
import { LAWS, MODES } from 'offcut'
import { TEXTS } from 'offcut/forms'
import { withFactorCount, withLaw, withMode } from '../state/conversions.ts'
import { variantHelp, variantKeys } from '../state/fields.ts'
import { change, draft, isChanged, problems, reset } from '../state/scenario.ts'
import { getAt } from '../state/tree.ts'
import { Choice, NumberField, ProblemsAt, TextField } from './field.tsx'
import { KnotFields } from './knots.tsx'

/** A field for every key of the scenario, in the order of the model. */
export function Controls() {
  return (
    <form class="controls" aria-label="Parameters of the enterprise" onSubmit={(event) => event.preventDefault()}>
      <div class="controls-head">
        <h2>The enterprise</h2>
        <button type="button" disabled={!isChanged.value} onClick={reset}>
          Reset all
        </button>
      </div>
      <ProblemSummary />
      <Group title="Waste" intro="What does not become product. Untreated, it only costs." isOpen>
        <Fields paths={['waste.disposalCost', 'waste.scale', ...perFactor('waste.elasticities')]} list="waste.elasticities" />
      </Group>
      <Group title="Recycling" intro="Turns waste into an additional product." isOpen>
        <Fields paths={['recycling.yield', 'recycling.price', 'recycling.processingCost', 'recycling.exponent']} />
      </Group>
      <Group title="Transition" intro="How fast waste becomes a production factor: the level over time.">
        <LawFields />
      </Group>
      <Group title="Production" intro="Turns resources into the main product.">
        <Fields paths={['production.price', 'production.scale', ...perFactor('production.elasticities')]} list="production.elasticities" />
      </Group>
      <Group title="Resources" intro="What the enterprise buys. It picks the volume of highest profit.">
        <FactorFields />
      </Group>
      <Group title="Value" intro="What weighs today’s spending against later profit.">
        <Fields paths={['fixedCost', 'investment.conversionCost', 'discountRate']} />
      </Group>
      <Group title="Resources over time" intro="How fast the enterprise follows its optimum. Shown in the time paths.">
        <ModeFields />
      </Group>
      <Group title="Horizon and notes" intro="The stretch of time looked at.">
        <Fields paths={['horizon.start', 'horizon.end', 'horizon.samples']} />
        <TextField path="name" label="Name" help={TEXTS.name} />
        <TextField path="description" label="Description" help={TEXTS.description} />
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
  const count = draft.value.factors.length
  return (
    <>
      <Choice
        label="Number of resources"
        value={String(count)}
        options={[
          { value: '1', label: 'one, integrated' },
          { value: '2', label: 'two, such as capital and labour' },
        ]}
        help="two resources can replace each other in part"
        onChange={(value) => change(withFactorCount(draft.value, value === '2' ? 2 : 1))}
      />
      {draft.value.factors.map((_, i) => (
        <fieldset key={i}>
          <legend>Resource {i + 1}</legend>
          <TextField path={`factors[${i}].name`} label="Name" help={TEXTS['factors[].name']} />
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
        label="Law of the transition"
        value={law}
        options={LAWS.map((name) => ({ value: name, label: name === 'table' ? 'table of points' : name }))}
        help={variantHelp('transformation', law)}
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
        label="Mode"
        value={mode}
        options={MODES.map((name) => ({ value: name, label: name }))}
        help={variantHelp('dynamics', mode)}
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
        Starts at the optimum of that time
      </label>
      {isGiven && <Fields paths={perFactor('dynamics.initial')} list="dynamics.initial" />}
    </>
  )
}

/** Everything wrong at once; problems that have a field are also shown beside it. */
function ProblemSummary() {
  if (problems.value.length === 0) return <div role="status" />
  return (
    <div role="status" class="summary">
      <p>
        <strong>The picture shows the last valid scenario.</strong>
      </p>
      <ul>
        {problems.value.map(({ path, expected, fix }) => (
          <li key={path + expected}>
            <code>{path || 'scenario'}</code>: expected {expected}; {fix}
          </li>
        ))}
      </ul>
    </div>
  )
}
