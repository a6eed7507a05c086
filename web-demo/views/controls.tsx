import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { isChanged, problems, reset } from '../state/scenario.ts'
import { showsSymbols } from '../state/symbols.ts'
import { words } from '../texts/index.ts'
import { problemText } from './problem-text.ts'
import { Fields, perFactor } from './fields.tsx'
import { OnDemand } from './on-demand.tsx'

const loadFields = () => import('./group-fields.tsx')

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
        <OnDemand load={loadFields} given={{ of: 'transition' as const }} />
      </Group>
      <Group {...text.groups.production}>
        <Fields paths={['production.price', 'production.scale', ...perFactor('production.elasticities')]} list="production.elasticities" />
      </Group>
      <Group {...text.groups.resources}>
        <OnDemand load={loadFields} given={{ of: 'resources' as const }} />
      </Group>
      <Group {...text.groups.value}>
        <Fields paths={['fixedCost', 'investment.conversionCost', 'discountRate']} />
      </Group>
      <Group {...text.groups.dynamics}>
        <OnDemand load={loadFields} given={{ of: 'dynamics' as const }} />
      </Group>
      <Group {...text.groups.horizon}>
        <Fields paths={['horizon.start', 'horizon.end', 'horizon.samples']} />
        <OnDemand load={loadFields} given={{ of: 'horizon' as const }} />
      </Group>
    </form>
  )
}

interface GroupProps {
  title: string
  intro: string
  isOpen?: boolean
  children: ComponentChildren
}

/** Fields under a heading, which are only there while it is open. */
function Group({ title, intro, isOpen = false, children }: GroupProps) {
  const [isShown, setShown] = useState(isOpen)
  return (
    <details open={isShown} class="group" onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>
        <h3>{title}</h3>
        <span class="intro">{intro}</span>
      </summary>
      {isShown && children}
    </details>
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
        {problems.value.map((problem) => (
          <li key={problem.path + problem.expected}>
            <code>{problem.path || text.scenario}</code>: {problemText(problem)}
          </li>
        ))}
      </ul>
    </div>
  )
}
