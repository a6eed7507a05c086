import { signal } from '@preact/signals'
import type { System, SystemInput, SystemPath } from 'offcut/system'
import type { XyChart } from 'offcut/studies'
import { Choice } from '../../views/field.tsx'
import { ChartFigure } from '../kit/chart.tsx'
import { Running } from '../kit/running.tsx'
import { timeName } from '../kit/words.ts'
import { course } from './solving.ts'
import { named } from './names.ts'
import { system } from './state.ts'
import { text } from './words.ts'

const chosen = signal<string | undefined>(undefined)

/** Prices and trade over the horizon. */
export function Course() {
  const words = text.value
  const { result } = course.run.value
  if (!system.value.horizon) return null
  const compute = () => {
    const current = system.value
    void course.start(async (services) => ({ path: await services.pathOfSystem(current as unknown as SystemInput), system: current }))
  }
  return (
    <section class="course">
      <h3>{words.overTime}</h3>
      <p class="chart-actions">
        <button type="button" onClick={compute}>
          {words.computeCourse}
        </button>
      </p>
      <Running runner={course} />
      {result && <Found {...result} />}
    </section>
  )
}

function Found({ path, system: solved }: { path: SystemPath; system: System }) {
  const words = text.value
  const names = solved.materials.map(({ name }) => name)
  const material = chosen.value !== undefined && names.includes(chosen.value) ? chosen.value : names[0]
  const trade = tradeChart(path, material)
  return (
    <>
      <p class="help">{path.circularity === null ? words.neither : words[path.circularity]}</p>
      <Choice
        label={words.chooseMaterial}
        value={material}
        options={names.map((name) => ({ value: name, label: named(name) }))}
        onChange={(name) => (chosen.value = name)}
      />
      <div class="charts-wide">
        <ChartFigure chart={priceChart(path, material)} isOverTime />
        {trade && <ChartFigure chart={trade} isOverTime />}
      </div>
    </>
  )
}

function priceChart({ time, results }: SystemPath, material: string): XyChart {
  const markets = Object.keys(results[0].prices).filter((name) => name.startsWith(`${material}@`))
  return {
    kind: 'xy',
    title: text.value.pricesOf(named(material)),
    x: timeName({ horizon: { start: time[0] } }),
    y: text.value.price,
    lines: markets.map((name) => ({
      name: named(name.slice(material.length + 1)),
      points: results.map(({ prices }, i): [number, number] => [time[i], prices[name]]),
    })),
  }
}

/** Undefined where no link carries the material. */
function tradeChart({ time, results }: SystemPath, material: string): XyChart | undefined {
  const links = results[0].flows.flatMap((flow, k) => (flow.material === material ? [{ ...flow, k }] : []))
  if (links.length === 0) return undefined
  return {
    kind: 'xy',
    title: text.value.flowsOf(named(material)),
    x: timeName({ horizon: { start: time[0] } }),
    y: text.value.quantity,
    lines: links.map(({ name, k }) => ({
      name: named(name),
      points: results.map(({ flows }, i): [number, number] => [time[i], flows[k].quantity]),
    })),
  }
}
